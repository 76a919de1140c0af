"""Finds photos that were made from a better one.

Three steps, each cheaper than what it saves the next: codes that differ in few bits,
then sketches that fit each other as a whole or in part, then alike embeddings.

A group is a star: its best photo, and what is alike to that. Photos are looked at from
the best to the worst, so that no chain of small changes joins what is not alike, and
what is found is complete as soon as its best photo was looked at.

`tests/benchmarks/run.py near-copies --data DIR` repeats how the thresholds were judged:
5,200 real photos, of which 1,000 have five copies each (half the size, quality 50, as
sent by a messenger, lightly edited, 90 % crop). They were chosen on one half of the
pack and looked at on the other: recall 97.2 % (crops 89 %, all others 98 % or more) at
a precision of 99.3 %. The pack holds the same picture twice here and there; of the 32
pairs of different files that count against the precision, nearly all are copies.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

import faiss
import numpy as np
import numpy.typing as npt

from photosearch.core.duplicates.sketch import Fits, Parts, Sketches, glance, whole
from photosearch.core.records import Embeddings
from photosearch.spec.codes import Codes

# Shares of a code's bits, correlations of sketches, cosines of embeddings.
_MOST_BITS = 0.29
_MOST_BITS_OF_PART = 0.24
_LEAST_FIT = 0.99
_LEAST_FIT_OF_PART = 0.98
_LEAST_COSINE = 0.5
_LEAST_COSINE_OF_PART = 0.82
# What a part fits at least before it is moved to its place, and with its photo as a
# whole; both leave out fewer than one in a hundred.
_LEAST_FIT_AT_FIRST = 0.88
_LEAST_FIT_UNMOVED = 0.35
_LEAST_FIT_AT_A_GLANCE = 0.97

_TOGETHER = 256
_CHUNK = 32_768
_SLICE = 16_384

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Portraits:
    """What is compared of photos, from the best to the worst.

    Attributes:
        codes: (n, bytes) uint8.
        sketches: (n, 32, 32) uint8.
        read_embeddings: Gives (k, width) float32, unit length, of positions (k,).
        may_join: Whether the photo at a position may be a copy of that at another.
    """

    codes: Codes
    sketches: Sketches
    read_embeddings: Callable[[Positions], Embeddings]
    may_join: Callable[[int, int], bool]

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True)
class Compared:
    """The photos that were looked at in one step.

    Attributes:
        done: How many have been looked at so far.
        groups: Positions of each group found, the best photo first.
    """

    done: int
    groups: tuple[tuple[int, ...], ...]


def near_copies(portraits: Portraits) -> Generator[Compared, None, None]:
    """Group photos with what was made from them.

    The memory this takes hangs on the number of photos, not on how alike they are.

    Yields:
        After every few hundred photos what was found; all of it is final.
    """
    search = _Search(portraits)
    for first in range(0, len(portraits), _TOGETHER):
        last = min(first + _TOGETHER, len(portraits))
        yield Compared(last, search.look_at(first, last))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of a better photo and a worse one that may be its copy.

    Attributes:
        better: Positions (k,), ascending.
        worse: Positions (k,).
        is_near: (k,) whether the codes are so near that it may be a part.
    """

    better: Positions
    worse: Positions
    is_near: npt.NDArray[np.bool_]

    def __getitem__(self, chosen: npt.NDArray[np.bool_]) -> "_Pairs":
        return _Pairs(self.better[chosen], self.worse[chosen], self.is_near[chosen])

    def __len__(self) -> int:
        return len(self.better)


