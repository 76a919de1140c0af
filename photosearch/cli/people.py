"""`photosearch people`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
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
from photosearch.cli.persons import FACES_ARE_OFF, person_named, show_person
from photosearch.cli.regions import box_numbers, show_box
from photosearch.cli.typed import LARGEST_NUMBER, parse_path, parse_text
from photosearch.core.errors import LibraryError, NameTakenError, QueryError
from photosearch.core.face_records import Action, Face, FaceOrder, Person
from photosearch.core.ids import ActionId, FaceId
from photosearch.core.library import Library
from photosearch.core.paths import plain_path
from photosearch.core.records import (
    Exported,
    ExportEvent,
    NotExported,
    Progress,
    RootOffline,
)

app = typer.Typer(
    name="people",
    help="Who is in the photos. PERSON is a name, or a number that 'list' shows: 12, "
    "or '#12' where somebody is called 12.",
    no_args_is_help=True,
)

_ALL = 1_000_000

PersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", parser=parse_text, show_default=False)
]


@app.command("list")
def list_people(
    every: Annotated[
        bool, typer.Option("--all", help="Also those that are hidden.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List people, those with names first, then by how often they were found."""
    with open_chosen(library, may_create=False) as opened:
        found = opened.people(hidden=None if every else False)
        is_on = opened.faces_are_on()
    for each in found:
        if as_json:
            print_json(_as_facts(each))
        else:
            print_line(_show(each))
    if not found and not as_json:
        print_line("no people" if is_on else f"no people; {FACES_ARE_OFF}")


