"""Questions whether two are the same, one at a time."""

from PySide6.QtCore import QObject, Signal

from photosearch.core.face_records import Suggestion
from photosearch.core.ids import FaceId, PersonId
from photosearch.gui.background import Task
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle

_FETCHED = 50
_PAUSE_MS = 500

_Key = tuple[PersonId, tuple[FaceId, ...]]


class Suggestions(QObject):
    """What the library suggests, the most certain first, without what was skipped.

    An answer counts at once: the next question does not wait for the library.

    Signals:
        changed: Another question is asked, or none.
    """

    changed = Signal()

    def __init__(
        self, session: Session, decisions: Decisions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._decisions = decisions
        self._waiting: list[Suggestion] = []
        self._settled: set[_Key] = set()
        self._person: PersonId | None = None
        self._is_on = False
        self._coming = Task()
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        session.people_changed.connect(self._reading.ask)
        # What was answered may be asked again once the answer is taken back.
        decisions.undone.connect(self._settled.clear)

    @property
    def current(self) -> Suggestion | None:
        """What is asked now."""
        return self._waiting[0] if self._waiting else None

    @property
    def count(self) -> int:
        """How many questions are at hand, this one among them."""
        return len(self._waiting)

    def ask_about(self, person: PersonId | None) -> None:
        """Ask about one person; None asks about everybody."""
        if person != self._person:
            self._show(())
        self._person, self._is_on = person, True
        self._read()

    def stop(self) -> None:
        """Ask nothing."""
        self._is_on = False
        self._coming.cancel()
        self._show(())

    # --- answers

    def agree(self) -> None:
        """Say that the faces are the person's, all of them."""
        asked, library = self.current, self._session.library
        if asked is not None:
            self._settle(asked)
            self._decisions.do(lambda: library.confirm(asked.faces, asked.person))

    def decline(self) -> None:
        """Say that the faces are not the person's, for ever."""
        asked, library = self.current, self._session.library
        if asked is not None:
            self._settle(asked)
            self._decisions.do(lambda: library.reject(asked.faces, asked.person))

    def skip(self) -> None:
        """Leave it open until the page is opened again."""
        if self.current is not None:
            self._settle(self.current)

    def _settle(self, asked: Suggestion) -> None:
        self._settled.add(_key(asked))
        self._show([each for each in self._waiting if each is not asked])

    # --- reading

    def _read(self) -> None:
        if self._is_on:
            library, person = self._session.library, self._person
            self._coming.cancel()
            self._coming = self._errands.ask(
                lambda: library.suggestions(person, _FETCHED), self._show
            )

    def _show(self, suggestions: tuple[Suggestion, ...] | list[Suggestion]) -> None:
        before = self.current
        left = [each for each in suggestions if _key(each) not in self._settled]
        if before is not None and _key(before) not in self._settled:
            # Who is about to answer must not find another question there.
            left.sort(key=lambda each: _key(each) != _key(before))
        self._waiting = left
        self.changed.emit()


def _key(suggestion: Suggestion) -> _Key:
    return suggestion.person, suggestion.faces
