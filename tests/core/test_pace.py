import pytest

from photosearch.core.pace import Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_that_the_rate_is_steps_over_seconds(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now = 4
    pace.mark(20)
    assert (5, 16) == (pace.rate_per_s, pace.remaining_s(100))


def test_that_there_is_no_estimate_in_the_first_moment(clock: Clock) -> None:
    pace = Pace(clock)
    assert (0, None) == (pace.rate_per_s, pace.remaining_s(100))
    clock.now = 0.5
    pace.mark(20)
    assert pace.remaining_s(100) is None


def test_that_a_pause_does_not_slow_the_rate(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now = 4
    pace.pause()
    clock.now = 1000
    pace.resume()
    pace.mark(20)
    assert pace.rate_per_s == 5


def test_that_only_the_last_half_minute_counts(clock: Clock) -> None:
    pace = Pace(clock)
    for second in range(1, 101):
        clock.now = second
        pace.mark(second if second <= 50 else 50 + 10 * (second - 50))
    assert pace.rate_per_s == 10


def test_that_nothing_remains_past_the_end(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now = 4
    pace.mark(20)
    assert pace.remaining_s(10) == 0
