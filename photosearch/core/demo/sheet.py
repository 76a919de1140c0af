"""One picture of queries and what was found for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

_CELL_PX = (176, 150)
_PICTURE_PX = (160, 112)
_MARGIN_PX = 16
_BACKGROUND = "#1e2024"
_TEXT = "#e6e6e6"
_QUERY_FRAME = "#e0a33c"


@dataclass(frozen=True, slots=True)
class Row:
    """A query and its matches.

    Attributes:
        query: The picture that was searched for.
        matches: What was found with a caption for each, nearest first.
    """

    query: Path
    matches: tuple[tuple[Path, str], ...]


def draw_sheet(rows: Sequence[Row]) -> Image.Image:
    """Draw a row for each query: the query in a frame, then its matches."""
    columns = 1 + max((len(row.matches) for row in rows), default=0)
    cell_width, cell_height = _CELL_PX
    size = (columns * cell_width + _MARGIN_PX, len(rows) * cell_height + _MARGIN_PX)
    sheet = Image.new("RGB", size, _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    for line, row in enumerate(rows):
        top = _MARGIN_PX + line * cell_height
        cells = [(row.query, "looking for"), *row.matches]
        for column, (path, caption) in enumerate(cells):
            left = _MARGIN_PX + column * cell_width
            _place(sheet, path, left, top)
            draw.text(
                (left, top + _PICTURE_PX[1] + 4),
                caption,
                fill=_TEXT,
                font=ImageFont.load_default(12),
            )
        box = (_MARGIN_PX, top, _MARGIN_PX + _PICTURE_PX[0], top + _PICTURE_PX[1])
        draw.rectangle(box, outline=_QUERY_FRAME, width=3)
    return sheet


def _place(sheet: Image.Image, path: Path, left: int, top: int) -> None:
    with Image.open(path) as image:
        small = ImageOps.contain(image.convert("RGB"), _PICTURE_PX)
    width, height = _PICTURE_PX
    offset = (left + (width - small.width) // 2, top + (height - small.height) // 2)
    sheet.paste(small, offset)
