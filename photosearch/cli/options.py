"""The options that several commands share, and the library that they open."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.typed import parse_path
from photosearch.core.library import Library, open_library
from photosearch.core.paths import user_folders
from photosearch.core.settings import load_settings

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        parser=parse_path,
        help="Keep catalog, models and thumbnails here instead of your data folder.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object a line, for programs.")
]


def open_chosen(
    library: Path | None, *, may_create: bool = True
) -> AbstractContextManager[Library]:
    """Open the library that `--library` names, or the user's own."""
    folders = user_folders(library.absolute() if library else None)
    settings = load_settings(folders.settings)
    return open_library(folders, settings, may_create=may_create)
