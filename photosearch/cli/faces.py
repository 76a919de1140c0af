"""`photosearch faces`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from photosearch.cli.options import JsonOption, LibraryOption, open_chosen
from photosearch.cli.output import (
    follow,
    follow_as_json,
    print_json,
    print_line,
    print_note,
    show_path,
)
from photosearch.cli.regions import (
    TypedRegion,
    box_numbers,
    parse_region,
    show_box,
)
from photosearch.cli.typed import parse_path
from photosearch.core.errors import QueryError
from photosearch.core.face_records import FaceCounts, FaceFound, FaceMatch
from photosearch.core.library import Library, LikeFile
from photosearch.core.records import Photo
from photosearch.spec.regions import Box


class _Wish(StrEnum):
    """What is asked for; one thing at a time."""

    LIKE = "--like"
    ON = "--on"
    OFF = "--off"
    DELETE = "--delete"
    STATUS = "--status"


def faces(
    like: Annotated[
        Path | None,
        typer.Option(
            metavar="IMAGE",
            parser=parse_path,
            help="Find photos of the person in this picture.",
        ),
    ] = None,
    box: Annotated[
        TypedRegion | None,
        typer.Option(
            metavar="X,Y,W,H",
            parser=parse_region,
            help="Which face of the --like IMAGE: left, top, width and height, as "
            "shares of the picture or in pixels. Without it, the largest.",
        ),
    ] = None,
    count: Annotated[
        int, typer.Option(min=1, max=100_000, help="At most this many.")
    ] = 20,
    no_cut: Annotated[
        bool,
        typer.Option("--no-cut", help="Also faces that are not close enough."),
    ] = False,
    on: Annotated[
        bool,
        typer.Option(
            "--on", help="Look for faces in all photos, and in new ones from now on."
        ),
    ] = False,
    off: Annotated[
        bool,
        typer.Option("--off", help="Look no more; what was found is kept."),
    ] = False,
    delete: Annotated[
        bool,
        typer.Option(
            "--delete", help="Switch off, and delete all faces, people and names."
        ),
    ] = False,
    keep_names: Annotated[
        bool,
        typer.Option(
            "--keep-names",
            help="With --delete: keep what you said about faces, for when they are "
            "switched on again.",
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --delete: do not ask.")
    ] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Say how many were found.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find photos of the same person, and switch the search for faces on or off.

    Faces are off until you switch them on. All is computed on this machine and kept in
    the library; no photo is changed. The score of a match is the share of pairs of
    different people who are more alike: the smaller, the better.
    """
    wish = _wish(like, on=on, off=off, delete=delete, status=status)
    if wish is not _Wish.LIKE and (box or no_cut):
        raise typer.BadParameter("--box and --no-cut belong to --like")
    if wish is not _Wish.DELETE and (keep_names or yes):
        raise typer.BadParameter("--keep-names and --yes belong to --delete")
    with open_chosen(library, may_create=False) as opened:
        match wish:
            case _Wish.LIKE if like is not None:
                _print_matches(opened, like, box, count, no_cut, as_json=as_json)
            case _Wish.ON:
                _switch_on(opened, as_json=as_json)
            case _Wish.OFF:
                opened.switch_faces_off()
                _print_state(opened, as_json=as_json)
            case _Wish.DELETE:
                _delete(opened, keep_names=keep_names, is_agreed=yes)
                _print_state(opened, as_json=as_json)
            case _:
                _print_state(opened, as_json=as_json)


def faces_as_facts(counts: FaceCounts) -> dict[str, int]:
    """Return how the search for faces stands, as it appears in JSON."""
    return {
        "faces": counts.faces,
        "people": counts.people,
        "named": counts.named,
        "in_nobody": counts.in_nobody,
        "photos_looked_at": counts.photos_looked_at,
        "photos_waiting": counts.photos_waiting,
    }


