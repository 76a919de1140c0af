"""How a picture is shown to a face detector: the only implementation anywhere.

The detector takes squares of a few sizes. A picture lies in the upper left corner of
one, shrunk where it is larger, never enlarged; the rest is grey. Large pictures are
shown a second time, small, so that faces of any size look like faces it has learned.
"""

import numpy as np
from PIL import Image

from photosearch.spec.preprocess import Pixels

CANVAS_SIDES = (192, 384, 768)
"""Sides in pixels that a picture may be shown on, multiples of the largest stride."""

STRIDES = (8, 16, 32)
"""Pixels a side of a cell on each of the detector's maps, finest first."""

FACES_NAME = "faces"
"""Name of the detector's only output."""

CELL_VALUES = 15
"""Numbers a cell: the score's logit, four distances to the box, five points."""

_GREY = 114


def canvas_side(width_px: int, height_px: int) -> int:
    """Return the smallest side that holds a picture, the largest where none does."""
    longer = max(width_px, height_px)
    return next((side for side in CANVAS_SIDES if side >= longer), CANVAS_SIDES[-1])


def canvas_scale(width_px: int, height_px: int, side: int) -> float:
    """Return by how much a picture is shrunk to fit a canvas: above 0, at most 1."""
    return min(1.0, side / max(width_px, height_px))


def face_canvas(pixels: Pixels, side: int) -> Pixels:
    """Lay a picture on a canvas.

    Args:
        pixels: Upright sRGB, shape (h, w, 3), uint8.
        side: Side of the canvas in pixels.

    Returns:
        Shape (side, side, 3), uint8; shrunk bilinearly with antialiasing.

    Raises:
        ValueError: `pixels` has another type or shape, or an empty side.
    """
    height, width = _size(pixels)
    scale = canvas_scale(width, height, side)
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        shrunk = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR)
        pixels = np.asarray(shrunk)
    canvas = np.full((side, side, 3), _GREY, np.uint8)
    canvas[: pixels.shape[0], : pixels.shape[1]] = pixels
    return canvas


def pyramid(pixels: Pixels) -> tuple[tuple[int, float], ...]:
    """Say on which canvases to look for the faces of a picture.

    Args:
        pixels: Upright sRGB, shape (h, w, 3), uint8.

    Returns:
        Side of the canvas and scale of the picture on it, pass by pass: as large as
        possible, then, unless that is the smallest canvas already, on the smallest.

    Raises:
        ValueError: As `face_canvas`.
    """
    height, width = _size(pixels)
    full, small = canvas_side(width, height), CANVAS_SIDES[0]
    sides = (full,) if full == small else (full, small)
    return tuple((side, canvas_scale(width, height, side)) for side in sides)


def cell_count(side: int) -> int:
    """Return how many cells the detector has on a canvas."""
    return sum((side // stride) ** 2 for stride in STRIDES)


def _size(pixels: Pixels) -> tuple[int, int]:
    """Return height and width of what is a picture."""
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(
            f"pixels must be uint8 (h, w, 3), got {pixels.dtype} {pixels.shape}"
        )
    height, width = pixels.shape[:2]
    if not height or not width:
        raise ValueError("pixels have an empty side")
    return height, width
