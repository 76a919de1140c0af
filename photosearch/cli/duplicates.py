"""`photosearch duplicates`."""

from typing import Annotated

import typer

from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import print_json, print_line, show_path, show_size
from photosearch.core.records import DuplicateGroup, Likeness


def duplicates(
    near: Annotated[
        bool,
        typer.Option("--near", help="Also near copies, and photos of one moment."),
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List photos of which one may be enough, the best of each group first.

    Without --near, those that lie in several places with exactly the same content. What
    you decided to keep both of is left out. Nothing is ever deleted from here.
    """
    kinds = tuple(Likeness) if near else (Likeness.EXACT,)
    is_empty = True
    with open_chosen(library, may_create=False) as opened:
        for event in opened.duplicate_groups(kinds):
            if isinstance(event, DuplicateGroup):
                is_empty = False
                _print_group(event, as_json=as_json)
    if is_empty and not as_json:
        print_line("no duplicates" if near else "no exact duplicates")


def _print_group(group: DuplicateGroup, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "kind": group.kind,
                "photos": [
                    {
                        "size_bytes": photo.size_bytes,
                        "width_px": photo.metadata.width_px,
                        "height_px": photo.metadata.height_px,
                        "paths": [str(path) for path in photo.paths],
                    }
                    for photo in group.photos
                ],
            }
        )
        return
    places = sum(len(photo.paths) for photo in group.photos)
    print_line(f"{group.kind}: {places} files")
    for photo in group.photos:
        facts = photo.metadata
        size = f"{facts.width_px} x {facts.height_px}, {show_size(photo.size_bytes)}"
        for path in photo.paths:
            print_line(f"  {show_path(path)}  ({size})")
