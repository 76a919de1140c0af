"""How far photos are from a query: what a slider over distances shows and tells."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Found
from photosearch.gui.models.search import MANY

Counts = npt.NDArray[np.int64]
Heights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """The distances of a library's photos from a query, in bits.

    Attributes:
        histogram: (bits + 1,) int64, how many photos lie at each distance.
        cut: The largest distance of a photo that is close enough; -1 without one.
        last: Photos up to this distance can be shown, if more of them are asked for.
        shown: Photos up to this distance have been fetched; all that lie within.
    """

    histogram: Counts = field(default_factory=lambda: np.zeros(1, np.int64))
    cut: int = -1
    last: int = 0
    shown: int = 0
    _within: Counts = field(default_factory=lambda: np.zeros(1, np.int64))
    _by_chance: Heights = field(default_factory=lambda: np.zeros(1))

    def photos_within(self, distance: int) -> int:
        """How many of the photos that were found lie within a distance."""
        return int(self._within[distance])

    def expected_by_chance(self, distance: int) -> float:
        """How many photos that have nothing to do with the query lie within it."""
        return float(self._by_chance[distance])

    def heights(self) -> Heights:
        """Return the heights (last + 1,) of bars, from 0 to 1.

        They grow as the square root of the number of photos: beside the thousands that
        are unlike, the few that are alike would not be seen.
        """
        bars = np.sqrt(self.histogram[: self.last + 1])
        return bars / max(float(bars.max()), 1.0)


def distances_of(found: Found) -> Distances:
    """Return what a slider needs to know of a result."""
    bits = len(found.histogram) - 1
    counts = np.bincount(found.distances, minlength=bits + 1).astype(np.int64)
    worst = np.zeros(bits + 1)
    np.maximum.at(worst, found.distances, found.scores)
    fetched = int(found.distances.max(initial=0))
    reach = np.searchsorted(np.cumsum(found.histogram), MANY)
    occupied = int(np.flatnonzero(found.histogram).max(initial=0))
    return Distances(
        histogram=found.histogram,
        cut=found.cut,
        last=max(min(int(reach), occupied), fetched),
        shown=fetched,
        _within=np.cumsum(counts),
        _by_chance=np.maximum.accumulate(worst) * float(found.histogram.sum()),
    )
