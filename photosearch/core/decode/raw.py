"""RAW photos: the preview that the camera made, or the sensor's pixels at half size.

The library that reads them, rawpy, is an extra: without it these files fail with a
sentence that says so.
"""

import importlib.util
from dataclasses import replace
from io import BytesIO
from typing import Any

from PIL import Image

from photosearch.core.decode.metadata import parse_exif
from photosearch.core.decode.pixels import (
    Picture,
    Scale,
    calmly,
    finish_picture,
    open_image,
)
from photosearch.core.decode.tiff import BYTE_ORDERS, first_directory
from photosearch.core.errors import DecodeError

_SIGNATURES: tuple[tuple[int, bytes], ...] = (
    (0, b"FUJIFILMCCD-RAW"),
    (0, b"IIRO"),  # Olympus
    (0, b"IIRS"),
    (0, b"MMOR"),
    (0, b"IIU\0"),  # Panasonic
    (0, b"FOVb"),  # Sigma
    (0, b"\0MRM"),  # Minolta
    (4, b"ftypcrx "),  # Canon CR3
)
_CANON_CR2_OFFSET = 8

_SUBFILE_TYPE, _COMPRESSION, _MAKE, _SUB_IFDS, _DNG_VERSION = 254, 259, 271, 330, 50706
_CAMERA_COMPRESSIONS = {32767, 32769, 32770, 34713, 65535}

# How LibRaw's `flip` counts turns, as EXIF orientations.
_ORIENTATIONS = {3: 3, 5: 8, 6: 6}
_FIRST_SIDEWAYS = 5


def is_raw(data: bytes) -> bool:
    """Tell RAW from everything else; most of it is TIFF of a special kind."""
    if any(data.startswith(mark, offset) for offset, mark in _SIGNATURES):
        return True
    if data[:4] not in BYTE_ORDERS:
        return False
    if data.startswith(b"CR", _CANON_CR2_OFFSET):
        return True
    tags = first_directory(data).tags
    if _DNG_VERSION in tags:
        return True
    is_reduced = tags.get(_SUBFILE_TYPE) == 1
    is_packed = tags.get(_COMPRESSION) in _CAMERA_COMPRESSIONS
    return _MAKE in tags and (_SUB_IFDS in tags or is_reduced or is_packed)


def read_raw(data: bytes, scale: Scale) -> Picture:
    """Decode a RAW photo upright and in sRGB.

    Raises:
        DecodeError: rawpy is not installed, or cannot read the file.
    """
    if importlib.util.find_spec("rawpy") is None:
        raise DecodeError(
            "RAW photos need the extra `raw`: pip install 'photosearch[raw]'"
        )
    # An extra: it cannot be imported where it is not installed.
    import rawpy

    try:
        with calmly(), rawpy.imread(BytesIO(data)) as photo:
            return _read(photo, data, scale)
    except rawpy.LibRawError as error:
        raise DecodeError(f"damaged RAW file: {str(error).lower()}") from error


def _read(photo: Any, data: bytes, scale: Scale) -> Picture:
    size = (photo.sizes.width, photo.sizes.height)
    if size[0] * size[1] > scale.max_pixels:
        raise DecodeError(f"too large: {size[0] * size[1] / 1e6:.0f} megapixels")
    orientation = _ORIENTATIONS.get(photo.sizes.flip, 1)
    picture = _preview(photo, size, orientation, scale) or _developed(photo, scale)
    exif = picture.exif if picture.exif.camera else parse_exif(data)
    if orientation >= _FIRST_SIDEWAYS:
        size = size[1], size[0]
    return replace(picture, format="RAW", size=size, exif=exif)


def _preview(
    photo: Any, size: tuple[int, int], orientation: int, scale: Scale
) -> Picture | None:
    """Decode the JPEG inside; None where developing gives more of what is wanted."""
    import rawpy

    try:
        preview = photo.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if preview.format != rawpy.ThumbFormat.JPEG:
        return None
    image = open_image(preview.data)
    developed = [side // 2 for side in size]
    if min(image.size) < min(scale.short_px, *developed):
        return None
    if max(image.size) < min(scale.long_px, max(developed)):
        return None
    # A few cameras turn the preview themselves.
    is_turned = (image.width < image.height) != (size[0] < size[1])
    return finish_picture(image, scale, 1 if is_turned else orientation)


def _developed(photo: Any, scale: Scale) -> Picture:
    """Make a picture from the sensor's pixels; LibRaw turns it and converts to sRGB."""
    pixels = photo.postprocess(half_size=True, use_camera_wb=True)
    return finish_picture(Image.fromarray(pixels), scale, orientation=1)
