"""A part of a picture as people type it: `X,Y,W,H`."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import typer

from photosearch.spec.regions import Box

# Less of a side, or less than a pixel, shows nothing.
_LEAST_SHARE, _LEAST_PX = 1e-4, 1


@dataclass(frozen=True, slots=True)
class TypedRegion:
    """Four numbers: the left upper corner, width and height.

    They are shares of the picture where none exceeds 1, and pixels otherwise.
    """

    left: float
    top: float
    width: float
    height: float

    def box(self, size: Callable[[], tuple[int, int]], option: str = "--region") -> Box:
        """Return the part of a picture.

        Args:
            size: Tells the picture's width and height in pixels; asked if need be.
            option: What it was typed behind.

        Raises:
            typer.BadParameter: It is no part of this picture.
        """
        sides = (self.left, self.top, self.width, self.height)
        are_shares = max(sides) <= 1
        if min(self.width, self.height) < (_LEAST_SHARE if are_shares else _LEAST_PX):
            raise typer.BadParameter(
                f"{option} {show_numbers(*sides)}: a part needs a width and a height "
                "of at least a pixel, or .0001 of the picture"
            )
        width, height = (1, 1) if are_shares else size()
        try:
            return Box(
                self.left / width,
                self.top / height,
                self.width / width,
                self.height / height,
            )
        except ValueError as error:
            raise typer.BadParameter(f"{option} {show_numbers(*sides)}: {error}") from (
                error
            )


def parse_region(text: str) -> TypedRegion:
    """Read a region.

    Raises:
        typer.BadParameter: It is not four numbers.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        raise typer.BadParameter(f"{text!r} is not four numbers such as .2,.3,.4,.4")
    return TypedRegion(*numbers)


def show_box(box: Box) -> str:
    """Spell a part of a picture so that it can be typed again."""
    return show_numbers(*box_numbers(box))


def box_numbers(box: Box) -> list[float]:
    """Return left, top, width and height as shares, to four places."""
    return [round(side, 4) for side in (box.left, box.top, box.width, box.height)]


def show_numbers(*numbers: float) -> str:
    """Spell numbers shortly, without zeros that say nothing."""
    return ",".join(f"{number:.6g}" for number in numbers)
