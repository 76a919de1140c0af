"""Whose the faces may be that are nobody's yet, the most certain first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.faces.evidence import Evidence, as_certainty

Vectors = npt.NDArray[np.float32]

# Less likely than this nobody wants to be asked.
_LEAST_CERTAINTY = 0.4
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Gathered:
    """Groups of faces; the faces of one follow each other.

    Attributes:
        vectors: Embeddings (n, width), unit length, of all their faces.
        starts: Where each group begins, and the end of the last, (groups + 1,).
    """

    vectors: Vectors
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many faces each has, (groups,)."""
        return np.diff(self.starts)

    def means(self) -> Vectors:
        """Return the mean (groups, width) of each.

        The product of two means is the mean cosine of all their pairs of faces. It
        tells people apart better than the cosine of the means, which is large between
        groups of faces that have little in common.
        """
        if not len(self):
            return self.vectors[:0]
        means: Vectors = np.add.reduceat(self.vectors, self.starts[:-1], axis=0)
        means /= self.sizes[:, None]
        return means


@dataclass(frozen=True, slots=True)
class Guess:
    """A group that may be a person's.

    Attributes:
        group: Its position.
        person: The position of the person.
        certainty: Share of the evidence that it is, 0 to 1.
    """

    group: int
    person: int
    certainty: float


def guess(
    groups: Gathered,
    people: Gathered,
    barred: npt.NDArray[np.int64],
    evidence: Evidence,
    count: int,
) -> Sequence[Guess]:
    """Find the likeliest person for each group, and the likeliest of these.

    Args:
        groups: Those who may be somebody.
        people: Those who they may be.
        barred: Positions of groups and people who they cannot be, (k, 2), ascending.
        evidence: What their likeness says.
        count: At most this many.

    Returns:
        The most certain first, each group once.
    """
    if not len(groups) or not len(people):
        return ()
    means, whose = groups.means(), people.means()
    best = np.empty(len(groups), np.int64)
    certainties = np.empty(len(groups), np.float32)
    for begin in range(0, len(groups), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        pairs = groups.sizes[part, None] * people.sizes
        shares = evidence.share(means[part] @ whose.T, pairs)
        first, last = np.searchsorted(barred[:, 0], [begin, begin + len(shares)])
        shares[barred[first:last, 0] - begin, barred[first:last, 1]] = -np.inf
        best[part] = shares.argmax(axis=1)
        certainties[part] = as_certainty(shares.max(axis=1))
    order = np.argsort(-certainties, kind="stable")[:count]
    return tuple(
        Guess(int(group), int(best[group]), float(certainties[group]))
        for group in order.tolist()
        if certainties[group] >= _LEAST_CERTAINTY
    )
