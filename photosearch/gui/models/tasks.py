"""The long tasks: what runs, how far it is, and how to hold or end it."""

import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.records import Hindrance, Progress, Waiting
from photosearch.gui.background import Bridge, Lane, Task
from photosearch.spec.retraining import Stepped

Index = QModelIndex | QPersistentModelIndex
Record = Any
"""Whatever a generator of core yields."""


class TaskState(Enum):
    """What has become of a long task."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class _Steps:
    """A generator of core that ends at its next step, once asked to.

    Cancelling the `Task` would end it, too, but also swallow what its last steps told:
    a file that went to the trash, photos that were indexed.

    Attributes:
        has_begun: Set when its turn has come.
        is_unwanted: Set to end it; set before its turn, it does not begin at all.
    """

    def __init__(self, records: Callable[[], Generator[Record, None, Any]]) -> None:
        self._records = records
        self.has_begun = threading.Event()
        self.is_unwanted = threading.Event()

    def run(self) -> Generator[Record, None, None]:
        """Yield what the generator yields, on the thread that iterates it."""
        self.has_begun.set()
        if self.is_unwanted.is_set():
            return
        with closing(self._records()) as records:
            for record in records:
                yield record
                if self.is_unwanted.is_set():
                    return


@dataclass(slots=True, eq=False)
class LongTask:
    """One long task as it stands.

    Attributes:
        title: What it does, in the user's language.
        progress: The last word on how far it is; None before the first.
        hindrance: Why it holds by itself; None while it goes on.
        skipped: Files it left out so far.
        error: Why it failed.
        ended_at: `time.monotonic()` of its end.
        done: To be called when nothing more will come of it.
        is_running: Whether it has told anything yet.
    """

    title: str
    steps: _Steps = field(repr=False)
    done: Callable[[], None] = field(repr=False)
    state: TaskState = TaskState.WAITING
    progress: Progress | Stepped | None = None
    hindrance: Hindrance | None = None
    skipped: int = 0
    error: PhotoSearchError | None = None
    ended_at: float | None = None
    is_running: bool = False
    task: Task = field(default_factory=Task, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.ended_at is not None


class TasksModel(QAbstractListModel):
    """Long tasks, the newest first; `TASK_ROLE` gives the `LongTask` itself."""

    TASK_ROLE = Qt.ItemDataRole.UserRole + 1
    _KEPT = 50

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tasks: list[LongTask] = []

    # --- what may be done

    def start(
        self,
        title: str,
        records: Callable[[], Generator[Record, None, Any]],
        each: Callable[[Record], None],
        done: Callable[[], None],
        lane: Lane = Lane.WORK,
    ) -> LongTask:
        """Queue a generator of core and show it as a task.

        Args:
            title: What it does, in the user's language.
            records: Makes the generator.
            each: Gets every record that is not a `Progress`.
            done: Called once when nothing more comes, whatever the end was: for a task
                that is cancelled, after the step that it was at. Nobody is told when
                the window closes.
            lane: Where it waits for its turn.
        """
        shown = LongTask(title, _Steps(records), done)
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._tasks.insert(0, shown)
        self.endInsertRows()

        def on_record(record: Record) -> None:
            _note(shown, record)
            if not isinstance(record, Progress):
                each(record)
            if not shown.is_over:
                self.touch(shown)

        def on_failure(error: PhotoSearchError) -> None:
            if not shown.is_over:
                shown.error = error
                self._end(shown, TaskState.FAILED)
            done()

        def on_end() -> None:
            if not shown.is_over:
                self._end(shown, TaskState.DONE)
            done()

        shown.task = self._bridge.follow(
            lane, shown.steps.run, on_record, on_end, on_failure
        )
        return shown

    def pause(self, shown: LongTask) -> None:
        """Hold a task after its current step."""
        if not shown.is_over:
            shown.task.pause()
            shown.state = TaskState.PAUSED
            self.touch(shown)

    def resume(self, shown: LongTask) -> None:
        """Let a held task go on."""
        if shown.state is TaskState.PAUSED:
            shown.task.resume()
            is_running = shown.is_running
            shown.state = TaskState.RUNNING if is_running else TaskState.WAITING
            self.touch(shown)

    def cancel(self, shown: LongTask) -> None:
        """End a task at its next step; what it has done stays done, and is told."""
        if shown.is_over:
            return
        shown.steps.is_unwanted.set()
        shown.task.resume()
        self._end(shown, TaskState.CANCELLED)
        # In this order: either it sees that it is unwanted, or this that it has begun.
        if not shown.steps.has_begun.is_set():
            shown.task.cancel()
            shown.done()

    def clear_ended(self) -> None:
        """Forget the tasks that are over."""
        self.beginResetModel()
        self._tasks = self.active()
        self.endResetModel()

    # --- what there is

    def active(self) -> list[LongTask]:
        """Return the tasks that are not over, the newest first."""
        return [each for each in self._tasks if not each.is_over]

    def tasks(self) -> list[LongTask]:
        """Return all tasks, the newest first."""
        return list(self._tasks)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._tasks)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = self._tasks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        return shown if role == self.TASK_ROLE else None

    def touch(self, shown: LongTask) -> None:
        """Say that a task is not as it was."""
        index = self.index(self._tasks.index(shown))
        self.dataChanged.emit(index, index)

    def _end(self, shown: LongTask, state: TaskState) -> None:
        shown.state = state
        shown.ended_at = time.monotonic()
        self.touch(shown)
        if len(self._tasks) > self._KEPT and self._tasks[-1].is_over:
            last = len(self._tasks) - 1
            self.beginRemoveRows(QModelIndex(), last, last)
            self._tasks.pop()
            self.endRemoveRows()


def _note(shown: LongTask, record: Record) -> None:
    """Keep what a record says about the task itself."""
    shown.is_running = True
    if shown.state is TaskState.WAITING:
        shown.state = TaskState.RUNNING
    shown.hindrance = record.reason if isinstance(record, Waiting) else None
    if isinstance(record, Progress | Stepped):
        shown.progress = record
