"""The part of the catalog that knows people; each method is one transaction."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from photosearch.core.catalog import (
    face_facts,
    face_grouping,
    face_looks,
    face_sayings,
    face_state,
    people,
)
from photosearch.core.catalog.face_sayings import Saying
from photosearch.core.catalog.faces import faces_in, faces_of_photos
from photosearch.core.catalog.store import Store
from photosearch.core.face_records import (
    Action,
    Face,
    FaceFound,
    FaceIds,
    FaceOrder,
    Person,
)
from photosearch.core.faces.evidence import Evidence
from photosearch.core.faces.facts import face_at
from photosearch.core.ids import ActionId, FaceId, PersonId, PhotoId


class PeopleCatalog:
    """What a library knows of people, and what somebody said about faces."""

    _store: Store

    # --- who there is

    def people(self, *, is_hidden: bool | None = False) -> tuple[Person, ...]:
        """Return people, those with a name first and by it, the others by their faces.

        Args:
            is_hidden: Those who are hidden or those who are not; both if None.
        """
        with self._store.read() as connection:
            return people.all_people(connection, is_hidden=is_hidden)

    def person(self, person: PersonId) -> Person | None:
        """Return a person, or the one with whom the person was merged."""
        with self._store.read() as connection:
            return people.person_by_id(connection, person)

    def person_by_key(self, key: str) -> Person | None:
        """Return the person of a key, or the one with whom the person was merged."""
        with self._store.read() as connection:
            return people.person_by_key(connection, key)

    def find_person(self, name: str) -> Person | None:
        """Return the person of a name, letter case aside."""
        with self._store.read() as connection:
            return people.person_by_name(connection, name)

    def faces_of(self, person: PersonId, order: FaceOrder) -> tuple[Face, ...]:
        """Return the faces of a person; see `FaceOrder`."""
        with self._store.read() as connection:
            return people.faces_of(connection, person, order)

    def faces_of_nobody(self, limit: int) -> tuple[Face, ...]:
        """Return faces of which it is not known whose they are, the clearest first."""
        with self._store.read() as connection:
            return people.faces_of_nobody(connection, limit)

    def persons_of_faces(self) -> tuple[FaceIds, npt.NDArray[np.int64]]:
        """Return all faces that are shown, and whose they are.

        Returns:
            Ids (n,) int64, ascending, and people (n,) int64; 0 where it is not known.
        """
        with self._store.read() as connection:
            return people.persons_of_faces(connection)

    def rejections(self) -> tuple[tuple[FaceId, PersonId], ...]:
        """Return each face with each person who somebody said that it is not."""
        with self._store.read() as connection:
            return face_state.rejections(connection)

    def face_evidence(self, model_sha256: str) -> Evidence:
        """Return what the likeness of faces says by a face network.

        Raises:
            ModelError: The model was never registered.
        """
        with self._store.read() as connection:
            return face_state.evidence_of(connection, model_sha256)

    # --- groups

    def store_groups(self, ids: FaceIds, groups: npt.NDArray[np.int64]) -> None:
        """Replace the groups of faces, and apply to them what was said.

        Args:
            ids: The faces that were grouped, (n,) int64.
            groups: The number of the group of each, (n,) int64; below 0 for none.
        """
        with self._store.write() as connection:
            face_grouping.store_groups(connection, ids, groups)

    def apply_facts(self) -> None:
        """Apply all that was said to the faces and groups that there are."""
        with self._store.write() as connection:
            face_grouping.apply_facts(connection)

    # --- what somebody says; each raises LibraryError where a face or person is gone

    def name_person(self, person: PersonId, name: str | None) -> Action:
        """Say how a person is called; None takes the name away.

        Raises:
            LibraryError: There is no such person, or the name is empty.
            NameTakenError: Somebody else is called that.
        """
        with self._store.say() as connection:
            return Saying(connection).name(person, name)

    def name_faces(self, faces: Sequence[FaceId], name: str) -> Action:
        """Say that faces are the person of a name, who is new where there is none."""
        with self._store.say() as connection:
            return Saying(connection).name_faces(faces, name)

    def confirm(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are a person's."""
        with self._store.say() as connection:
            return Saying(connection).confirm(faces, person)

    def reject(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are not a person's."""
        with self._store.say() as connection:
            return Saying(connection).reject(faces, person)

    def merge_people(self, into: PersonId, others: Sequence[PersonId]) -> Action:
        """Say that some people are one."""
        with self._store.say() as connection:
            return Saying(connection).merge(into, others)

    def split_off(self, faces: Sequence[FaceId]) -> PersonId:
        """Say that faces are one other person's than it seemed; return that person."""
        with self._store.say() as connection:
            return Saying(connection).split(faces)

    def not_a_face(self, faces: Sequence[FaceId]) -> Action:
        """Say that something is no face."""
        with self._store.say() as connection:
            return Saying(connection).deny(faces)

    def hide_person(self, person: PersonId, *, is_hidden: bool) -> Action:
        """Say whether a person is to be left out of the list of people."""
        with self._store.say() as connection:
            return Saying(connection).hide(person, is_hidden=is_hidden)

    def draw_face(self, model_sha256: str, photo: PhotoId, face: FaceFound) -> FaceId:
        """Add a face that somebody drew; one that is there already is returned.

        Raises:
            ModelError: The model was never registered.
        """
        with self._store.say() as connection:
            known = faces_of_photos(connection, [photo]).get(photo, [])
            there = face_at(face.box, [(each.id, each.box) for each in known])
            shown = {each.id for each in faces_in(connection, photo)}
            if there is not None and there in shown:
                return there
            if there is None:
                there = face_looks.add_face(connection, model_sha256, photo, face)
            Saying(connection).draw(there)
            return there

    def undo(self, action: ActionId) -> Action:
        """Let an action hold no more; what was said before and after it stays.

        Raises:
            LibraryError: There is no such action.
        """
        with self._store.say() as connection:
            return face_sayings.undo(connection, action)

    def redo(self, action: ActionId) -> Action:
        """Let an action that was undone hold again.

        Raises:
            LibraryError: There is no such action.
        """
        with self._store.say() as connection:
            return face_sayings.redo(connection, action)

    def actions(self, limit: int) -> tuple[Action, ...]:
        """Return what was said last, the latest first, also what was undone."""
        with self._store.read() as connection:
            return face_facts.actions(connection, limit)
