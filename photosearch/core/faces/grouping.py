"""Careful groups of faces, each of one person as far as that can be told.

The groups whose faces are most alike on average are joined first, round by round, as
long as the average is higher than chance could make it in a library of this size. What
people said plays no part here: it is applied to the groups afterwards
(`photosearch.core.faces.assignment`), so that taking it back restores them exactly.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.faces.evidence import Evidence
from photosearch.core.faces.joining import Joining, Limits
from photosearch.core.faces.neighbours import near_by_code, near_by_mean
from photosearch.spec.codes import Codes

NO_GROUP = -1

# Blurred, tiny and turned faces resemble each other more than their owners.
_LEAST_QUALITY = 0.25
# What is hardly a face, such as a hand or a wall, may join a person, but two of them
# resemble each other and are nobody.
_LEAST_SCORE = 0.8
# A face may have about so many neighbours of another person that are near enough. This
# and the two below were chosen on people by whom no network learned or is judged.
_CHANCE = 0.3
_LARGEST_RATE = 2e-3
# What the average over many pairs may be lower than that of a single pair.
_RELIEF = 0.15
_NEIGHBOUR_RATE = 0.02
_LEAST_FACES = 2
_NEIGHBOURS_OF_MEANS = 8
# The last tenth is for joining.
_SHARE_OF_LOOKING = 0.9


@dataclass(frozen=True, slots=True)
class Faces:
    """What the faces of a library are grouped by.

    Attributes:
        codes: (n, bytes) uint8.
        vectors: Embeddings (n, width) float32, unit length.
        quality: (n,) float32, how well it can be told whose they are, 0 to 1.
        scores: (n,) float32, how sure it is that they are faces, 0 to 1.
        photos: (n,) int64, a number for the photo of each.
    """

    codes: Codes
    vectors: npt.NDArray[np.float32]
    quality: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    photos: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, positions: npt.NDArray[np.intp]) -> "Faces":
        """Return some of the faces, in the order given."""
        return Faces(
            self.codes[positions],
            self.vectors[positions],
            self.quality[positions],
            self.scores[positions],
            self.photos[positions],
        )


def limits_for(evidence: Evidence, count: int) -> Limits:
    """Return how alike groups must be to be joined, in a library of so many faces."""
    rate = min(_LARGEST_RATE, _CHANCE / max(count, 1))
    single = evidence.cosine_at(rate)
    return Limits(single, max(single - _RELIEF, evidence.cosine_at(_LARGEST_RATE)))


def group_faces(
    faces: Faces, evidence: Evidence
) -> Generator[float, None, npt.NDArray[np.int64]]:
    """Group faces; no two faces of one photo come into one group.

    Yields:
        The share of the work that is done.

    Returns:
        The number of the group of each face (n,) int64, counted from 0 in the order of
        their first faces; `NO_GROUP` for a face that is alone or cannot be told.
    """
    good = np.flatnonzero(faces.quality >= _LEAST_QUALITY)
    groups = np.full(len(faces), NO_GROUP, np.int64)
    if len(good) < _LEAST_FACES:
        return groups
    told = faces.only(good)
    limits = limits_for(evidence, len(told))
    steps = near_by_code(
        told.codes, told.vectors, evidence.bits_at(_NEIGHBOUR_RATE), limits.least
    )
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            pairs = end.value
            break
        yield _SHARE_OF_LOOKING * done / len(told)
    joining = Joining(told.vectors, told.photos, told.scores >= _LEAST_SCORE, limits)
    joining.join(pairs)
    yield from _join_groups(joining, limits)
    groups[good] = _numbered(joining.labels)
    return groups


def _join_groups(joining: Joining, limits: Limits) -> Generator[float, None, None]:
    """Join groups that no pair of neighbours connects, such as those of bursts."""
    several = np.flatnonzero(joining.sizes >= _LEAST_FACES)
    steps = near_by_mean(joining.sums[several], limits.least, _NEIGHBOURS_OF_MEANS)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            joining.join_groups(several, end.value)
            return
        yield _SHARE_OF_LOOKING


def _numbered(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Number groups of several faces by their first face, all others `NO_GROUP`."""
    _, firsts, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    numbers = np.full(len(sizes), NO_GROUP, np.int64)
    several = np.flatnonzero(sizes >= _LEAST_FACES)
    numbers[several[np.argsort(firsts[several])]] = np.arange(len(several))
    return numbers[inverse]