@app.command("faces")
def list_faces(
    person: PersonArgument,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="The least certain first.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the faces of a person, the newest photos first."""
    order = FaceOrder.LEAST_CERTAIN if doubtful else FaceOrder.NEWEST
    with open_chosen(library, may_create=False) as opened:
        found = opened.faces_of(person_named(opened, person).id, order)
        photos = {each.id: each for each in opened.photos(f.photo for f in found)}
    for face in found:
        if face.photo in photos:
            _print_face(face, photos[face.photo].paths[0], as_json=as_json)
    if not found:
        print_note("no faces at present")


@app.command()
def name(
    person: PersonArgument,
    name: Annotated[
        str, typer.Argument(metavar="NAME", parser=parse_text, show_default=False)
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who a person is; the name stays when faces are grouped anew."""
    with open_chosen(library, may_create=False) as opened:
        try:
            action = opened.name_person(person_named(opened, person).id, name)
        except NameTakenError as error:
            hint = f'\'people merge "{name}" "{person}"\' says that both are one'
            raise LibraryError(f"{error}; {hint}") from error
    _print_action(action, as_json=as_json)


@app.command()
def merge(
    person: PersonArgument,
    others: Annotated[
        list[str],
        typer.Argument(metavar="OTHER ...", parser=parse_text, show_default=False),
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that all of these are one person, PERSON."""
    with open_chosen(library, may_create=False) as opened:
        into = person_named(opened, person).id
        merged = tuple(person_named(opened, each).id for each in others)
        if into in merged:
            raise QueryError(f"{person} cannot be merged with itself")
        action = opened.merge_people(into, merged)
    _print_action(action, as_json=as_json)


@app.command()
def split(
    person: PersonArgument,
    photos: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PHOTO ...", parser=parse_path, show_default=False),
    ] = None,
    face: Annotated[
        list[int] | None,
        typer.Option(metavar="NUMBER", help="A face, as 'people faces' numbers it."),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that the faces in these photos are not PERSON; they become a new person."""
    if not photos and not face:
        raise typer.BadParameter("give at least one PHOTO or --face NUMBER")
    with open_chosen(library, may_create=False) as opened:
        before = person_named(opened, person)
        faces = _faces_of(opened, before, photos or (), face or ())
        new = opened.person(opened.split_off(faces))
    if as_json:
        print_json({"split_off": len(faces), "person": new and _as_facts(new)})
        return
    counted = f"{_count(len(faces), 'face')} of {show_person(before)}"
    are = "is" if len(faces) == 1 else "are"
    whose = show_person(new) if new else "nobody's"
    print_line(f"{counted} {are} {whose} now")


@app.command("not-a-face")
def not_a_face(
    faces: Annotated[
        list[int],
        typer.Argument(
            metavar="NUMBER ...",
            show_default=False,
            max=LARGEST_NUMBER,
            help="Faces, as 'people faces' and 'faces --json' number them.",
        ),
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that these are no faces, such as statues; they do not come back."""
    with open_chosen(library, may_create=False) as opened:
        action = opened.not_a_face(tuple(map(FaceId, faces)))
    _print_action(action, as_json=as_json)


@app.command()
def hide(
    person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Leave a person out of the list, such as strangers."""
    with open_chosen(library, may_create=False) as opened:
        action = opened.hide_person(person_named(opened, person).id, True)
    _print_action(action, as_json=as_json)


@app.command()
def unhide(
    person: PersonArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """List a hidden person again."""
    with open_chosen(library, may_create=False) as opened:
        action = opened.hide_person(person_named(opened, person).id, False)
    _print_action(action, as_json=as_json)


@app.command()
def history(
    count: Annotated[
        int, typer.Option(min=1, max=100_000, help="At most this many.")
    ] = 20,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what you said about faces, the last first."""
    with open_chosen(library, may_create=False) as opened:
        for each in opened.actions(count):
            _print_action(each, as_json=as_json)


@app.command()
def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMBER",
            show_default=False,
            help="As 'people history' numbers it; the last one if none is given.",
        ),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back one thing that you said about faces, the last or any other."""
    with open_chosen(library, may_create=False) as opened:
        action = (
            _last_action(opened)
            if number is None
            else _action(opened, number, is_undone=False)
        )
        opened.undo(action.id)
    _print_outcome("undone", action, as_json=as_json)


@app.command()
def redo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", show_default=False)],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say again what was undone; NUMBER is that of 'people history'."""
    with open_chosen(library, may_create=False) as opened:
        action = _action(opened, number, is_undone=True)
        opened.redo(action.id)
    _print_outcome("redone", action, as_json=as_json)


@app.command()
def group(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Group all faces into people anew; what you said about them stays true."""
    show = follow_as_json if as_json else follow
    with open_chosen(library, may_create=False) as opened:
        show(opened.group_faces())
        counts = opened.face_counts()
    if as_json:
        print_json({"event": "summary", "people": counts.people, "named": counts.named})
    else:
        print_line(f"people: {counts.people}, named: {counts.named}")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", parser=parse_path)],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write names and where the faces are as XMP files for other programs.

    One file for every photo with named people, `IMG.jpg.xmp`, in subfolders of FOLDER
    as the photos lie in theirs; one that was written before and has nobody to name any
    more is removed. Photos are not touched, nor XMP files of others.
    """
    target = plain_path(folder)
    show = follow_as_json if as_json else follow
    with open_chosen(library, may_create=False) as opened:
        events = _Export(opened.export_people(target))
        show(events)
    if as_json:
        print_json({"event": "summary", **asdict(events.done)})
    else:
        print_line(f"{_show_exported(events.done)} in {show_path(target)}")
    if events.done.failed:
        raise typer.Exit(1)


def _show_exported(done: Exported) -> str:
    parts = [f"{done.written} written", f"{done.unchanged} unchanged"]
    if done.removed:
        parts.append(f"{done.removed} removed")
    if done.failed:
        parts.append(f"{done.failed} not written")
    return ", ".join(parts)


class _Export:
    """The events of an export that are shown; its end is kept."""

    def __init__(self, events: Iterable[ExportEvent]) -> None:
        self.done = Exported(0, 0)
        self._events = events

    def __iter__(self) -> Iterator[Progress | NotExported | RootOffline]:
        for event in self._events:
            if isinstance(event, Exported):
                self.done = event
            else:
                yield event


def _faces_of(
    library: Library, person: Person, photos: Sequence[Path], numbers: Sequence[int]
) -> tuple[FaceId, ...]:
    """Return the faces of a person that are meant.

    Raises:
        QueryError: One of the photos or numbers is none of the person's.
    """
    faces = library.faces_of(person.id)
    chosen: dict[FaceId, None] = {}
    for path in photos:
        photo = library.photo_of_file(path)
        there = [face.id for face in faces if face.photo == photo.id]
        if not there:
            raise QueryError(f"{path}: no face of {show_person(person)} is in it")
        chosen.update(dict.fromkeys(there))
    known = {face.id for face in faces}
    for number in numbers:
        if number not in known:
            raise QueryError(f"face {number} is none of {show_person(person)}")
        chosen[FaceId(number)] = None
    return tuple(chosen)


def _last_action(library: Library) -> Action:
    for each in library.actions(_ALL):
        if not each.is_undone:
            return each
    raise QueryError("there is nothing to undo")


def _action(library: Library, number: int, *, is_undone: bool) -> Action:
    """Return an action that is undone, or one that is not.

    Raises:
        QueryError: There is none of this number, or it is the other way round.
    """
    numbered = {each.id: each for each in library.actions(_ALL)}
    action = numbered.get(ActionId(number))
    if action is None:
        raise QueryError(f"there is no action {number}")
    if action.is_undone is not is_undone:
        already = "is undone already" if action.is_undone else "is not undone"
        raise QueryError(f"{number} ({action.words}) {already}")
    return action


def _as_facts(person: Person) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "faces": person.faces,
        "photos": person.photos,
        "hidden": person.is_hidden,
        "first": person.first_taken and person.first_taken.isoformat(),
        "last": person.last_taken and person.last_taken.isoformat(),
    }


def _show(person: Person) -> str:
    counted = f"{_count(person.faces, 'face')} in {_count(person.photos, 'photo')}"
    remarks = _years(person.first_taken, person.last_taken)
    hidden = " (hidden)" if person.is_hidden else ""
    return f"{person.id:6}  {person.name or '?':24} {counted}{remarks}{hidden}"


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"


def _years(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return ""
    if first.year == last.year:
        return f", {first.year}"
    return f", {first.year} to {last.year}"


def _print_face(face: Face, path: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "face": face.id,
                "path": str(path),
                "box": box_numbers(face.box),
                "certainty": round(face.certainty, 4),
                "confirmed": face.is_confirmed,
                "quality": round(face.quality, 4),
            }
        )
        return
    sure = "said so" if face.is_confirmed else f"{face.certainty:.0%}"
    print_line(f"{face.id:6}  {sure:>7}  {show_box(face.box):>27}  {show_path(path)}")


def _print_action(action: Action, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "id": action.id,
                "at": action.made_at.isoformat(),
                "kind": action.kind,
                "text": action.words,
                "faces": action.faces,
                "undone": action.is_undone,
            }
        )
        return
    undone = "  (undone)" if action.is_undone else ""
    when = f"{action.made_at:%Y-%m-%d %H:%M}"
    print_line(f"{action.id:6}  {when}  {action.words}{undone}")


def _print_outcome(outcome: str, action: Action, *, as_json: bool) -> None:
    if as_json:
        print_json({"event": outcome, "id": action.id, "text": action.words})
    else:
        print_line(f"{outcome}: {action.words}")
