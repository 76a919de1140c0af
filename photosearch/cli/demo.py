"""`photosearch demo`."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import LibraryOption, open_chosen
from photosearch.cli.output import follow, print_line, show_path
from photosearch.cli.typed import parse_path
from photosearch.core.demo.sample import (
    PICTURES_A_KIND,
    QUERIES,
    sample_size,
    write_sample,
)
from photosearch.core.demo.sheet import Row, draw_sheet
from photosearch.core.errors import StorageFullError
from photosearch.core.library import Library, LikeFile, Query
from photosearch.core.paths import user_folders

_SHOWN = 7


def demo(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER",
            parser=parse_path,
            help="Where to draw the sample library.",
        ),
    ] = None,
    count: Annotated[
        int, typer.Option("--pictures", min=1, help="How many to draw of each kind.")
    ] = PICTURES_A_KIND,
    library: LibraryOption = None,
) -> None:
    """Draw a sample library, index it, and show what three searches find."""
    home = (folder or user_folders().cache / "demo").absolute()
    pictures = home / "pictures"
    _draw(pictures, count)
    with open_chosen(library or home / "library") as opened:
        opened.add_folders([pictures])
        follow(opened.refresh())
        rows = [_answer(opened, pictures / query) for query in QUERIES]
    sheet = home / "results.png"
    with _named_refusals(sheet):
        draw_sheet(rows).save(sheet)
    print_line(f"three searches and what they found: {show_path(sheet)}")


def _draw(pictures: Path, count: int) -> None:
    drawing = write_sample(pictures, count)
    with (
        _named_refusals(pictures),
        typer.progressbar(
            drawing, length=sample_size(count), label="drawing", file=sys.stderr
        ) as bar,
    ):
        for _ in bar:
            pass


@contextmanager
def _named_refusals(path: Path) -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StorageFullError(
            f"{show_path(path)} cannot be written ({reason})"
        ) from error


def _answer(library: Library, query: Path) -> Row:
    matches = library.search(Query((LikeFile(query, 1.0),), count=_SHOWN + 1))
    others = [each for each in matches if query not in each.photo.paths]
    captions = [
        (each.photo.paths[0], f"{each.distance} bits, {each.score:.3%}")
        for each in others[:_SHOWN]
    ]
    return Row(query, tuple(captions))
