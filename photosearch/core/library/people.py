"""People: faces grouped, what somebody says about them, and looking for a person."""

from collections.abc import Generator, Sequence
from pathlib import Path

from typing_extensions import override

from photosearch.core.catalog import Catalog
from photosearch.core.errors import QueryError
from photosearch.core.face_records import (
    Action,
    Face,
    FaceFound,
    FaceMatch,
    FaceModels,
    FaceOrder,
    Person,
    Suggestion,
    WhoIs,
)
from photosearch.core.faces.evidence import Evidence
from photosearch.core.faces.facts import face_at, overlap
from photosearch.core.ids import ActionId, FaceId, PersonId, PhotoId
from photosearch.core.ingest.stages import progress_of
from photosearch.core.library.exporting import export_names
from photosearch.core.library.faces import Faces
from photosearch.core.library.known_faces import KnownFaces
from photosearch.core.library.questions import Example, LikePhoto
from photosearch.core.library.wondering import suggest
from photosearch.core.pace import Pace
from photosearch.core.paths import Folders
from photosearch.core.records import Event, ExportEvent, Progress, Stage
from photosearch.spec.regions import Box

_WHOLE = 100
_LEAST_OVERLAP = 0.1


class People(Faces):
    """The part of a library that knows people."""

    _catalog: Catalog
    _folders: Folders
    _known_faces: KnownFaces

    # --- grouping

    def group_faces(self) -> Generator[Progress, None, None]:
        """Group all faces anew; all that was said about them holds as before.

        Closing the generator leaves everything as it was.

        Raises:
            QueryError: Faces are switched off.
            LibraryError: Another program is writing, or the disk refuses.
        """
        models = self._faces_by()
        with self._catalog.writing():
            pace, counts = Pace(), self._catalog.counts()
            for share in self._known_faces.group(models.face):
                done = round(share * _WHOLE)
                pace.mark(done)
                yield progress_of(Stage.GROUPING, pace, done, _WHOLE, counts)

    def group_new_faces(self) -> Generator[Progress, None, None]:
        """Group faces where any came, went or changed since they were grouped last."""
        models = self.face_models()
        if models is not None and self._known_faces.are_ungrouped(models.face):
            yield from self.group_faces()

    @override
    def _look_for_faces(self) -> Generator[Event, None, None]:
        yield from super()._look_for_faces()
        yield from self.group_new_faces()
        if self.faces_are_on():
            self._catalog.back_up_if_due()

    # --- who there is

    def people(self, hidden: bool | None = False) -> tuple[Person, ...]:
        """Return people, those with a name first and by it, the others by their faces.

        Args:
            hidden: Only those who were hidden, instead of only those who were not;
                everybody if None.
        """
        return self._catalog.people(is_hidden=hidden)

    def person(self, person: PersonId) -> Person | None:
        """Return a person, or the one with whom the person was merged."""
        return self._catalog.person(person)

    def person_by_key(self, key: str) -> Person | None:
        """Return the person of a key, or the one with whom the person was merged."""
        return self._catalog.person_by_key(key)

    def find_person(self, name: str) -> Person | None:
        """Return the person of a name, letter case aside."""
        return self._catalog.find_person(name)

    def faces_of(
        self, person: PersonId, order: FaceOrder = FaceOrder.NEWEST
    ) -> tuple[Face, ...]:
        """Return the faces of a person."""
        return self._catalog.faces_of(person, order)

    def faces_of_nobody(self, count: int) -> tuple[Face, ...]:
        """Return faces of which it is not known whose they are, the clearest first."""
        return self._catalog.faces_of_nobody(count)

    def suggestions(
        self, person: PersonId | None = None, count: int = 50
    ) -> tuple[Suggestion, ...]:
        """Return faces that may be somebody's, the most certain first.

        None of them is the person's by what was said, and what was rejected never comes
        again. Nothing is suggested while faces are switched off.

        Args:
            person: Whose they may be; anybody's if None.
            count: At most this many.
        """
        models = self.face_models()
        if models is None:
            return ()
        table = self._known_faces.load(models.face)
        evidence = self._evidence(models)
        return suggest(self._catalog, table, evidence, person, count)

    # --- what somebody says; each raises LibraryError where a face or person is gone

    def name_person(self, person: PersonId, name: str | None) -> Action:
        """Say how a person is called; None takes the name away.

        Raises:
            NameTakenError: Somebody else is called that: perhaps both are one.
            LibraryError: There is no such person, or the name is empty.
        """
        return self._catalog.name_person(person, name)

    def name_faces(self, faces: Sequence[FaceId], name: str) -> Action:
        """Say that faces are the person of a name, who is new where there is none."""
        return self._catalog.name_faces(faces, name)

    def confirm(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are a person's."""
        return self._catalog.confirm(faces, person)

    def reject(self, faces: Sequence[FaceId], person: PersonId) -> Action:
        """Say that faces are not a person's; they are nobody's then."""
        return self._catalog.reject(faces, person)

    def merge_people(self, into: PersonId, others: Sequence[PersonId]) -> Action:
        """Say that some people are one; the first keeps the name, if it has one."""
        return self._catalog.merge_people(into, others)

    def split_off(self, faces: Sequence[FaceId]) -> PersonId:
        """Say that faces are not whose they seem, but one new person's."""
        return self._catalog.split_off(faces)

    def not_a_face(self, faces: Sequence[FaceId]) -> Action:
        """Say that something is no face; it is not shown any more."""
        return self._catalog.not_a_face(faces)

    def hide_person(self, person: PersonId, hidden: bool = True) -> Action:
        """Say whether a person is to be left out of the list of people."""
        return self._catalog.hide_person(person, is_hidden=hidden)

    def draw_face(self, photo: PhotoId, box: Box) -> FaceId:
        """Add a face that was not found; where one was found, that one is returned.

        Raises:
            QueryError: The photo cannot be read, or faces are switched off.
            ModelError: A model is missing or does not run.
            LibraryError: Another program is writing.
        """
        found = self.face_at(photo, box)
        return self._catalog.draw_face(self._faces_by().face, photo, found)

    def undo(self, action: ActionId) -> Action:
        """Let an action hold no more; what was said before and after it stays."""
        return self._catalog.undo(action)

    def redo(self, action: ActionId) -> Action:
        """Let an action that was undone hold again."""
        return self._catalog.redo(action)

    def actions(self, count: int) -> tuple[Action, ...]:
        """Return what was said last, the latest first, also what was undone."""
        return self._catalog.actions(count)

    # --- looking for a person

    def who_is(self, example: Example, count: int = 5) -> tuple[WhoIs, ...]:
        """Tell for each face in a picture who it may be.

        Args:
            example: The picture.
            count: At most so many people for each face.

        Raises:
            QueryError: It cannot be read, or faces are switched off.
            ModelError: A model is missing or does not run.
        """
        models = self._faces_by()
        found = self.faces_of_example(example)
        table = self._known_faces.load(models.face)
        people = {
            each.id: each for each in self._catalog.people(is_hidden=None) if each.faces
        }
        evidence = self._evidence(models)
        return tuple(
            WhoIs(face, table.candidates(face, people, evidence, count))
            for face in found
        )

    def faces_like(
        self, example: Example, box: Box | None = None, count: int = 50
    ) -> tuple[FaceMatch, ...]:
        """Find the faces that are most like one in a picture.

        Args:
            example: The picture.
            box: Where the face is; the largest one if neither this nor the example
                says so.
            count: At most this many.

        Raises:
            QueryError: It cannot be read, has no face there, or faces are switched
                off.
            ModelError: A model is missing or does not run.
        """
        models = self._faces_by()
        box = box or example.region
        known = self._known_face(example, box) if box is not None else None
        table = self._known_faces.load(models.face)
        shown = table.found(known) if known is not None else None
        if shown is None:
            shown = _chosen(self.faces_of_example(example), box)
        boxes = self._known_faces.boxes
        return table.matches(shown, self._evidence(models), count, boxes)

    def faces_like_face(self, face: FaceId, count: int = 50) -> tuple[FaceMatch, ...]:
        """Find the faces that are most like one of the library, itself left out.

        Raises:
            QueryError: It is gone, or faces are switched off.
        """
        models = self._faces_by()
        table = self._known_faces.load(models.face)
        shown = table.found(face)
        if shown is None:
            raise QueryError("this face is not in the library any more")
        boxes = self._known_faces.boxes
        found = table.matches(shown, self._evidence(models), count + 1, boxes)
        return tuple(each for each in found if each.face != face)[:count]

    # --- names for other programs

    def export_people(self, folder: Path) -> Generator[ExportEvent, None, None]:
        """Write the names of people in photos as XMP files into a folder.

        Those of an earlier export are brought up to date, and removed where nobody is
        named any more.

        Raises:
            LibraryError: The folder is in the way of the photos, or cannot be used.
        """
        named = [
            (person.name, self.faces_of(person.id))
            for person in self.people()
            if person.name is not None
        ]
        yield from export_names(self._catalog, named, folder)

    def _known_face(self, example: Example, box: Box) -> FaceId | None:
        """Return the face of the library at a box of an example, if that is known."""
        if not isinstance(example, LikePhoto):
            return None
        faces = [(face.id, face.box) for face in self.faces_in(example.photo)]
        return face_at(box, faces)

    def _faces_by(self) -> FaceModels:
        models = self.face_models()
        if models is None:
            raise QueryError(
                "looking for faces is switched off: 'photosearch faces --on' starts it"
            )
        return models

    def _evidence(self, models: FaceModels) -> Evidence:
        return self._catalog.face_evidence(models.face)


def _chosen(found: Sequence[FaceFound], box: Box | None) -> FaceFound:
    """Return the largest face, or the one that is where a box is."""
    if not found:
        raise QueryError("no face was found in the picture")
    if box is None:
        return max(found, key=lambda each: each.box.width * each.box.height)
    best = max(found, key=lambda each: overlap(each.box, box))
    if overlap(best.box, box) < _LEAST_OVERLAP:
        raise QueryError("no face was found in that part of the picture")
    return best
