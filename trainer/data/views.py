"""Views: the crops of photos that student and teacher both see."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from photosearch.spec.preprocess import Pixels, ResizeRule, network_input
from trainer.data.sources import Photo, stable_share
from trainer.errors import DataError

THUMB_PX = 16


@dataclass(frozen=True, slots=True)
class View:
    """One crop of one photo.

    Attributes:
        photo: The photo.
        index: Which crop of it; the crop follows from the photo's key and this.
        centre: Whether it is the central square, as in use.
    """

    photo: Photo
    index: int
    centre: bool


@dataclass(frozen=True, slots=True)
class CropRange:
    """What a random crop may be.

    Attributes:
        least_area: Smallest share of the photo's area.
        most_aspect: Largest ratio of the sides.
    """

    least_area: float = 0.35
    most_aspect: float = 1.25


def open_photo(file: Path) -> Pixels:
    """Read a photo as upright RGB, (h, w, 3) uint8.

    Raises:
        DataError: The file is no photo that Pillow can read.
    """
    try:
        with Image.open(file) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise DataError(f"cannot read photo {file}: {error}") from error
    return np.asarray(upright)


def cut(pixels: Pixels, view: View, seed: int, crop: CropRange) -> Pixels:
    """Cut a view out of its photo at full resolution, (h, w, 3) uint8."""
    height, width = pixels.shape[:2]
    if view.centre:
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        return pixels[top : top + side, left : left + side]
    number = int(stable_share(f"{seed}/{view.photo.key}/{view.index}") * 2**53)
    top, left, tall, wide = random_box(height, width, number, crop)
    return pixels[top : top + tall, left : left + wide]


def random_box(
    height: int, width: int, seed: int, crop: CropRange
) -> tuple[int, int, int, int]:
    """Choose a box, nearly square, of a random share of the photo's area.

    Returns:
        Top, left, height and width in pixels, inside the photo.
    """
    generator = np.random.default_rng(seed)
    area = height * width * generator.uniform(crop.least_area, 1.0)
    limit = math.log(crop.most_aspect)
    aspect = math.exp(generator.uniform(-limit, limit))
    tall = min(height, max(1, round(math.sqrt(area / aspect))))
    wide = min(width, max(1, round(math.sqrt(area * aspect))))
    top = int(generator.integers(0, height - tall + 1))
    left = int(generator.integers(0, width - wide + 1))
    return top, left, tall, wide


def square(pixels: Pixels, size_px: int) -> Pixels:
    """Scale a cut view to a square, (size_px, size_px, 3) uint8."""
    return network_input(pixels, size_px, ResizeRule.STRETCH)


def thumbs(pixels: Pixels) -> npt.NDArray[np.uint8]:
    """Make two tiny pictures by which near copies are recognised.

    Args:
        pixels: The whole photo, (h, w, 3) uint8.

    Returns:
        (2, 16 * 16 * 3) uint8: the photo stretched, and its central square.
    """
    rules = (ResizeRule.STRETCH, ResizeRule.CROP)
    return np.stack([network_input(pixels, THUMB_PX, r).reshape(-1) for r in rules])
