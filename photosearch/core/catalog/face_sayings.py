"""What people say about faces becomes facts.

Facts speak of faces, not of groups: whoever speaks of a person whom nobody named yet
speaks of the faces that are shown as the person's now. So they are noted with it, and
with a face that is taken out of a group, those that stay.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from photosearch.core.catalog.face_facts import (
    action_by_id,
    add_action,
    places_of,
    set_undone,
)
from photosearch.core.catalog.face_state import (
    FaceState,
    load_state,
    new_key,
    save_state,
    with_facts,
)
from photosearch.core.catalog.tables import people
from photosearch.core.errors import LibraryError, NameTakenError
from photosearch.core.face_records import Action, ActionKind, FactKind
from photosearch.core.faces.facts import Fact, Place
from photosearch.core.faces.names import clean_name, name_key
from photosearch.core.ids import ActionId, FaceId, PersonId


class Saying:
    """One thing that somebody says about faces, in one transaction.

    Args:
        connection: The transaction to do it in.
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._state: FaceState = load_state(connection)
        self._facts: list[Fact] = []
        self._at: dict[Place, FaceId] = {}
        ids = self._state.faces.ids.tolist()
        self._row_of = {FaceId(face): row for row, face in enumerate(ids)}

    def name(self, person: PersonId, name: str | None) -> Action:
        """Say how a person is called; None takes the name away.

        Raises:
            LibraryError: There is no such person, or the name is none.
            NameTakenError: Somebody else is called that.
        """
        key = self._key(person)
        rows = self._state.positions_of(key)
        if name is None:
            words = f"took the name {self._called(key)} away"
        else:
            name = self._free_name(name, key)
            old = self._state.statements.names.get(key)
            verb = f"renamed {old} to" if old else f"named {self._called(key)}"
            words = f"{verb} {name}"
        self._note_rows(rows)
        self._facts.append(Fact(FactKind.PERSON_NAME, person=key, name=name))
        return self._say(ActionKind.NAME, words, len(rows))

    def name_faces(self, faces: Sequence[FaceId], name: str) -> Action:
        """Say that faces are the person of a name, who is new where there is none.

        Raises:
            LibraryError: A face is gone, or the name is none.
        """
        places, name = self._places(faces), clean_name(name)
        key = self._named(name)
        if key is None:
            key = new_key()
            self._facts.append(Fact(FactKind.PERSON_NAME, person=key, name=name))
        self._give(places, key)
        words = f"named {_count(faces)} {name}"
        return self._say(ActionKind.CONFIRM, words, len(faces))

    def confirm(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are a person's.

        Raises:
            LibraryError: A face or the person is gone.
        """
        key = self._key(person)
        self._give(self._places(faces), key)
        self._note_unnamed(key)
        words = f"confirmed {_count(faces)} of {self._called(key)}"
        return self._say(ActionKind.CONFIRM, words, len(faces))

    def reject(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are not a person's.

        Raises:
            LibraryError: A face or the person is gone.
        """
        key = self._key(person)
        places = self._places(faces)
        mine = [face for face in places if self._person_of(face) == key]
        self._note_others(mine)
        self._note_unnamed(key, besides=mine)
        self._facts += [
            Fact(FactKind.IS_NOT_PERSON, place, person=key) for place in places.values()
        ]
        words = f"said of {_count(faces)} that {_are(faces)} not {self._called(key)}"
        return self._say(ActionKind.REJECT, words, len(faces))

    def merge(self, into: PersonId, others: Sequence[PersonId]) -> Action:
        """Say that some people are one.

        Raises:
            LibraryError: One of them is gone, or there is only one.
        """
        key = self._key(into)
        keys = {self._key(other) for other in others} - {key}
        if not keys:
            raise LibraryError("to merge people takes two different ones")
        rows = [row for each in (key, *sorted(keys)) for row in self._rows_of(each)]
        self._note_rows(rows)
        self._facts += [
            Fact(FactKind.SAME_PERSON, person=key, other=other)
            for other in sorted(keys)
        ]
        names = ", ".join(self._called(other) for other in sorted(keys))
        words = f"merged {names} into {self._called(key)}"
        return self._say(ActionKind.MERGE, words, len(rows))

    def split(self, faces: Sequence[FaceId]) -> PersonId:
        """Say that faces are somebody else's than it seemed: one new person's.

        Raises:
            LibraryError: A face is gone, or there is none.
        """
        places = self._places(faces)
        former = {face: self._person_of(face) for face in places}
        key = new_key()
        self._facts += [
            Fact(FactKind.IS_NOT_PERSON, places[face], person=person)
            for face, person in former.items()
            if person is not None
        ]
        self._give(places, key)
        names = sorted({self._called(each) for each in former.values() if each})
        words = f"split {_count(faces)} off {', '.join(names) or 'nobody'}"
        self._say(ActionKind.SPLIT, words, len(faces))
        return PersonId(
            self._connection.scalars(
                sa.select(people.c.id).where(people.c.key == key)
            ).one()
        )

    def deny(self, faces: Sequence[FaceId]) -> Action:
        """Say that something is no face.

        Raises:
            LibraryError: It is gone.
        """
        self._facts += [
            Fact(FactKind.NOT_A_FACE, place) for place in self._places(faces).values()
        ]
        words = f"said of {_count(faces)} that {_are(faces)} none"
        return self._say(ActionKind.NOT_A_FACE, words, len(faces))

    def hide(self, person: PersonId, *, is_hidden: bool) -> Action:
        """Say whether a person is to be left out of the list of people.

        Raises:
            LibraryError: The person is gone.
        """
        key = self._key(person)
        rows = self._rows_of(key)
        self._note_rows(rows)
        self._facts.append(Fact(FactKind.PERSON_HIDDEN, person=key, flag=is_hidden))
        kind, verb = (
            (ActionKind.HIDE, "hid") if is_hidden else (ActionKind.SHOW, "showed")
        )
        return self._say(kind, f"{verb} {self._called(key)}", len(rows))

    def draw(self, face: FaceId) -> Action:
        """Say that there is a face, which was just added.

        Raises:
            LibraryError: It is gone.
        """
        self._facts += [
            Fact(FactKind.DRAWN_FACE, place) for place in self._places([face]).values()
        ]
        return self._say(ActionKind.DRAW, "drew a face", 1)

    def _say(self, kind: ActionKind, words: str, face_count: int) -> Action:
        action = add_action(self._connection, kind, words, face_count, self._facts)
        state = with_facts(self._connection, self._state, self._facts, self._at)
        save_state(self._connection, state)
        return action_by_id(self._connection, action)

    # --- facts

    def _give(self, places: dict[FaceId, Place], key: str) -> None:
        """State whose faces are; those that were there stay under their own key."""
        self._note_others(
            [face for face in places if self._person_of(face) not in (None, key)]
        )
        for face, place in places.items():
            owner = self._state.assignment.owners[self._row_of[face]]
            is_there = owner is not None and self._person_of(face) == key
            mine = owner if is_there else key
            self._facts.append(Fact(FactKind.IS_PERSON, place, person=mine))

    def _note_unnamed(self, key: str, besides: Iterable[FaceId] = ()) -> None:
        """Note who a person is whom nobody named: by the faces shown."""
        if key not in self._state.statements.names:
            self._note_unstated(self._rows_of(key), besides)

    def _note_others(self, leaving: Sequence[FaceId]) -> None:
        """Note of the groups that some faces leave that the others stay."""
        groups = self._state.faces.groups
        left = {groups[self._row_of[face]] for face in leaving} - {None}
        rows = [row for row, group in enumerate(groups) if group in left]
        self._note_unstated(rows, leaving)

    def _note_unstated(self, rows: Iterable[int], besides: Iterable[FaceId]) -> None:
        left_out = set(besides)
        stated = self._state.statements.faces
        self._note_rows(
            row
            for row in rows
            if (face := self._state.face(row)) not in left_out
            and (face not in stated or stated[face].person is None)
        )

    def _note_rows(self, rows: Iterable[int]) -> None:
        """Note whose faces are now, under the key that they came by."""
        owners = self._state.assignment.owners
        owned = {
            self._state.face(row): key
            for row in rows
            if (key := owners[row]) is not None
        }
        places = self._located(list(owned))
        self._facts += [
            Fact(FactKind.IN_GROUP, places[face], person=key)
            for face, key in owned.items()
        ]

    # --- people and faces

    def _key(self, person: PersonId) -> str:
        key = self._connection.scalar(
            sa.select(people.c.key).where(people.c.id == person)
        )
        if key is None:
            raise LibraryError("this person is not in the library any more")
        return self._state.statements.stands_for(key)

    def _rows_of(self, key: str) -> list[int]:
        return self._state.positions_of(key)

    def _person_of(self, face: FaceId) -> str | None:
        return self._state.person_of(self._row_of[face])

    def _places(self, faces: Sequence[FaceId]) -> dict[FaceId, Place]:
        places = self._located(faces)
        if not faces or len(places) < len(set(faces)):
            raise LibraryError("this face is not in the library any more")
        return places

    def _located(self, faces: Sequence[FaceId]) -> dict[FaceId, Place]:
        places = places_of(self._connection, faces)
        self._at |= {place: face for face, place in places.items()}
        return places

    def _called(self, key: str) -> str:
        """Return the name of a person, or the number of somebody without a name."""
        if name := self._state.statements.names.get(key):
            return name
        person = sa.select(people.c.id).where(people.c.key == key)
        return f"person {self._connection.scalars(person).one()}"

    def _named(self, name: str) -> str | None:
        wanted = name_key(name)
        names = self._state.statements.names.items()
        return next((key for key, each in names if name_key(each) == wanted), None)

    def _free_name(self, name: str, besides: str) -> str:
        name = clean_name(name)
        holder = self._named(name)
        if holder is not None and holder != besides:
            person = self._connection.scalars(
                sa.select(people.c.id).where(people.c.key == holder)
            ).one()
            called = self._state.statements.names[holder]
            raise NameTakenError(f"somebody else is called {called} already", person)
        return name


def undo(connection: sa.Connection, action: ActionId) -> Action:
    """Let an action hold no more; what was said before and after it stays.

    Raises:
        LibraryError: There is no such action.
    """
    return _set_undone(connection, action, is_undone=True)


def redo(connection: sa.Connection, action: ActionId) -> Action:
    """Let an action that was undone hold again.

    Raises:
        LibraryError: There is no such action.
    """
    return _set_undone(connection, action, is_undone=False)


def _set_undone(
    connection: sa.Connection, action: ActionId, *, is_undone: bool
) -> Action:
    changed = set_undone(connection, action, is_undone=is_undone)
    save_state(connection, load_state(connection))
    return changed


def _count(faces: Sequence[FaceId]) -> str:
    return "1 face" if len(faces) == 1 else f"{len(faces)} faces"


def _are(faces: Sequence[FaceId]) -> str:
    return "it is" if len(faces) == 1 else "they are"
