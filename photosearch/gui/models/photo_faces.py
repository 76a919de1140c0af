"""The faces of the photo that is looked at, and what people say of them."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import PhotoSearchError
from photosearch.core.face_records import Face, Person
from photosearch.core.ids import FaceId, PersonId
from photosearch.core.library import Library
from photosearch.core.records import Changes, PhotoId
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.session import Session
from photosearch.spec.regions import Box


@dataclass(frozen=True, slots=True)
class ShownFace:
    """A face of a photo and whose it is.

    Attributes:
        person: None where nobody knows.
    """

    face: Face
    person: Person | None = None

    @property
    def name(self) -> str:
        """What the person is called; empty where nobody knows."""
        return self.person.name or "" if self.person is not None else ""


@dataclass(frozen=True, slots=True)
class _Answer:
    is_on: bool
    faces: tuple[ShownFace, ...] = ()


class PhotoFaces(QObject):
    """Reads the faces of one photo, again whenever somebody decides on faces.

    Args:
        session: The open library.

    Signals:
        changed: Other faces are shown, or the same under other names.
        drawn: The id of a face (`FaceId`) that somebody drew; `changed` came before.
    """

    changed = Signal()
    drawn = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._errands = Errands(session, self)
        self._decisions = Decisions(session, self)
        self._photo: PhotoId | None = None
        self._answer = _Answer(is_on=False)
        self._task = Task()
        session.people_changed.connect(self._ask)
        session.changed.connect(self._on_library_changed)
        self._ask()

    @property
    def is_on(self) -> bool:
        """Whether faces are looked for in this library; False until known."""
        return self._answer.is_on

    @property
    def faces(self) -> tuple[ShownFace, ...]:
        """The faces, from left to right."""
        return self._answer.faces

    def face(self, face: FaceId) -> ShownFace | None:
        """Return a face of the photo; None where it is gone by now."""
        return next((each for each in self.faces if each.face.id == face), None)

    def show_photo(self, photo: PhotoId | None) -> None:
        """Read the faces of another photo; None for those of none."""
        if photo == self._photo:
            return
        self._photo = photo
        self._take(_Answer(self.is_on))
        self._ask()

    # --- what people say

    def name(self, face: ShownFace, name: str) -> None:
        """Say who it is, by a name that is known or a new one.

        Whoever names a face of somebody unnamed, names all faces of that person.
        """
        library = self._session.library
        self._decisions.do(lambda: _name(library, face, name))

    def confirm(self, face: ShownFace, person: PersonId) -> None:
        """Say that it is this person."""
        library = self._session.library
        self._decisions.do(lambda: library.confirm((face.face.id,), person))

    def reject(self, face: ShownFace) -> None:
        """Say that it is not the person that it was taken for."""
        person, library = face.face.person, self._session.library
        if person is not None:
            self._decisions.do(lambda: library.reject((face.face.id,), person))

    def not_a_face(self, face: ShownFace) -> None:
        """Say that there is no face."""
        library = self._session.library
        self._decisions.do(lambda: library.not_a_face((face.face.id,)))

    def draw(self, box: Box) -> None:
        """Say that there is a face which was missed; `drawn` tells when it is known."""
        photo, library = self._photo, self._session.library
        if photo is not None:
            self._decisions.do(lambda: library.draw_face(photo, box), self._on_drawn)

    def undo(self) -> None:
        """Take back what was said last."""
        self._decisions.undo()

    # --- answers

    def _ask(self) -> None:
        library, photo = self._session.library, self._photo
        self._task.cancel()
        self._task = self._errands.ask(
            lambda: _read(library, photo), self._take, Lane.READ, self._on_failure
        )

    def _take(self, answer: _Answer) -> None:
        if answer != self._answer:
            self._answer = answer
            self.changed.emit()

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._take(_Answer(self.is_on))
        self._session.failed.emit(error)

    def _on_drawn(self, face: FaceId) -> None:
        library, photo = self._session.library, self._photo

        def on_answer(answer: _Answer) -> None:
            self._take(answer)
            if self.face(face) is not None:
                self.drawn.emit(face)

        self._errands.ask(lambda: _read(library, photo), on_answer)

    def _on_library_changed(self, changes: Changes) -> None:
        if self._photo in changes.added or self._photo in changes.removed:
            self._ask()


def _name(library: Library, face: ShownFace, name: str) -> None:
    person = face.person
    if person is None or person.name is not None:
        library.name_faces((face.face.id,), name)
        return
    known = library.find_person(name)
    if known is None:
        library.name_person(person.id, name)
    else:
        library.merge_people(known.id, (person.id,))


def _read(library: Library, photo: PhotoId | None) -> _Answer:
    is_on = library.faces_are_on()
    if photo is None or not is_on:
        return _Answer(is_on)
    faces = sorted(library.faces_in(photo), key=lambda face: face.box.left)
    ids = {face.person for face in faces if face.person is not None}
    people = {each: library.person(each) for each in ids}
    return _Answer(
        is_on,
        tuple(
            ShownFace(face, None if face.person is None else people[face.person])
            for face in faces
        ),
    )