def show_faces(counts: FaceCounts) -> str:
    """Return how the search for faces stands, in one line."""
    waiting = (
        f", still to look at: {counts.photos_waiting}" if counts.photos_waiting else ""
    )
    return (
        f"{counts.faces} found; photos looked at: {counts.photos_looked_at}{waiting}; "
        f"people: {counts.people}, named: {counts.named}; "
        f"faces of nobody known: {counts.in_nobody}"
    )


def _wish(
    like: Path | None, *, on: bool, off: bool, delete: bool, status: bool
) -> _Wish:
    asked = {
        _Wish.LIKE: like is not None,
        _Wish.ON: on,
        _Wish.OFF: off,
        _Wish.DELETE: delete,
        _Wish.STATUS: status,
    }
    wishes = [wish for wish, is_asked in asked.items() if is_asked]
    if len(wishes) != 1:
        raise typer.BadParameter(f"give one of {', '.join(_Wish)}")
    return wishes[0]


def _switch_on(library: Library, *, as_json: bool) -> None:
    show = follow_as_json if as_json else follow
    library.switch_faces_on()
    try:
        show(library.look_for_faces())
    except KeyboardInterrupt:
        print_note("stopped; what was found is kept, 'photosearch index' goes on")
        raise typer.Exit(1) from None
    _print_state(library, as_json=as_json)


def _delete(library: Library, *, keep_names: bool, is_agreed: bool) -> None:
    if not is_agreed:
        if not sys.stdin.isatty():
            raise typer.BadParameter("--delete needs --yes where nobody can be asked")
        lost = "all faces" if keep_names else "all faces, people and names"
        if not typer.confirm(f"Delete {lost}? Photos are not touched.", err=True):
            raise typer.Exit(1)
    library.delete_faces(keep_facts=keep_names)


def _print_state(library: Library, *, as_json: bool) -> None:
    is_on, counts = library.faces_are_on(), library.face_counts()
    if as_json:
        print_json({"on": is_on, **faces_as_facts(counts)})
        return
    state = "on" if is_on else "off"
    print_line(f"faces are {state}: {show_faces(counts)}")


def _print_matches(
    library: Library,
    like: Path,
    box: TypedRegion | None,
    count: int,
    no_cut: bool,
    *,
    as_json: bool,
) -> None:
    if box is None:
        chosen = _largest(library.faces_of_file(like), like)
    else:
        chosen = box.box(lambda: library.picture_size(like), "--box")
    matches = library.faces_like(LikeFile(like), chosen, count)
    shown = matches if no_cut else tuple(each for each in matches if each.is_close)
    photos = {each.id: each for each in library.photos(m.photo for m in shown)}
    for each in shown:
        if each.photo in photos:
            _print_match(library, each, photos[each.photo], as_json=as_json)
    if not shown:
        print_note("nobody close enough")


def _largest(found: tuple[FaceFound, ...], like: Path) -> Box:
    if not found:
        raise QueryError(f"{like}: no face was found in it")
    boxes = sorted((each.box for each in found), key=_area, reverse=True)
    if len(boxes) > 1:
        others = " ".join(show_box(box) for box in boxes[1:])
        print_note(
            f"{len(boxes)} faces: taking the largest, {show_box(boxes[0])}; "
            f"--box takes another: {others}"
        )
    return boxes[0]


def _area(box: Box) -> float:
    return box.width * box.height


def _print_match(
    library: Library, match: FaceMatch, photo: Photo, *, as_json: bool
) -> None:
    person = None if match.person is None else library.person(match.person)
    if as_json:
        print_json(
            {
                "path": str(photo.paths[0]),
                "box": box_numbers(match.box),
                "score": match.score,
                "distance": match.distance,
                "similarity": round(match.similarity, 4),
                "close": match.is_close,
                "face": match.face,
                "person": person and {"id": person.id, "name": person.name},
            }
        )
        return
    name = f"  ({person.name})" if person and person.name else ""
    print_line(
        f"{match.score:8.4%}  {match.distance:3} bits  {show_box(match.box):>27}  "
        f"{show_path(photo.paths[0])}{name}"
    )
