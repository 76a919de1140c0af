"""`photosearch demo`."""

from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import LibraryOption, open_chosen
from photosearch.cli.output import follow, print_line, show_path
from photosearch.core.demo.sample import QUERIES, sample_size, write_sample
from photosearch.core.demo.sheet import Row, draw_sheet
from photosearch.core.library import Library, LikeFile, Query
from photosearch.core.paths import user_folders

_SHOWN = 7


def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Where to draw the sample library."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Draw a sample library, index it, and show what three searches find."""
    home = folder or user_folders().cache / "demo"
    pictures = home / "pictures"
    with typer.progressbar(
        write_sample(pictures), length=sample_size(), label="drawing"
    ) as drawing:
        for _ in drawing:
            pass
    with open_chosen(library or home / "library") as opened:
        opened.add_folders([pictures])
        follow(opened.refresh())
        rows = [_answer(opened, pictures / query) for query in QUERIES]
    sheet = home / "results.png"
    draw_sheet(rows).save(sheet)
    print_line(f"three searches and what they found: {show_path(sheet)}")


def _answer(library: Library, query: Path) -> Row:
    matches = library.search(Query((LikeFile(query, 1.0),), count=_SHOWN + 1))
    others = [each for each in matches if query not in each.photo.paths]
    captions = [
        (each.photo.paths[0], f"{each.distance} bits, {each.score:.3%}")
        for each in others[:_SHOWN]
    ]
    return Row(query, tuple(captions))
