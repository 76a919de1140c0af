"""Joining groups of faces whose average likeness is high, the most alike first.

Every round joins all pairs of groups of which each is the other's best. That gives what
joining a single pair at a time would give (D. Müllner, arXiv:1109.2378, section 2), but
in whole arrays.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.faces.neighbours import Pairs, Positions, Vectors, pairs_of_keys

_SLICE = 1 << 16
_BARRED = -2.0
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """How alike two groups must be on average to be joined.

    Attributes:
        single: Cosine that two single faces need.
        least: What large groups need, over all pairs of their faces.
    """

    single: float
    least: float

    def of(self, pairs: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
        """Return what is needed (k,) where groups have so many pairs of faces (k,)."""
        needed = self.least + (self.single - self.least) / np.sqrt(pairs)
        return needed.astype(np.float32)


class Joining:
    """Groups of faces that grow; at first each face is one.

    Args:
        vectors: Embeddings (n, width), unit length.
        photos: (n,) a number for the photo of each face; no two of one photo join.
        is_sure: (n,) bool; of two groups that join, one has a face that is surely one.
        limits: How alike they must be.

    Attributes:
        labels: (n,) int64, the position of one face of the group of each face.
        sums: (n, width), the sum of each group's vectors at its label.
        sizes: (n,) int64, how many faces it has; 0 where there is no group.
    """

    def __init__(
        self,
        vectors: Vectors,
        photos: npt.NDArray[np.int64],
        is_sure: npt.NDArray[np.bool_],
        limits: Limits,
    ) -> None:
        self.labels: npt.NDArray[np.int64] = np.arange(len(vectors))
        self.sums = vectors.astype(np.float32, copy=True)
        self.sizes = np.ones(len(vectors), np.int64)
        self._is_sure = is_sure.copy()
        self._limits = limits
        self._photos = np.unique(photos, return_inverse=True)[1].astype(np.int64)

    def join(self, pairs: Pairs) -> None:
        """Join all that is alike enough, as far as pairs of labels connect it.

        What is less alike is not looked at before all that is more alike is joined:
        joining never makes groups more alike than their best parts were.
        """
        waiting = self._measured(pairs.first, pairs.second)
        links = waiting.only(np.zeros(len(pairs), np.bool_))
        level = 1.0
        while level > self._limits.least:
            level = max(level - _STEP, self._limits.least)
            is_due = waiting.likeness >= level
            links = links.with_more(self._followed(waiting.only(is_due)))
            waiting = waiting.only(~is_due)
            links = self._join_above(level, links)

    def _join_above(self, level: float, links: "_Links") -> "_Links":
        """Join what is more alike than a level; return what is left, and less alike."""
        while True:
            due = np.flatnonzero(links.likeness >= level)
            best = due[self._best(links.only(due))]
            if not len(best):
                return links.only(links.likeness >= self._limits.least)
            is_barred = self._share_photos(links.first[best], links.second[best])
            links.likeness[best[is_barred]] = _BARRED
            joined = best[~is_barred]
            links = self._merge(links, links.first[joined], links.second[joined])

    def join_groups(self, groups: npt.NDArray[np.intp], pairs: Pairs) -> None:
        """Join groups, given by their labels, as pairs of positions among them say."""
        first, second = groups[pairs.first], groups[pairs.second]
        self.join(Pairs(first.astype(np.int32), second.astype(np.int32)))

    def _measured(self, first: Positions, second: Positions) -> "_Links":
        """Return links with the mean cosine over all pairs of faces of two groups."""
        likeness = np.empty(len(first), np.float32)
        for begin in range(0, len(first), _SLICE):
            part = slice(begin, begin + _SLICE)
            likeness[part] = np.einsum(
                "kw,kw->k", self.sums[first[part]], self.sums[second[part]]
            )
        likeness /= self.sizes[first] * self.sizes[second]
        return _Links(first, second, likeness)

    def _best(self, links: "_Links") -> npt.NDArray[np.intp]:
        """Return the positions of links that are the best of both their groups."""
        sizes = self.sizes[links.first] * self.sizes[links.second]
        needed = self._limits.of(sizes.astype(np.float64))
        is_sure = self._is_sure[links.first] | self._is_sure[links.second]
        enough = np.flatnonzero((links.likeness >= needed) & is_sure)
        likeness = links.likeness[enough]
        order = enough[
            np.lexsort((links.second[enough], links.first[enough], -likeness))
        ]
        ranks = np.arange(len(order))
        best = np.full(len(self.sizes), len(order))
        # Written backwards, the first place of a group is the last to be written.
        for ends in (links.first[order], links.second[order]):
            mine = np.full(len(self.sizes), len(order))
            mine[ends[::-1]] = ranks[::-1]
            np.minimum(best, mine, out=best)
        is_best = (best[links.first[order]] == ranks) & (
            best[links.second[order]] == ranks
        )
        chosen: npt.NDArray[np.intp] = order[is_best]
        return chosen

    def _share_photos(
        self, first: Positions, second: Positions
    ) -> npt.NDArray[np.bool_]:
        """Tell which pairs of groups (k,), each group once, have faces of one photo."""
        pair_of = np.full(len(self.sizes), -1)
        pair_of[first] = pair_of[second] = np.arange(len(first))
        pair_of_face = pair_of[self.labels]
        is_asked = pair_of_face >= 0
        photos = int(self._photos.max()) + 1
        keys = np.sort(pair_of_face[is_asked] * photos + self._photos[is_asked])
        shared = np.zeros(len(first), bool)
        shared[keys[1:][keys[1:] == keys[:-1]] // photos] = True
        return shared

    def _merge(self, links: "_Links", into: Positions, merged: Positions) -> "_Links":
        """Join pairs of groups, each group once, and return the links that are left."""
        target = np.arange(len(self.sizes))
        target[merged] = into
        self.labels = target[self.labels]
        self.sums[into] += self.sums[merged]
        self.sizes[into] += self.sizes[merged]
        self.sizes[merged] = 0
        self._is_sure[into] = True
        is_grown = np.zeros(len(self.sizes), bool)
        is_grown[into] = is_grown[merged] = True
        links = links.only(links.likeness != _BARRED)
        is_old = is_grown[links.first] | is_grown[links.second]
        return links.only(~is_old).with_more(self._followed(links.only(is_old)))

    def _followed(self, links: "_Links") -> "_Links":
        """Return links between the groups in which those of others are now."""
        first, second = self.labels[links.first], self.labels[links.second]
        is_apart = first != second
        first, second = first[is_apart], second[is_apart]
        count = len(self.sizes)
        keys = np.minimum(first, second) * count + np.maximum(first, second)
        pairs = pairs_of_keys(keys, count)
        return self._measured(pairs.first, pairs.second)


@dataclass(frozen=True, slots=True)
class _Links:
    """Pairs of groups, each once, and how alike they are.

    Attributes:
        first: Labels (k,).
        second: Labels (k,).
        likeness: Mean cosine (k,).
    """

    first: Positions
    second: Positions
    likeness: Vectors

    def only(self, kept: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "_Links":
        return _Links(self.first[kept], self.second[kept], self.likeness[kept])

    def with_more(self, more: "_Links") -> "_Links":
        return _Links(
            np.concatenate([self.first, more.first]),
            np.concatenate([self.second, more.second]),
            np.concatenate([self.likeness, more.likeness]),
        )
