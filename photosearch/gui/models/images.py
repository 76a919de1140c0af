"""Turns encoded pictures and pixels into images of Qt, and back; on any thread.

While Qt's own reader and writer ask a device made in Python for bytes, they hold a lock
of Qt's and want the interpreter's. A second thread that holds that one and opens a
picture then waits for ever. So bytes meet Pillow, and Qt gets pixels.
"""

import io

import numpy as np
from PIL import Image, ImageOps
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box


def image_of(pixels: Pixels) -> QImage:
    """Turn pixels (h, w, 3) uint8 into an image of its own memory."""
    height, width = pixels.shape[:2]
    view = QImage(
        pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888
    )
    return view.convertToFormat(QImage.Format.Format_RGB32)


def image_in(content: bytes, most_px: int | None = None) -> QImage:
    """Decode a picture upright, on white where it lets something through.

    Args:
        content: A picture file's bytes.
        most_px: The longer side is reduced to this.

    Returns:
        A null image where there is no picture in it.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if most_px is not None:
                opened.draft("RGB", (most_px, most_px))
            picture: Image.Image = ImageOps.exif_transpose(opened)
            if most_px is not None:
                picture.thumbnail((most_px, most_px))
            if picture.has_transparency_data:
                layers = picture.convert("RGBA")
                ground = Image.new("RGBA", layers.size, "white")
                picture = Image.alpha_composite(ground, layers)
            return image_of(np.asarray(picture.convert("RGB")))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return QImage()


def cut_out(image: QImage, part: Box) -> QImage:
    """Return a part of an image; a null image has null parts."""
    if image.isNull():
        return image
    left, top, right, bottom = part.in_pixels(image.width(), image.height())
    return image.copy(left, top, right - left, bottom - top)


def jpeg_of(image: QImage, most_px: int, quality: int) -> bytes:
    """Encode an image as a JPEG, on white where it lets something through.

    Args:
        image: Of any size and format, not null.
        most_px: The longer side is reduced to this.
        quality: Of the JPEG, up to 95.
    """
    flat = QImage(image.size(), QImage.Format.Format_RGB888)
    flat.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    lines = np.frombuffer(flat.constBits(), np.uint8)
    lines = lines.reshape(flat.height(), flat.bytesPerLine())
    pixels = lines[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3)
    picture = Image.fromarray(pixels)
    picture.thumbnail((most_px, most_px))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
