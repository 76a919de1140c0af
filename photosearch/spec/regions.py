"""Where the regions of a photo lie that have a code of their own.

The squares are those of R-MAC (Tolias, Sicre and Jégou, 2016): on scale l there are
l x l of them, each 2 / (l + 1) of the side, so that neighbours overlap by half.
"""

import math
from dataclasses import dataclass

from photosearch.spec.preprocess import ResizeRule

MAX_LEVELS = 4

# Sums of shares such as 2/3 + 1/3 may miss 1 by a rounding.
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of the upright picture's width and height.

    Attributes:
        left: From the left edge, 0 to 1.
        top: From the upper edge, 0 to 1.
        width: More than 0, and not beyond the right edge.
        height: More than 0, and not beyond the lower edge.
    """

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Reject what is no part of a picture."""
        sides = (self.left, self.top, self.width, self.height)
        if not all(math.isfinite(side) for side in sides):
            raise ValueError("a box needs four finite numbers")
        if self.width <= 0 or self.height <= 0:
            raise ValueError("a box needs a width and a height above 0")
        if (
            min(self.left, self.top) < -_SLACK
            or max(self.left + self.width, self.top + self.height) > 1 + _SLACK
        ):
            raise ValueError("a box must lie within the picture")

    def in_pixels(self, width_px: int, height_px: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom on a picture: at least one pixel."""
        left, right = _span(self.left, self.width, width_px)
        top, bottom = _span(self.top, self.height, height_px)
        return left, top, right, bottom


def region_count(levels: int) -> int:
    """Return how many regions there are on scales 1 to `levels`."""
    return levels * (levels + 1) * (2 * levels + 1) // 6


def region_squares(levels: int) -> tuple[Box, ...]:
    """Return the regions on a network's square input.

    Args:
        levels: How many scales, 0 to 4; 0 gives no regions.

    Returns:
        Scale by scale, each row by row; the first is the whole input.

    Raises:
        ValueError: There are no regions of so many scales.
    """
    if not 0 <= levels <= MAX_LEVELS:
        raise ValueError(f"{levels} scales of regions are outside 0 to {MAX_LEVELS}")
    return tuple(
        Box(column / (scale + 1), row / (scale + 1), 2 / (scale + 1), 2 / (scale + 1))
        for scale in range(1, levels + 1)
        for row in range(scale)
        for column in range(scale)
    )


def regions_in_photo(
    levels: int, rule: ResizeRule, width_px: int, height_px: int
) -> tuple[Box, ...]:
    """Return the regions as they lie on an upright photo, numbered as the squares.

    Args:
        levels: How many scales, 0 to 4.
        rule: How the photo became the network's input; what it cuts off the photo is
            in no region.
        width_px: Width of the upright photo.
        height_px: Height of the upright photo.

    Raises:
        ValueError: There are no regions of so many scales, or the photo is empty.
    """
    if width_px < 1 or height_px < 1:
        raise ValueError(f"a photo of {width_px} x {height_px} has no regions")
    seen = _seen_part(rule, width_px, height_px)
    return tuple(
        Box(
            seen.left + square.left * seen.width,
            seen.top + square.top * seen.height,
            square.width * seen.width,
            square.height * seen.height,
        )
        for square in region_squares(levels)
    )


def _seen_part(rule: ResizeRule, width_px: int, height_px: int) -> Box:
    """Return the part of a photo that the network's input shows."""
    if rule is ResizeRule.STRETCH:
        return Box(0, 0, 1, 1)
    side = min(width_px, height_px)
    width, height = side / width_px, side / height_px
    return Box((1 - width) / 2, (1 - height) / 2, width, height)


def _span(start: float, length: float, side_px: int) -> tuple[int, int]:
    first = min(max(round(start * side_px), 0), side_px - 1)
    return first, min(max(round((start + length) * side_px), first + 1), side_px)
