"""`photosearch index`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.faces import faces_as_facts, show_faces
from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import (
    counts_as_facts,
    follow,
    follow_as_json,
    print_json,
    print_line,
    print_note,
    show_path,
)
from photosearch.cli.typed import parse_path
from photosearch.core.library import Library

_WATCH_S = 1.0


def index(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FOLDER ...",
            parser=parse_path,
            show_default=False,
            help="Folders to add; without any, those known already are looked through.",
        ),
    ] = None,
    library: LibraryOption = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Leave out, such as '*.tmp' or 'cache/'."),
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what failed before.")
    ] = False,
    accept_losses: Annotated[
        bool,
        typer.Option(
            "--accept-losses",
            help="Forget photos even when a whole folder seems to have vanished.",
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and pick up changes as they come.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Read the photos below FOLDER and remember what they look like.

    Photos are only read. What is unchanged is not opened again; stopping at any moment
    loses nothing that was indexed.
    """
    show = follow_as_json if as_json else follow
    with open_chosen(library) as opened:
        try:
            opened.add_folders(folders or (), ignore=tuple(ignore or ()))
            if not opened.roots():
                raise typer.BadParameter("give at least one FOLDER: none is known yet")
            if retry:
                opened.retry_failed()
            show(opened.refresh(accept_losses=accept_losses))
            _print_summary(opened, as_json=as_json)
            _note_losses(opened)
            while watch:
                if changed := opened.wait_for_changes(_WATCH_S):
                    show(opened.refresh(changed))
                    _print_summary(opened, as_json=as_json)
        except KeyboardInterrupt:
            _print_summary(opened, as_json=as_json)
            print_note("stopped; what is indexed is kept, run again to go on")
            raise typer.Exit(0 if watch else 1) from None


def _note_losses(library: Library) -> None:
    """Name what forgets photos that are gone from folders that are there."""
    for root in library.roots():
        # A folder that cannot be listed may hold them all.
        if not root.is_online and os.access(root.path, os.R_OK):
            print_note(
                f"if photos in {show_path(root.path)} are gone for good, "
                "'photosearch index --accept-losses' forgets them"
            )


def _print_summary(library: Library, *, as_json: bool) -> None:
    facts = counts_as_facts(library.counts())
    people = library.face_counts() if library.faces_are_on() else None
    if as_json:
        found = faces_as_facts(people) if people else {}
        print_json({"event": "summary", **facts, **found})
        return
    parts = ("found", "indexed", "skipped", "failed", "pending")
    print_line(", ".join(f"{facts[part]} {part}" for part in parts))
    if people:
        print_line(f"faces: {show_faces(people)}")
