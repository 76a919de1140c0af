"""Questions of one object, which end when it does."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from photosearch.core.errors import PhotoSearchError
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.session import Session

T = TypeVar("T")


class Errands:
    """Asks the library for an object; nobody is told once that object is gone."""

    def __init__(self, session: Session, owner: QObject) -> None:
        self._session = session
        self._tasks: set[Task] = set()
        tasks = self._tasks
        # Not a method of the owner: by then it is half destroyed.
        owner.destroyed.connect(lambda: _cancel(tasks))

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        lane: Lane = Lane.READ,
        failed: Callable[[PhotoSearchError], None] | None = None,
    ) -> Task:
        """Put a question; see `Session.ask`.

        Args:
            work: Called on a thread.
            done: Gets the answer.
            lane: Where it waits for its turn.
            failed: Gets a failure; without it, the session tells of it.
        """
        self._tasks.difference_update([task for task in self._tasks if task.is_over])
        on_failure = failed or self._session.failed.emit
        task = self._session.bridge.run(lane, work, done, on_failure)
        self._tasks.add(task)
        return task


def _cancel(tasks: set[Task]) -> None:
    for task in tasks:
        task.cancel()