@dataclass(slots=True)
class _Search:
    """One pass over all photos."""

    portraits: Portraits
    parts: Parts = field(default_factory=Parts)
    glances: Fits = field(init=False)
    is_taken: npt.NDArray[np.bool_] = field(init=False)
    # The parts of the photos that are looked at now, and the first of them.
    shown: Fits = field(init=False)
    first: int = 0

    def __post_init__(self) -> None:
        count = len(self.portraits)
        self.is_taken = np.zeros(count, bool)
        self.glances = np.concatenate(
            [
                glance(self.portraits.sketches[first : first + _SLICE])
                for first in range(0, max(count, 1), _SLICE)
            ]
        )

    def look_at(self, first: int, last: int) -> tuple[tuple[int, ...], ...]:
        """Find all copies of the photos from `first` on, up to `last`."""
        groups: dict[int, list[int]] = {}
        self.first = first
        self.shown = self.parts.show(self.portraits.sketches[first:last])
        # Among themselves first: then it is known which of them are the best of a
        # group, and those are not alike, so that what follows stays small.
        self._compare(first, last, first, last, groups)
        for start in range(last, len(self.portraits), _CHUNK):
            stop = min(start + _CHUNK, len(self.portraits))
            self._compare(first, last, start, stop, groups)
        return tuple((best, *sorted(others)) for best, others in groups.items())

    def _compare(
        self, first: int, last: int, start: int, stop: int, groups: dict[int, list[int]]
    ) -> None:
        """Compare some photos with others from `start` on, and join what is alike."""
        leaders = np.arange(first, last)[~self.is_taken[first:last]]
        if not len(leaders):
            return
        for pairs in self._near_by_code(leaders, start, stop):
            for better, worse in self._alike(pairs):
                self._join(better, worse, groups)

    def _join(self, better: int, worse: int, groups: dict[int, list[int]]) -> None:
        if self.is_taken[better] or self.is_taken[worse]:
            return
        members = [better, *groups.get(better, ())]
        if all(self.portraits.may_join(member, worse) for member in members):
            groups.setdefault(better, []).append(worse)
            self.is_taken[worse] = True

    def _near_by_code(
        self, leaders: Positions, start: int, stop: int
    ) -> Generator[_Pairs, None, None]:
        """Yield pairs whose codes are near and that look alike at a first glance."""
        codes = self.portraits.codes
        bits = codes.shape[1] * 8
        index = faiss.IndexBinaryFlat(bits)
        index.add(np.ascontiguousarray(codes[start:stop]))
        ends, distances, rows = index.range_search(
            np.ascontiguousarray(codes[leaders]), int(_MOST_BITS * bits) + 1
        )
        counts = ends[1:] - ends[:-1]
        better = np.repeat(leaders, counts.astype(np.intp))
        found = _Pairs(better, rows + start, distances <= _MOST_BITS_OF_PART * bits)
        found = found[(found.worse > found.better) & ~self.is_taken[found.worse]]
        for begin in range(0, len(found), _SLICE):
            rest = np.zeros(len(found), bool)
            rest[begin : begin + _SLICE] = True
            yield self._plausible(found[rest])

    def _plausible(self, pairs: _Pairs) -> _Pairs:
        fits = np.einsum(
            "kv,kv->k", self.glances[pairs.better], self.glances[pairs.worse]
        )
        may_be_part = pairs.is_near & (fits >= _LEAST_FIT_UNMOVED)
        return pairs[may_be_part | (fits >= _LEAST_FIT_AT_A_GLANCE)]

    def _alike(self, pairs: _Pairs) -> Generator[tuple[int, int], None, None]:
        """Yield the pairs that are copies, the best photos first."""
        pairs = pairs[~self.is_taken[pairs.worse]]
        if not len(pairs):
            return
        fits, as_whole = self._fits(pairs)
        is_copy = (as_whole >= _LEAST_FIT) | (
            pairs.is_near & (fits >= _LEAST_FIT_OF_PART)
        )
        pairs, as_whole = pairs[is_copy], as_whole[is_copy]
        positions = np.unique(np.concatenate([pairs.better, pairs.worse]))
        embeddings = self.portraits.read_embeddings(positions)
        cosines = np.einsum(
            "kw,kw->k",
            embeddings[np.searchsorted(positions, pairs.better)],
            embeddings[np.searchsorted(positions, pairs.worse)],
        )
        least = np.where(as_whole >= _LEAST_FIT, _LEAST_COSINE, _LEAST_COSINE_OF_PART)
        pairs = pairs[cosines >= least]
        yield from zip(pairs.better.tolist(), pairs.worse.tolist(), strict=True)

    def _fits(self, pairs: _Pairs) -> tuple[Fits, Fits]:
        """Return how well copies fit the best part (k,), and the whole (k,)."""
        copies = whole(self.portraits.sketches[pairs.worse])
        leaders, begins = np.unique(pairs.better, return_index=True)
        shown = self.shown[leaders - self.first]
        fits = np.concatenate(
            [
                rows @ parts.T
                for parts, rows in zip(shown, np.split(copies, begins[1:]), strict=True)
            ]
        )
        as_whole, best = fits[:, 0], fits.max(axis=1)
        has_room = (as_whole < _LEAST_FIT) & (best >= _LEAST_FIT_AT_FIRST)
        again = np.flatnonzero(has_room & (best < _LEAST_FIT_OF_PART))
        best[again] = np.maximum(
            best[again],
            self.parts.refine(
                self.portraits.sketches[pairs.better[again]],
                fits[again].argmax(axis=1),
                copies[again],
            ),
        )
        return best, as_whole
