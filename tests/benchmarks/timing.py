"""Times of repeated work."""

import statistics
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Run something once and return how long it took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def medians_in_turn(
    one: Callable[[], object], other: Callable[[], object], times: int
) -> tuple[float, float]:
    """Return the median seconds of two works, run in turn so that both see one load."""
    pairs = [(seconds(one), seconds(other)) for _ in range(times)]
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
    )
