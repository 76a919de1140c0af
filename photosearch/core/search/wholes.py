"""Likeness of whole photos: cosines of embeddings, seen from the library's centre."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Embeddings
from photosearch.core.search.calibration import Calibration
from photosearch.core.search.candidates import Candidates
from photosearch.core.search.curve import Similarities
from photosearch.core.search.examples import Example
from photosearch.core.search.resemblance import (
    NO_REGION,
    Resemblance,
    positive_sum,
)

_LEAST_LENGTH = 1e-12


@dataclass(frozen=True, slots=True)
class Direction:
    """What photos are to be like: the farther in this direction, the better.

    Attributes:
        towards: (width,) float32; of unit length it measures cosines.
        offset: Added to every likeness.
        bends_at: Likenesses beyond this rise ever more slowly, towards 1.
    """

    towards: Embeddings
    offset: float = 0.0
    bends_at: float = 1.0

    def likeness(self, seen: Embeddings) -> Similarities:
        """Measure photos (n, width) seen from the centre; return (n,)."""
        along: Similarities = np.vecdot(seen, self.towards) + np.float32(self.offset)
        room = np.float32(1 - self.bends_at)
        if not room:
            return along
        beyond = np.maximum(along - np.float32(self.bends_at), 0)
        # The slope is 1 at the bend.
        bent: Similarities = np.where(beyond > 0, 1 - room**2 / (room + beyond), along)
        return bent


@dataclass(frozen=True, slots=True)
class Wholes:
    """The examples that are whole photos.

    Attributes:
        numbers: (e,) int16, which examples of the query they are.
        weights: (e,) float32, below zero for what shall not be found.
        seen: (e, width) float32, unit vectors from the centre.
        wanted: What the positive ones have in common.
    """

    numbers: npt.NDArray[np.int16]
    weights: npt.NDArray[np.float32]
    seen: Embeddings
    wanted: Direction

    def resemblance(self, candidates: Candidates) -> Resemblance:
        """Compare photos with each of them.

        A product of matrices would be spread over all cores, which takes longer to
        arrange than to do, many times so where the cores are busy.
        """
        cosines: Similarities = np.vecdot(candidates.seen[:, None], self.seen)
        return Resemblance(
            numbers=self.numbers,
            weights=self.weights,
            alike=cosines,
            regions=np.full(cosines.shape, NO_REGION, np.int16),
            wanted=self.wanted.likeness(candidates.seen) * self.weight,
        )

    @property
    def weight(self) -> np.float32:
        """How much the positive ones count together."""
        return positive_sum(self.weights)


def wholes_of(examples: Sequence[Example], calibration: Calibration) -> Wholes | None:
    """Return the whole photos among the examples of a query, if there are any."""
    chosen = [
        (number, each) for number, each in enumerate(examples) if not each.is_part
    ]
    if not chosen:
        return None
    weights = np.array([each.weight for _, each in chosen], np.float32)
    embeddings = np.stack([each.embedding for _, each in chosen])
    seen = calibration.seen_from_centre(embeddings.astype(np.float32))
    return Wholes(
        numbers=np.array([number for number, _ in chosen], np.int16),
        weights=weights,
        seen=seen,
        wanted=Direction(unit(weights[weights > 0] @ seen[weights > 0])),
    )


def unit(vector: Embeddings) -> Embeddings:
    """Return a vector (width,) with the length 1, or nearly 0 where it has none."""
    return vector / max(float(np.linalg.norm(vector)), _LEAST_LENGTH)
