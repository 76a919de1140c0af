"""One retraining: its folder, how it stands, and what can be done with it."""

import os
import shutil
import threading
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from photosearch.core.errors import RetrainError
from photosearch.core.retraining.options import RetrainOptions, arguments
from photosearch.core.retraining.process import TrainerProcess, events_of
from photosearch.core.retraining.requirements import TRAINER
from photosearch.spec.locking import RUN_LOCK, lock, open_lock
from photosearch.spec.retraining import (
    Event,
    Failed,
    Finished,
    Order,
    Stage,
    Stepped,
    to_line,
)
from photosearch.spec.retraining_report import Report, ReportError, read_report

OPTIONS_FILE = "run.json"

_SAID_FILE = "events.jsonl"
_LOG_FILE = "log.txt"
_PAUSED_FILE = "paused"
_LAST_BYTES = 2**16
_NOTHING_YET = Stepped(Stage.READING, 0, 0, 0, None, {})
# A window that closes must not wait for long; what is still saving holds the lock.
_STOP_S = 1.5
_DISCARD_S = 30.0
_LOOK_S = 0.1


class State(StrEnum):
    """How a retraining stands."""

    NEW = "new"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    PAUSED = "paused"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(slots=True)
class Run:
    """One retraining; everything about it lies in its folder.

    Attributes:
        folder: Where the trainer writes, its report and model included.
        options: What was chosen.
        command: The program that trains.
        trainer: Its process while `events` follows it here; None at other times.
    """

    folder: Path
    options: RetrainOptions
    command: Sequence[str] = TRAINER
    trainer: TrainerProcess | None = field(
        default=None, init=False, repr=False, compare=False
    )
    _ordering: threading.Lock = field(
        default_factory=threading.Lock, init=False, repr=False, compare=False
    )

    def state(self) -> State:
        """Tell how it stands, by what its folder holds."""
        is_running = self.trainer is not None or self._is_locked()
        last = self.last()
        if isinstance(last, Finished) and not is_running:
            return State.FINISHED
        if isinstance(last, Failed) and not is_running:
            return State.FAILED
        if self.is_paused:
            return State.PAUSED
        if is_running:
            return State.RUNNING
        return State.NEW if last is None else State.INTERRUPTED

    @property
    def is_paused(self) -> bool:
        """Whether somebody paused it, be it in an earlier run of the program."""
        return (self.folder / _PAUSED_FILE).exists()

    def told(self) -> tuple[Event, ...]:
        """Return all that its trainers said so far, for the curves."""
        return self._told_in_last(None)

    def last(self) -> Event | None:
        """Return what its trainer said last; None if nothing yet."""
        told = self._told_in_last(_LAST_BYTES)
        return told[-1] if told else None

    def report(self) -> Report:
        """Read the report of a finished retraining.

        Raises:
            RetrainError: There is none, or it is damaged.
        """
        try:
            return read_report(self.folder / self._finished().report.name)
        except ReportError as error:
            raise RetrainError(str(error)) from error

    def model(self) -> Path:
        """Return the model file of a finished retraining.

        Raises:
            RetrainError: There is none.
        """
        # By its name: the library may lie elsewhere by now.
        model = self.folder / self._finished().model.name
        if not model.is_file():
            raise RetrainError(f"the model {model} is gone")
        return model

    def events(self) -> Generator[Event, None, None]:
        """Start, or go on; iterate to the end or close to stop.

        Closing tells the trainer to stop, which saves what it has. If this program is
        killed, the trainer notices that and does the same.

        Yields:
            What the trainer says; its last step again where it is silent for half a
            second, so that whoever iterates may stop. The last one is `Finished` or
            `Failed`, unless somebody stopped the trainer.

        Raises:
            RetrainError: The trainer cannot be started.
        """
        words = ["train", *arguments(self.options, self.folder), "--events"]
        said, log = self.folder / _SAID_FILE, self.folder / _LOG_FILE
        trainer = TrainerProcess(self.command, words, said, log)
        with self._ordering:
            self.trainer = trainer
            if self.is_paused:
                trainer.order(Order.PAUSE)
        try:
            yield from self._follow(trainer)
        finally:
            with self._ordering:
                self.trainer = None
            trainer.stop(_STOP_S)

    def pause(self) -> None:
        """Hold it, also after the program is closed; any thread may call this.

        Raises:
            RetrainError: The disk refuses.
        """
        self._hold(is_paused=True)

    def resume(self) -> None:
        """Let it go on; any thread may call this.

        Raises:
            RetrainError: The disk refuses.
        """
        self._hold(is_paused=False)

    def discard(self, wait_s: float = _DISCARD_S) -> None:
        """Delete it with all that it made.

        Args:
            wait_s: How long a trainer is given that still saves.

        Raises:
            RetrainError: A trainer is still busy with it, or the disk refuses.
        """
        end_s = time.monotonic() + wait_s
        while self._is_locked():
            if time.monotonic() >= end_s:
                raise RetrainError(
                    f"a trainer still works in {self.folder}: try again in a moment"
                )
            time.sleep(_LOOK_S)
        try:
            shutil.rmtree(self.folder)
        except OSError as error:
            raise _refused(f"cannot delete {self.folder}", error) from error

    def _follow(self, trainer: TrainerProcess) -> Generator[Event, None, None]:
        step, is_told = _NOTHING_YET, False
        for event in trainer.events():
            is_told = is_told or isinstance(event, Finished | Failed)
            step = event if isinstance(event, Stepped) else step
            if event is not None:
                yield event
            elif not is_told:
                yield step
        if trainer.status and not is_told:
            failed = Failed(f"the trainer ended unexpectedly: {trainer.last_words()}")
            with (self.folder / _SAID_FILE).open("a", encoding="utf-8") as file:
                file.write(to_line(failed) + "\n")
            yield failed

    def _hold(self, *, is_paused: bool) -> None:
        mark = self.folder / _PAUSED_FILE
        with self._ordering:
            try:
                mark.touch() if is_paused else mark.unlink(missing_ok=True)
            except OSError as error:
                raise _refused(f"cannot write to {self.folder}", error) from error
            if self.trainer is not None:
                self.trainer.order(Order.PAUSE if is_paused else Order.RESUME)

    def _told_in_last(self, most_bytes: int | None) -> tuple[Event, ...]:
        """Read events from the last bytes of what was said; from all if None."""
        try:
            with (self.folder / _SAID_FILE).open("rb") as file:
                length = file.seek(0, os.SEEK_END)
                file.seek(0 if most_bytes is None else max(0, length - most_bytes))
                content = file.read()
        except OSError:
            return ()
        # A first line that was cut in two is no event; a last one comes later.
        return tuple(events_of(content.split(b"\n")[:-1]))

    def _finished(self) -> Finished:
        last = self.last()
        if not isinstance(last, Finished):
            raise RetrainError("this retraining is not finished")
        return last

    def _is_locked(self) -> bool:
        """Tell whether a trainer is at work in the folder, of whatever program."""
        if not (self.folder / RUN_LOCK).exists():
            return False
        try:
            descriptor = open_lock(self.folder / RUN_LOCK)
        except OSError:
            return False  # it was deleted meanwhile, or nobody here can lock it
        try:
            return not lock(descriptor)
        finally:
            os.close(descriptor)


def _refused(what: str, error: OSError) -> RetrainError:
    return RetrainError(f"{what} ({(error.strerror or 'no reason').lower()})")
