"""`photosearch folders`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import (
    counts_as_facts,
    print_json,
    print_line,
    show_path,
)
from photosearch.cli.typed import parse_path
from photosearch.core.errors import LibraryError
from photosearch.core.library import Library
from photosearch.core.paths import plain_path
from photosearch.core.records import Root

app = typer.Typer(
    name="folders",
    help="The folders that are indexed.",
    no_args_is_help=True,
)

FolderArgument = Annotated[Path, typer.Argument(metavar="FOLDER", parser=parse_path)]


class Switch(StrEnum):
    """Whether something happens."""

    ON = "on"
    OFF = "off"


@app.command("list")
def list_folders(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the folders, and what became of the files in them."""
    with open_chosen(library, may_create=False) as opened:
        found = opened.root_counts()
    for each in found:
        root, facts = each.root, counts_as_facts(each.counts)
        if as_json:
            print_json(
                {
                    "path": str(root.path),
                    "online": root.is_online,
                    "watched": root.is_watched,
                    "ignore": root.ignore,
                    **facts,
                }
            )
            continue
        counts = ", ".join(f"{number} {name}" for name, number in facts.items())
        print_line(f"{show_path(root.path)}: {counts}{_remarks(root)}")
    if not found and not as_json:
        print_line("no folders")


@app.command()
def add(folder: FolderArgument, library: LibraryOption = None) -> None:
    """Add a folder; 'photosearch index' then reads what is in it."""
    with open_chosen(library) as opened:
        opened.add_folders([folder])
    print_line(f"added {show_path(plain_path(folder))}")


@app.command()
def remove(folder: FolderArgument, library: LibraryOption = None) -> None:
    """Forget a folder and the photos that lie nowhere else; no file is touched."""
    with open_chosen(library, may_create=False) as opened:
        root = _root_at(opened, folder)
        changes = opened.remove_folder(root.id)
    forgotten = len(changes.removed)
    print_line(f"removed {show_path(root.path)}, and {forgotten} photos with it")


@app.command()
def ignore(
    folder: FolderArgument,
    patterns: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATTERN ...", help="Such as '*.tmp' or 'cache/'."),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Choose what to leave out in a folder from the next indexing on.

    The patterns replace those before; without any, nothing is left out.
    """
    with open_chosen(library, may_create=False) as opened:
        root = _root_at(opened, folder)
        changed = opened.set_ignore(root.id, tuple(patterns or ()))
    print_line(f"{show_path(changed.path)}{_remarks(changed) or ': nothing left out'}")


@app.command()
def watch(
    folder: FolderArgument,
    switch: Annotated[Switch, typer.Argument(help="Whether to watch it.")],
    library: LibraryOption = None,
) -> None:
    """Choose whether changes in a folder are picked up while the program runs."""
    is_watched = switch is Switch.ON
    with open_chosen(library, may_create=False) as opened:
        root = _root_at(opened, folder)
        opened.set_watched(root.id, is_watched)
    state = "is watched" if is_watched else "is not watched"
    print_line(f"{show_path(root.path)} {state}")


def _root_at(library: Library, folder: Path) -> Root:
    for root in library.roots():
        if root.path in (plain_path(folder), folder.resolve()):
            return root
    raise LibraryError(f"the library has no folder {show_path(folder.absolute())}")


def _remarks(root: Root) -> str:
    remarks = []
    if not root.is_online:
        remarks.append("offline")
    if not root.is_watched:
        remarks.append("not watched")
    if root.ignore:
        remarks.append(f"without {', '.join(root.ignore)}")
    return f" ({'; '.join(remarks)})" if remarks else ""
