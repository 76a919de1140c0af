"""What the user decides about faces: made in order, undone and made again."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from photosearch.core.errors import PhotoSearchError
from photosearch.core.face_records import Action
from photosearch.core.ids import ActionId
from photosearch.gui.background import Lane
from photosearch.gui.models.session import Session

T = TypeVar("T")
_FIRST_LOOK = 200


class Decisions(QObject):
    """Makes decisions beside the window, one after the other.

    After each, `Session.people_changed` tells everybody who shows people.

    Signals:
        undone: An `Action` that holds no longer.
        redone: An `Action` that holds again.
    """

    undone = Signal(object)
    redone = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_busy = False
        self._undone: list[ActionId] = []

    @property
    def is_busy(self) -> bool:
        """Whether a decision is being made, or waits for its turn."""
        return self._is_busy

    def do(
        self, work: Callable[[], T], done: Callable[[T], None] | None = None
    ) -> None:
        """Make a decision after those before it.

        Args:
            work: Calls the library; on a thread.
            done: Gets what it returned; nobody is told of one that failed.
        """

        def on_done(result: T) -> None:
            self._undone.clear()
            if done is not None:
                done(result)

        self._queue(work, on_done)

    def undo(self, action: ActionId | None = None) -> None:
        """Take a decision back; without one, the last that holds."""
        library = self._session.library

        def work() -> Action | None:
            chosen = self._find(action, is_undone=False)
            if chosen is not None:
                library.undo(chosen.id)
            return chosen

        def done(chosen: Action | None) -> None:
            if chosen is not None:
                self._undone.append(chosen.id)
                self.undone.emit(chosen)

        self._queue(work, done)

    def redo(self, action: ActionId | None = None) -> None:
        """Let a decision hold again; without one, the last that was taken back."""
        library = self._session.library

        def work() -> Action | None:
            wanted = action or (self._undone[-1] if self._undone else None)
            chosen = self._find(wanted, is_undone=True) if wanted else None
            if chosen is not None:
                library.redo(chosen.id)
            return chosen

        def done(chosen: Action | None) -> None:
            if chosen is None:
                return
            if chosen.id in self._undone:
                self._undone.remove(chosen.id)
            self.redone.emit(chosen)

        self._queue(work, done)

    def _find(self, wanted: ActionId | None, *, is_undone: bool) -> Action | None:
        """Find a decision, or the newest one, if it stands as is said."""
        for action in self._made():
            if wanted in (None, action.id) and action.is_undone is is_undone:
                return action
        return None

    def _made(self) -> Iterator[Action]:
        """Give all decisions, the last first; most often one of the last is wanted."""
        seen, count = 0, _FIRST_LOOK
        while True:
            actions = self._session.library.actions(count)
            yield from actions[seen:]
            if len(actions) < count:
                return
            seen, count = count, 2 * count

    def _queue(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def on_done(result: T) -> None:
            done(result)
            self._session.people_changed.emit()
            self._go_on()

        def on_failed(error: PhotoSearchError) -> None:
            self._session.failed.emit(error)
            self._go_on()

        def start() -> None:
            self._session.bridge.run(Lane.READ, work, on_done, on_failed)

        self._waiting.append(start)
        if not self._is_busy:
            self._go_on()

    def _go_on(self) -> None:
        self._is_busy = bool(self._waiting)
        if self._waiting:
            self._waiting.popleft()()
