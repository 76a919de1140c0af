"""The changes by which near copies differ from their original."""

import io
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageEnhance

from photosearch.spec.preprocess import Pixels


def resized(photo: Pixels) -> Pixels:
    """Halve both sides."""
    image = Image.fromarray(photo)
    half = (max(1, image.width // 2), max(1, image.height // 2))
    return np.asarray(image.resize(half, Image.Resampling.BICUBIC))


def recompressed(photo: Pixels) -> Pixels:
    """Write as JPEG of quality 50 and read back."""
    content = io.BytesIO()
    Image.fromarray(photo).save(content, "JPEG", quality=50)
    return np.asarray(Image.open(content))


def cropped(photo: Pixels) -> Pixels:
    """Keep the central 80 % of both sides."""
    height, width = photo.shape[:2]
    top, left = round(height * 0.1), round(width * 0.1)
    return photo[top : height - top, left : width - left]


def brighter(photo: Pixels) -> Pixels:
    """Raise brightness by 30 %."""
    return np.asarray(ImageEnhance.Brightness(Image.fromarray(photo)).enhance(1.3))


def darker(photo: Pixels) -> Pixels:
    """Lower brightness by 30 %."""
    return np.asarray(ImageEnhance.Brightness(Image.fromarray(photo)).enhance(0.7))


def mirrored(photo: Pixels) -> Pixels:
    """Swap left and right."""
    return np.ascontiguousarray(photo[:, ::-1])


def rotated(photo: Pixels) -> Pixels:
    """Turn by 90 degrees."""
    return np.ascontiguousarray(np.rot90(photo))


EDITS: Mapping[str, Callable[[Pixels], Pixels]] = {
    "resize_50": resized,
    "jpeg_50": recompressed,
    "crop_80": cropped,
    "brighter_30": brighter,
    "darker_30": darker,
    "mirrored": mirrored,
    "rotated_90": rotated,
}
"""Name as in the reports to the change; a photo (h, w, 3) to another."""
