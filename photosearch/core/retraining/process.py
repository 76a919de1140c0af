"""A trainer in a process of its own: what it says, and what it is told.

What it says goes into a file, not through a pipe: nobody has to read it for the trainer
to go on, and what was said before can be read again.
"""

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from photosearch.core.errors import RetrainError
from photosearch.core.retraining.requirements import (
    TRAINER,
    trainer_place,
    why_impossible,
)
from photosearch.spec.retraining import Event, Order, from_line

logger = logging.getLogger(__name__)

# How often the file is looked at, and how often whoever iterates may stop.
_LOOK_S = 0.1
_BEAT_S = 0.5
_LOG_TAIL_BYTES = 4096


class TrainerProcess:
    """A running trainer.

    Args:
        command: The program that trains, with its first arguments.
        words: What it is to do.
        said: File that gets its events, behind what is there.
        log: File that gets its log and its errors, behind what is there.

    Raises:
        RetrainError: It cannot be started.
    """

    def __init__(
        self, command: Sequence[str], words: Sequence[str], said: Path, log: Path
    ) -> None:
        place = _place(command)
        try:
            with said.open("ab") as events, log.open("ab") as errors:
                _end_line(said, events)
                self._read_from = events.tell()
                self._process = subprocess.Popen(
                    [*command, *words],
                    stdin=subprocess.PIPE,
                    stdout=events,
                    stderr=errors,
                    cwd=place,
                    **_apart(),
                )
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}".lower()
            raise RetrainError(f"the trainer cannot be started ({reason})") from error
        self._said = said
        self._log = log
        _give_way(self._process.pid)

    @property
    def status(self) -> int | None:
        """The exit status; None while it runs."""
        return self._process.poll()

    def order(self, order: Order) -> None:
        """Tell it something, unless it has ended."""
        if self._process.stdin is not None:
            with suppress(OSError, ValueError):
                self._process.stdin.write(f"{order}\n".encode())
                self._process.stdin.flush()

    def events(self) -> Generator[Event | None, None, None]:
        """Yield what it says until it ends.

        Yields:
            Events, and None where it has said nothing for half a second, so that
            whoever iterates may stop.
        """
        waiting = b""
        beat_s = time.monotonic() + _BEAT_S
        is_over = False
        with self._said.open("rb") as file:
            file.seek(self._read_from)
            while not is_over:
                # Asked before reading, so that its last words are read, too.
                is_over = self.status is not None
                *lines, waiting = (waiting + file.read()).split(b"\n")
                if lines:
                    yield from events_of(lines)
                elif time.monotonic() >= beat_s:
                    yield None
                else:
                    time.sleep(_LOOK_S)
                    continue
                beat_s = time.monotonic() + _BEAT_S

    def stop(self, timeout_s: float) -> bool:
        """Tell it to stop and wait; False if it is still busy with saving then."""
        self.order(Order.STOP)
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self.stop(timeout_s=60)

    def last_words(self) -> str:
        """Return one line about why it ended: of its log, or what the system says."""
        if sys.platform != "win32" and self.status == -signal.SIGKILL:
            return "it was killed, perhaps because the memory ran out"
        if self.status is not None and self.status < 0:
            return f"it was ended by signal {-self.status}"
        return self._last_line() or f"exit status {self.status}"

    def _last_line(self) -> str:
        with self._log.open("rb") as file:
            file.seek(max(0, self._log.stat().st_size - _LOG_TAIL_BYTES))
            lines = file.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


def events_of(lines: Sequence[bytes]) -> Generator[Event, None, None]:
    """Yield the events among some lines; a line cut short by a crash is none."""
    for line in lines:
        try:
            yield from_line(line.decode())
        except ValueError as error:
            logger.debug("%s", error)


def _place(command: Sequence[str]) -> Path | None:
    """Return the folder to start in; None for any."""
    if tuple(command) != TRAINER:
        return None
    if reason := why_impossible():
        raise RetrainError(reason)
    return trainer_place()


def _end_line(file: Path, end: BinaryIO) -> None:
    """End the line that a killed trainer left behind half written."""
    with file.open("rb") as content:
        if content.seek(0, 2) and content.seek(-1, 2) and content.read(1) != b"\n":
            end.write(b"\n")
            end.flush()
    end.seek(0, 2)


def _apart() -> dict[str, Any]:
    """Keep Ctrl-C in a terminal from the trainer: it ends with its input."""
    if sys.platform == "win32":
        return {
            "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.CREATE_NO_WINDOW
        }
    return {"start_new_session": True}


def _give_way(process: int) -> None:
    """Let everything else on the computer go first."""
    nice = psutil.BELOW_NORMAL_PRIORITY_CLASS if sys.platform == "win32" else 5
    with suppress(psutil.Error):
        psutil.Process(process).nice(nice)
