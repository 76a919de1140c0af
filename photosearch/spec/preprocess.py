"""Upright RGB pixels to network input: the only implementation anywhere.

The program, the trainer and every evaluation call this one function, so that a network
sees in use what it saw in training. Normalisation is inside the network.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


class ResizeRule(StrEnum):
    """How a photo of any shape becomes a square.

    Attributes:
        CROP: Scale the shorter side to the input size, keep the central square.
        STRETCH: Scale both sides to the input size; nothing is cut, shapes distort.
    """

    CROP = "crop"
    STRETCH = "stretch"


def network_input(pixels: Pixels, size_px: int, rule: ResizeRule) -> Pixels:
    """Resize a photo to what a network takes.

    Args:
        pixels: Upright sRGB, shape (h, w, 3), uint8.
        size_px: Side of the square.
        rule: How the square is cut.

    Returns:
        Shape (size_px, size_px, 3), uint8; bilinear with antialiasing.

    Raises:
        ValueError: `pixels` has another type or shape, or an empty side.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3:
        raise ValueError(
            f"pixels must be uint8 (h, w, 3), got {pixels.dtype} {pixels.shape}"
        )
    height, width = pixels.shape[:2]
    if not height or not width:
        raise ValueError("pixels have an empty side")
    left, top, right, bottom = 0.0, 0.0, float(width), float(height)
    if rule is ResizeRule.CROP:
        side = min(height, width)
        left, top = (width - side) / 2, (height - side) / 2
        right, bottom = left + side, top + side
    resized = Image.fromarray(pixels).resize(
        (size_px, size_px),
        Image.Resampling.BILINEAR,
        box=(left, top, right, bottom),
    )
    return np.asarray(resized)


def part_input(pixels: Pixels, size_px: int, levels: int) -> Pixels:
    """Show a network a part of a photo at the scale at which it sees parts of others.

    The part becomes as large as a region of the finest scale, in the upper left corner,
    and what is left is filled with its mirror images: the code of region
    `region_count(levels - 1)`, the first of that scale, then describes it alone.

    Args:
        pixels: The part, upright sRGB, shape (h, w, 3), uint8; stretched to a square.
        size_px: Side of the network's input.
        levels: Scales of its regions, at least 1.

    Returns:
        Shape (size_px, size_px, 3), uint8.

    Raises:
        ValueError: As `network_input`, or there are no regions.
    """
    if levels < 1:
        raise ValueError("a network without regions cannot be shown a part")
    side = round(size_px * 2 / (levels + 1))
    small = network_input(pixels, side, ResizeRule.STRETCH)
    rest = size_px - side
    return np.pad(small, ((0, rest), (0, rest), (0, 0)), mode="symmetric")
