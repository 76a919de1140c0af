"""The one bridge between core, which takes its time, and the window, which may not.

Work runs on plain threads; what it yields, returns or raises comes back to the GUI
thread through a single signal of a single object that lives as long as the window.
"""

import logging
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

from photosearch.core.errors import PhotoSearchError

logger = logging.getLogger(__name__)

T = TypeVar("T")
Failure = Callable[[PhotoSearchError], None]


class Lane(Enum):
    """Where work waits for its turn; the value is the number of threads.

    Attributes:
        WORK: Long tasks that write, one after the other.
        WATCH: The one thread that waits for changes in folders.
        QUERY: Searching; the newest query matters, older ones are cancelled.
        READ: Short questions to the library.
        PICTURES: Thumbnails and pictures to show.
        TRAINING: A retraining, and an estimate of another: both wait for a process.
    """

    WORK = (0, 1)
    WATCH = (1, 1)
    QUERY = (2, 2)
    READ = (3, 2)
    PICTURES = (4, 3)
    TRAINING = (5, 2)

    @property
    def threads(self) -> int:
        """How many threads serve the lane."""
        return self.value[1]


class Task:
    """A handle to work that was handed to the bridge.

    After `cancel` no callback of the task runs any more.
    """

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self.is_over = False

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody lost interest."""
        return self.stop.is_set()

    @property
    def is_paused(self) -> bool:
        """Whether the work waits for `resume`."""
        return not self._may_go_on.is_set()

    def cancel(self) -> None:
        """End the work at its next step and forget what it would have said."""
        self.stop.set()
        self._may_go_on.set()

    def pause(self) -> None:
        """Hold a generator after its current step."""
        self._may_go_on.clear()

    def resume(self) -> None:
        """Let a held generator go on."""
        self._may_go_on.set()

    def wait_while_paused(self) -> None:
        """Block the working thread until `resume` or `cancel`."""
        self._may_go_on.wait()


class Bridge(QObject):
    """Runs work beside the GUI thread and brings its results back, in order.

    Signals:
        idle: No lane has anything left to do.
    """

    _arrived = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(lane.threads, f"{lane.name.lower()}")
            for lane in Lane
        }
        self._running: set[Task] = set()
        self._is_closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # --- work

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failure,
    ) -> Task:
        """Call `work` on a thread, then `done` with its result on the GUI thread.

        Args:
            lane: Where it waits for its turn.
            work: Touches no widget and no QPixmap; QImage is fine.
            done: Gets what `work` returned.
            failed: Gets an expected failure; a bug reaches the crash dialog.
        """

        def steps(task: Task) -> None:
            result = work()
            self._post(task, lambda: done(result))

        return self._start(lane, steps, failed)

    def follow(
        self,
        lane: Lane,
        records: Callable[[], Generator[T, None, Any]],
        each: Callable[[T], None],
        done: Callable[[], None],
        failed: Failure,
    ) -> Task:
        """Iterate a generator of core on a thread.

        Args:
            lane: Where it waits for its turn.
            records: Makes the generator, on the thread that iterates it.
            each: Gets every record on the GUI thread.
            done: Called after the last one; not after `cancel`.
            failed: Gets an expected failure; a bug reaches the crash dialog.
        """

        def steps(task: Task) -> None:
            generator = records()
            try:
                for record in generator:
                    self._post(task, lambda record=record: each(record))  # type: ignore[misc]
                    task.wait_while_paused()
                    if task.is_cancelled:
                        return
            finally:
                generator.close()
            self._post(task, done)

        return self._start(lane, steps, failed)

    def stop(self) -> None:
        """Cancel everything; nothing new is taken, and nothing more is told."""
        self._is_closed = True
        for task in tuple(self._running):
            task.cancel()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Cancel everything and wait until all threads have ended."""
        self.stop()
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        self._running.clear()

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self._running

    # --- the crossing

    def _start(
        self, lane: Lane, steps: Callable[[Task], None], failed: Failure
    ) -> Task:
        task = Task()
        if self._is_closed:
            task.cancel()
            return task
        self._running.add(task)

        def on_thread() -> None:
            try:
                if not task.is_cancelled:
                    steps(task)
            except PhotoSearchError as error:
                self._post(task, lambda error=error: failed(error))  # type: ignore[misc]

        def on_end(future: Future[None]) -> None:
            bug = None if future.cancelled() else future.exception()
            self._post_always(lambda: self._end(task, bug))

        self._pools[lane].submit(on_thread).add_done_callback(on_end)
        return task

    def _post(self, task: Task, call: Callable[[], None]) -> None:
        """Have `call` made on the GUI thread unless the task is cancelled by then."""
        self._post_always(lambda: None if task.is_cancelled else call())

    def _post_always(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            signal: SignalInstance = self._arrived
            signal.emit(call)

    def _deliver(self, call: Callable[[], None]) -> None:
        if not self._is_closed:
            call()

    def _end(self, task: Task, bug: BaseException | None) -> None:
        task.is_over = True
        self._running.discard(task)
        if not self._running:
            self.idle.emit()
        if bug is not None:
            raise bug  # reaches the crash dialog
