"""Worker processes for decoding: foreign bytes meet native decoders in there only.

Each task has a time-out, a memory limit and a process to crash in. A worker that hangs
or dies costs the one file it was working on.
"""

import logging
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import resource_tracker
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from photosearch.core.decode.task import DecodeFailure, DecodeLimits, DecodeTask
from photosearch.core.decode.worker import (
    Decode,
    WorkerStart,
    decode_photo,
    run_task,
    start_worker,
)
from photosearch.core.errors import PhotoSearchError
from photosearch.core.records import Decoded

logger = logging.getLogger(__name__)

T = TypeVar("T")
Outcome = Decoded | DecodeFailure

# Enough for the workers to go on while the caller encodes a batch.
_LOOK_AHEAD_PER_WORKER = 16
# A picture to look for faces in takes almost 2 MB: on large machines fewer wait.
_LOOK_AHEAD = 128
# Native decoders leak; a fresh worker every so often keeps memory level.
_TASKS_PER_WORKER = 2000
_MAX_RESTARTS = 3


@dataclass(slots=True)
class _Job(Generic[T]):
    key: T
    task: DecodeTask
    outcome: "Future[Outcome]"


class DecodePool:
    """A few worker processes that decode photos, in order, a little ahead of need.

    They are started by the first task. One `map` runs at a time.
    """

    def __init__(self, workers: int, limits: DecodeLimits, decode: Decode) -> None:
        self._workers = workers
        self._limits = limits
        self._decode = decode
        self._look_ahead = min(
            workers * _LOOK_AHEAD_PER_WORKER, max(_LOOK_AHEAD, 2 * workers)
        )
        # A task waits for at most all those ahead of it to time out.
        self._stalled_s = limits.timeout_s * (_LOOK_AHEAD_PER_WORKER + 1) + 60
        self._processes: ProcessPool | None = None
        self._waiting: Iterable[_Job[Any]] = ()
        self._is_abandoned = False

    def map(
        self, tasks: Iterable[tuple[T, DecodeTask]]
    ) -> Generator[tuple[T, Outcome], None, None]:
        """Decode photos; closing the generator ends the work under way.

        Args:
            tasks: Pairs of a key of the caller's and a task; pulled a little ahead.

        Yields:
            Each key with what became of its task, in the order of `tasks`.

        Raises:
            PhotoSearchError: No worker process can be started.
            CancelledError: Another thread called `abandon`.
        """
        waiting: deque[_Job[T]] = deque()
        self._waiting = waiting
        source = iter(tasks)
        try:
            while True:
                for key, task in islice(source, self._look_ahead - len(waiting)):
                    waiting.append(_Job(key, task, self._submit(task)))
                if not waiting:
                    return
                outcome = self._first_outcome(waiting)
                yield waiting.popleft().key, outcome
        finally:
            if waiting:
                self.close()

    def close(self) -> None:
        """End the worker processes at once; the next `map` starts new ones."""
        # Another thread may close at the same time.
        processes, self._processes = self._processes, None
        if processes is not None:
            processes.stop()  # type: ignore[no-untyped-call]
            processes.join()

    def abandon(self) -> None:
        """End for good: the processes, and the `map` that another thread iterates.

        Where that thread is just starting processes, it takes another call.
        """
        self._is_abandoned = True
        self.close()
        for job in tuple(self._waiting):
            job.outcome.cancel()

    def _submit(self, task: DecodeTask) -> "Future[Outcome]":
        self._require_wanted()
        # Another thread may close at the same time.
        processes = self._processes
        if processes is None:
            processes = self._processes = ProcessPool(
                max_workers=self._workers,
                max_tasks=_TASKS_PER_WORKER,
                initializer=start_worker,
                initargs=(WorkerStart(self._limits.memory_bytes),),
                context=multiprocessing.get_context("spawn"),
            )
        try:
            with _interrupts_held_back():
                return processes.schedule(
                    run_task,
                    args=(self._decode, task, self._limits),
                    timeout=self._limits.timeout_s,
                )
        except RuntimeError as error:  # the pool gave up since the last task
            broken: Future[Outcome] = Future()
            broken.set_exception(BrokenProcessPool(str(error)))
            return broken

    def _require_wanted(self) -> None:
        if self._is_abandoned:
            raise CancelledError

    def _first_outcome(self, waiting: deque[_Job[T]]) -> Outcome:
        for _ in range(_MAX_RESTARTS):
            first = waiting[0].outcome
            self._require_wanted()
            try:
                error = first.exception(self._stalled_s)
            except TimeoutError:
                self._restart(waiting)
                continue
            # A worker that was ended in the middle looks like one that crashed.
            self._require_wanted()
            match error:
                case None:
                    return first.result()
                case ProcessExpired():
                    return DecodeFailure("the decoder crashed")
                case TimeoutError():
                    limit_s = self._limits.timeout_s
                    return DecodeFailure(f"timed out after {limit_s:g} s")
                case BrokenProcessPool():
                    self._restart(waiting)
                case Exception():
                    # A decoder that stumbles in a way nobody foresaw costs its file.
                    name = type(error).__name__
                    logger.debug("%s", name, exc_info=error)
                    return DecodeFailure(f"the decoder failed ({name}: {error})")
                case _:
                    raise error
        raise PhotoSearchError("the worker processes that decode photos do not start")

    def _restart(self, waiting: deque[_Job[T]]) -> None:
        """Begin anew with every task that has no outcome yet.

        The pool gives up when a worker is killed between two tasks, and stalls when
        one is killed while it hands over its result.
        """
        self.close()
        for job in waiting:
            if not job.outcome.done() or isinstance(
                job.outcome.exception(), BrokenProcessPool
            ):
                job.outcome = self._submit(job.task)


@contextmanager
def _interrupts_held_back() -> Generator[None, None, None]:
    """Keep Ctrl-C from what is started meanwhile; it acts at the end of the block.

    A terminal sends it to every process. Workers, and the threads that start more of
    them, inherit that it is held back, so that a worker that is just starting does not
    print a traceback; the pool ends them by other signals.
    """
    if sys.platform == "win32":
        with _interrupts_postponed():
            yield
        return
    # Starting its tracker, multiprocessing would let interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _interrupts_postponed():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_postponed() -> Generator[None, None, None]:
    """Let Ctrl-C act at the end of a block.

    Blocking the signal does not do that: the system hands it to any other thread, such
    as one of onnxruntime's, and Python interrupts the main thread all the same. Half
    started, a worker would find that the rest of its orders never comes.
    """
    handler = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or handler is None:
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def open_pool(
    workers: int, limits: DecodeLimits, decode: Decode = decode_photo
) -> Generator[DecodePool, None, None]:
    """Provide worker processes for as long as the context lasts.

    Args:
        workers: How many processes.
        limits: What one file may cost.
        decode: A function at the top level of a module, run in the workers.
    """
    pool = DecodePool(workers, limits, decode)
    try:
        yield pool
    finally:
        pool.close()
