"""Who follows a training: the person at the console, or the program that started it.

A recipe tells a `Follower` what happens, and calls `wait` between steps, where nothing
is lost if it stops.
"""

import logging
import os
import threading
import time
from contextlib import suppress
from typing import Protocol, TextIO

from typing_extensions import override

from photosearch.spec.retraining import (
    Estimated,
    Event,
    Failed,
    Finished,
    Order,
    Stepped,
    to_line,
)
from trainer.errors import TrainerError

logger = logging.getLogger(__name__)

_LINE_EVERY_S = 5.0
_CHUNK_BYTES = 1024


class StoppedByUser(TrainerError):  # noqa: N818 - nothing went wrong
    """Whoever follows the training asked it to stop."""

    def __init__(self) -> None:
        super().__init__("stopped; the same command goes on from here")


class Follower(Protocol):
    """Whoever is told about a training and may hold or stop it."""

    def tell(self, event: Event) -> None:
        """Tell what happened.

        Raises:
            StoppedByUser: Nobody listens any more.
        """

    def wait(self) -> None:
        """Return at once, or after a pause.

        Raises:
            StoppedByUser: The training is to stop.
        """


class Console(Follower):
    """Logs a short line every few seconds; Ctrl-C stops."""

    def __init__(self) -> None:
        self._stage = ""
        self._next_s = 0.0

    @override
    def tell(self, event: Event) -> None:
        if isinstance(event, Stepped):
            # The first and the last step of a stage are always told.
            is_edge = event.stage != self._stage or event.done == event.total
            if not is_edge and time.monotonic() < self._next_s:
                return
            self._stage = event.stage
            self._next_s = time.monotonic() + _LINE_EVERY_S
        logger.info("%s", in_words(event))

    @override
    def wait(self) -> None:
        """Return at once: Ctrl-C is what stops a console."""


class Pipe(Follower):
    """Writes events as lines and takes orders; see `spec.retraining`.

    Args:
        events: Where lines are written.
        orders: Descriptor that orders are read from; its end means stop.
    """

    def __init__(self, events: TextIO, orders: int) -> None:
        self._events = events
        self._may_go_on = threading.Event()
        self._may_go_on.set()
        self._is_stopped = False
        # A daemon, because nothing else ends a thread that waits for input.
        reader = threading.Thread(target=self._read, args=[orders], daemon=True)
        reader.start()

    @property
    def is_held(self) -> bool:
        """Whether the training is to pause."""
        return not self._may_go_on.is_set()

    @override
    def tell(self, event: Event) -> None:
        try:
            self._events.write(to_line(event) + "\n")
            self._events.flush()
        except BrokenPipeError as error:
            raise StoppedByUser from error

    @override
    def wait(self) -> None:
        self._may_go_on.wait()
        if self._is_stopped:
            raise StoppedByUser

    def _read(self, orders: int) -> None:
        """Follow orders until the end of the input."""
        waiting = b""
        with suppress(OSError):
            # No buffered file: a program cannot end while one is being read.
            while chunk := os.read(orders, _CHUNK_BYTES):
                *lines, waiting = (waiting + chunk).split(b"\n")
                for line in lines:
                    self._follow(line.decode(errors="replace").strip())
        self._follow(Order.STOP)

    def _follow(self, word: str) -> None:
        if word == Order.PAUSE:
            self._may_go_on.clear()
        elif word == Order.RESUME:
            self._may_go_on.set()
        elif word == Order.STOP:
            self._is_stopped = True
            self._may_go_on.set()
        else:
            known = ", ".join(Order)
            logger.warning("order %r is not known (known: %s)", word, known)


def in_words(event: Event) -> str:
    """Say what happened in one line."""
    if isinstance(event, Estimated):
        times = f"about {_minutes(event.cpu_minutes)} on the processor"
        if event.gpu_minutes is not None:
            times += f", {_minutes(event.gpu_minutes)} on the graphics card"
        return f"{event.photos} photos: {times}; {event.device}"
    if isinstance(event, Finished):
        return f"wrote {event.report} and {event.model}"
    if isinstance(event, Failed):
        return event.reason
    steps = f"{event.done} of {event.total}" if event.total else f"{event.done}"
    words = [f"{event.stage} {steps}"]
    if event.failed:
        words.append(f"{event.failed} unreadable")
    words += [f"{name} {value:.3f}" for name, value in event.figures.items()]
    if event.remaining_s is not None:
        words.append(f"{_minutes(event.remaining_s / 60)} left")
    return ", ".join(words)


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return f"{minutes * 60:.0f} s"
    return f"{minutes:.0f} min"
