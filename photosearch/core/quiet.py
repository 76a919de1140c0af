"""Whether the computer has better things to do than to index photos."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol, TypeVar

import psutil

from photosearch.core.records import Hindrance, Waiting

T = TypeVar("T")

_BUSY_SHARE = 0.25
_LOOK_EVERY_S = 2.0
_WAIT_S = 1.0


class Surroundings(Protocol):
    """What hinders long work, if anything does."""

    def hindrance(self) -> Hindrance | None:
        """Return the reason to wait; asked as often as one likes."""
        ...


@dataclass(frozen=True, slots=True)
class Load:
    """What the computer has done so far.

    Attributes:
        at_s: When this was so, in seconds from any start.
        busy_s: Seconds that all processors together worked.
        own_s: What of it was this program and its workers.
        is_on_battery: Whether no mains power feeds it now.
    """

    at_s: float
    busy_s: float
    own_s: float
    is_on_battery: bool


def load_of_computer() -> Load:
    """Look at this computer."""
    times = psutil.cpu_times()
    return Load(
        at_s=time.monotonic(),
        busy_s=times.user + times.system,
        own_s=_own_s(),
        is_on_battery=_is_on_battery(),
    )


class Computer:
    """This computer: its battery, and what other programs ask of its processors.

    Args:
        look: Tells its load.
        processors: How many it has.
    """

    def __init__(
        self,
        look: Callable[[], Load] = load_of_computer,
        processors: int | None = None,
    ) -> None:
        self._look = look
        self._processors = processors or psutil.cpu_count() or 1
        self._before = look()
        self._hindrance = Hindrance.BATTERY if self._before.is_on_battery else None

    def hindrance(self) -> Hindrance | None:
        """Return the reason to wait; over less than two seconds the last one holds."""
        now = self._look()
        elapsed_s = now.at_s - self._before.at_s
        if elapsed_s >= _LOOK_EVERY_S:
            # A worker that ends takes its account with it.
            own_s = max(0.0, now.own_s - self._before.own_s)
            others_s = now.busy_s - self._before.busy_s - own_s
            is_busy = others_s > _BUSY_SHARE * elapsed_s * self._processors
            self._hindrance = Hindrance.BUSY if is_busy else None
            if now.is_on_battery:
                self._hindrance = Hindrance.BATTERY
            self._before = now
        return self._hindrance


def considerately(
    events: Generator[T, None, None],
    surroundings: Surroundings,
    sleep: Callable[[float], None] = time.sleep,
) -> Generator[T | Waiting, None, None]:
    """Pass events on, and hold their source while something hinders it.

    Yields:
        The events, and a `Waiting` every second in between while they are held.
    """
    with closing(events):
        for event in events:
            yield event
            while (hindrance := surroundings.hindrance()) is not None:
                yield Waiting(hindrance)
                sleep(_WAIT_S)


def _is_on_battery() -> bool:
    # Not every system tells.
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


def _own_s() -> float:
    """Seconds that this program and its worker processes worked."""
    mine = psutil.Process()
    total = sum(mine.cpu_times()[:2])
    for child in mine.children(recursive=True):
        try:
            total += sum(child.cpu_times()[:2])
        except psutil.Error:  # it has just ended
            continue
    return float(total)
