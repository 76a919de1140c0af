"""Who is on a picture that need not be in the library."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import DecodeError
from photosearch.core.face_records import WhoIs
from photosearch.core.library import Example
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.arrivals import Arrival, read_arrival
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.example_pictures import ExamplePicture, whole_example
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.session import Session

_SHOWN_PX = 1600


@dataclass(frozen=True, slots=True)
class Asked:
    """A picture that somebody asks about."""

    example: Example
    picture: ExamplePicture


class WhoIsQuestion(QObject):
    """Shows the picture first, then who is on it.

    Args:
        session: The open library.

    Signals:
        pictured: An `Asked`: what the picture looks like.
        answered: A tuple of `WhoIs`, a face each, from left to right.
        failed: A `PhotoSearchError`: there is no picture, or no answer.
    """

    pictured = Signal(object)
    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._task = Task()
        self._asked: Asked | None = None
        self._faces: tuple[WhoIs, ...] = ()

    @property
    def faces(self) -> tuple[WhoIs, ...]:
        """The faces of the last answer."""
        return self._faces

    def ask_about(self, arrived: Arrival, name: str) -> None:
        """Ask about what was dropped, opened or pasted; of several the first.

        What was asked before is answered no more.

        Args:
            arrived: It.
            name: What to call a picture that has no name.
        """
        library = self._session.library

        def work() -> Asked:
            examples = read_arrival(arrived, name).examples
            if not examples:
                raise DecodeError("it holds no picture")
            picture = whole_example(library, examples[0], _SHOWN_PX)
            return Asked(examples[0], picture)

        self._task.cancel()
        self._faces = ()
        self._task = self._errands.ask(
            work, self._on_picture, Lane.PICTURES, self.failed.emit
        )

    def cancel(self) -> None:
        """Want no answer any more."""
        self._task.cancel()

    def wish(self, face: WhoIs) -> FaceWish:
        """Return the wish for faces like one of the answer."""
        if self._asked is None:
            raise ValueError("nothing was asked")
        names = [each.person.name for each in face.candidates if each.is_close]
        known = next((name for name in names if name), "")
        example = replace(self._asked.example, region=face.found.box)
        return FaceWish(example, known or self._asked.picture.name)

    def _on_picture(self, asked: Asked) -> None:
        library = self._session.library
        self._asked = asked
        self.pictured.emit(asked)
        self._task = self._errands.ask(
            lambda: library.who_is(asked.example),
            self._on_answer,
            Lane.QUERY,
            self.failed.emit,
        )

    def _on_answer(self, faces: tuple[WhoIs, ...]) -> None:
        self._faces = tuple(sorted(faces, key=lambda each: each.found.box.left))
        self.answered.emit(self._faces)
