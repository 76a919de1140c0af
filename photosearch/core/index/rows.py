"""Ids and their codes in plain arrays, in the order of the ids.

Rows are never changed in place: a search goes on with those that it began with while
another thread adds or removes some.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes

_GROWTH = 1.5
_SMALLEST = 1024

# Many ids are found faster by marking them in a table than one by one, unless
# most ids of the range belong to photos that are gone.
_MANY, _SPARSE = 16, 8


@dataclass(frozen=True, slots=True)
class Rows:
    """One state of an index.

    Attributes:
        ids: (capacity,) int64, the first `count` in use and ascending.
        codes: (capacity, ..., bytes) uint8, whatever belongs to an id.
    """

    ids: PhotoIds
    codes: Codes
    count: int

    @property
    def ids_in_use(self) -> PhotoIds:
        """All ids, ascending, (count,) int64; a view."""
        return self.ids[: self.count]

    @property
    def codes_in_use(self) -> Codes:
        """The codes of all ids, (count, ..., bytes) uint8; a view."""
        return self.codes[: self.count]

    def positions(self, ids: PhotoIds) -> npt.NDArray[np.intp]:
        """Find where those of some ids are that are there.

        Args:
            ids: (n,) int64; of ascending ids, each once, the positions ascend, too.
        """
        known = self.ids_in_use
        if not len(known):
            return np.empty(0, np.intp)
        first, span = known[0], known[-1] - known[0] + 1
        if len(ids) * _MANY > len(known) and span <= _SPARSE * len(known):
            is_wanted = np.zeros(span, bool)
            is_wanted[ids[(ids >= first) & (ids <= known[-1])] - first] = True
            return np.flatnonzero(is_wanted[known - first])
        positions = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        found: npt.NDArray[np.intp] = positions[known[positions] == ids]
        return found

    def only(self, ids: PhotoIds) -> "Rows":
        """Return those of some ascending ids; the others and what is unknown not."""
        positions = self.positions(ids)
        return Rows(self.ids[positions], _take(self.codes, positions), len(positions))

    def with_added(self, ids: PhotoIds, codes: Codes) -> "Rows":
        """Return these and others; an id that is there already gets the new code.

        Args:
            ids: (n,) int64, in any order.
            codes: (n, ..., bytes) uint8.

        Raises:
            ValueError: An id occurs twice.
        """
        if not len(ids):
            return self
        if (ids[1:] <= ids[:-1]).any():
            order = np.argsort(ids, kind="stable")
            ids, codes = ids[order], codes[order]
            if (ids[1:] == ids[:-1]).any():
                raise ValueError("an id occurs twice")
        ids = ids.astype(np.int64, copy=False)
        if self.count and ids[0] <= self.ids_in_use[-1]:
            return self._merged(ids, codes)
        return self._appended(ids, codes)

    def without(self, ids: PhotoIds) -> "Rows":
        """Return all but some ids; those that are not there are ignored."""
        positions = self.positions(ids)
        if not len(positions):
            return self
        return Rows(
            np.delete(self.ids_in_use, positions),
            np.delete(self.codes_in_use, positions, axis=0),
            self.count - len(np.unique(positions)),
        )

    def _appended(self, ids: PhotoIds, codes: Codes) -> "Rows":
        rows, count = self, self.count + len(ids)
        if count > len(rows.ids):
            capacity = max(count, int(len(rows.ids) * _GROWTH), _SMALLEST)
            rows = empty_rows(rows.codes.shape[1:], capacity)
            rows.ids[: self.count] = self.ids_in_use
            rows.codes[: self.count] = self.codes_in_use
        # Written behind what running searches look at.
        rows.ids[self.count : count] = ids
        rows.codes[self.count : count] = codes
        return Rows(rows.ids, rows.codes, count)

    def _merged(self, ids: PhotoIds, codes: Codes) -> "Rows":
        rows = self.without(ids)
        where = np.searchsorted(rows.ids_in_use, ids)
        return Rows(
            np.insert(rows.ids_in_use, where, ids),
            np.insert(rows.codes_in_use, where, codes, axis=0),
            rows.count + len(ids),
        )


def empty_rows(shape: tuple[int, ...], capacity: int = 0) -> Rows:
    """Make room for rows, of which none is in use.

    Args:
        shape: That of what belongs to one id, (..., bytes).
        capacity: For so many.
    """
    codes = np.empty((capacity, *shape), np.uint8)
    return Rows(np.empty(capacity, np.int64), codes, 0)


def _take(codes: Codes, positions: npt.NDArray[np.intp]) -> Codes:
    """Copy rows; by whole words where possible, which is three times as fast."""
    if codes.shape[-1] % 8 == 0 and codes.flags.aligned:
        words = np.take(codes.view(np.uint64), positions, axis=0)
        return words.view(np.uint8)
    return np.take(codes, positions, axis=0)
