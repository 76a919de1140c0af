"""Tells whoever follows a retraining how far it is, and how long it will take."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from photosearch.spec.retraining import Stage, Stepped
from trainer.following import Follower

TELL_EVERY_S = 0.5


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expected seconds of each stage.

    Attributes:
        reading_s: Describing the views of all photos.
        learning_s: All steps.
        measuring_s: Before and after.
        exporting_s: The model file.
    """

    reading_s: float
    learning_s: float
    measuring_s: float
    exporting_s: float

    @property
    def total_s(self) -> float:
        """Seconds of everything."""
        return sum(self.of(stage) for stage in Stage)

    def of(self, stage: Stage) -> float:
        """Return the seconds of a stage."""
        match stage:
            case Stage.READING:
                return self.reading_s
            case Stage.LEARNING:
                return self.learning_s
            case Stage.MEASURING:
                return self.measuring_s
            case Stage.EXPORTING:
                return self.exporting_s

    def after(self, stage: Stage) -> float:
        """Return the seconds of all later stages."""
        stages = list(Stage)
        return sum(self.of(each) for each in stages[stages.index(stage) + 1 :])


class Teller:
    """Passes events on, at most a few a second.

    Args:
        follower: Whoever follows.
        clock: Seconds.

    Attributes:
        held_s: Seconds of all pauses.
    """

    def __init__(
        self, follower: Follower, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.follower = follower
        self._clock = clock
        self._forecast: Forecast | None = None
        self._stage: Stage | None = None
        self._started_s = self._told_s = 0.0
        self._first_done = 0
        self._failed = 0
        self.held_s = 0.0

    def expect(self, forecast: Forecast) -> None:
        """Take over how long each stage is expected to take."""
        self._forecast = forecast
        self._stage = None

    def wait(self) -> None:
        """Return at once, or after a pause.

        Raises:
            StoppedByUser: The run is to stop.
        """
        before = self._clock()
        self.follower.wait()
        held_s = self._clock() - before
        # A pause is no work: it must not make the rest look longer.
        self._started_s += held_s
        self.held_s += held_s

    def reading(self, done: int, failed: int, total: int) -> None:
        """Tell how many photos were looked at, and how many of them cannot be used."""
        self._failed = failed
        self.step(Stage.READING, done, total)

    def step(
        self,
        stage: Stage,
        done: int,
        total: int,
        figures: Mapping[str, float] | None = None,
    ) -> None:
        """Tell a step; those between the first and the last may be left out."""
        now = self._clock()
        if stage is not self._stage:
            self._stage, self._started_s, self._first_done = stage, now, done
        elif done < total and not figures and now < self._told_s + TELL_EVERY_S:
            return
        self._told_s = now
        left_s = self._left_s(stage, done, total, now)
        said = dict(figures or {})
        self.follower.tell(Stepped(stage, done, total, self._failed, left_s, said))

    def _left_s(self, stage: Stage, done: int, total: int, now: float) -> float | None:
        if self._forecast is None:
            return None
        # Of the first look at photos, half of reading, nothing is expected: it is over
        # before anything is.
        units = total / 2 if stage is Stage.READING else total
        unit_s = self._forecast.of(stage) / max(1, units)
        fresh = done - self._first_done
        if fresh > 0:
            # What was measured counts more, the more of it there is.
            share = min(1.0, 4 * fresh / max(1, total))
            measured_s = (now - self._started_s) / fresh
            unit_s = share * measured_s + (1 - share) * unit_s
        return unit_s * (total - done) + self._forecast.after(stage)
