"""Speed and remaining time, from what was measured and nothing else."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

_WINDOW_S = 30.0
_FIRST_ESTIMATE_S = 2.0


@dataclass(slots=True)
class Pace:
    """Measures steps a second over the last half minute of work.

    Time between `pause` and `resume` does not count: while the stream waits for its
    reader (a paused task), nothing is slow.

    Args:
        clock: Seconds from any start, never running backwards.
    """

    clock: Callable[[], float] = time.monotonic
    _idle_s: float = 0.0
    _paused_at: float | None = None
    _marks: deque[tuple[float, int]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Start measuring."""
        self._marks.append((self.clock(), 0))

    def pause(self) -> None:
        """Stop the clock."""
        self._paused_at = self.clock()

    def resume(self) -> None:
        """Let the clock run on."""
        if self._paused_at is not None:
            self._idle_s += self.clock() - self._paused_at
            self._paused_at = None

    def mark(self, done: int) -> None:
        """Note how many steps are done by now."""
        now = self.clock() - self._idle_s
        self._marks.append((now, done))
        while len(self._marks) > 2 and self._marks[1][0] <= now - _WINDOW_S:
            self._marks.popleft()

    @property
    def rate_per_s(self) -> float:
        """Steps a second; 0 before the first."""
        (began, first), (ended, last) = self._marks[0], self._marks[-1]
        return (last - first) / (ended - began) if ended > began else 0.0

    def remaining_s(self, total: int) -> float | None:
        """Return the expected seconds until `total`; None while it is too early."""
        (began, _), (ended, done) = self._marks[0], self._marks[-1]
        rate = self.rate_per_s
        if not rate or ended - began < _FIRST_ESTIMATE_S:
            return None
        return max(0, total - done) / rate
