"""What a similarity is worth in this library.

A cosine of .7 is rare in one library and common in another. So similarities are
compared with those of random pairs of the library's own photos: the score is the share
of pairs that are more alike, and the automatic cut lies where a photo that has nothing
to do with the query rarely comes.

Cosines are taken from the library's average photo, because a network may put all photos
into a narrow cone; without that, a negative example would push everything away alike.
"""

import math
from dataclasses import dataclass

import numpy as np

from photosearch.core.records import Embeddings, PhotoIds
from photosearch.core.search.curve import (
    Curve,
    Knots,
    Scores,
    Similarities,
    measured_curve,
)

SAMPLE = 4096
_PAIRS = 100_000

# What the shares of random pairs exceed among mixed photos: cosines of the teacher's
# features on 4,700 photos of Caltech-101, Imagenette, Pets, Flickr8k and Intel scenes.
# They stand in for libraries too small to have a curve of their own.
_USUAL: Knots = np.array(
    (
        *(-0.45, -0.25, -0.15, -0.12, -0.10, -0.02, 0.07, 0.17, 0.25, 0.36, 0.45),
        *(0.55, 0.66, 0.72, 0.78, 0.83, 0.86),
    )
)
# The average of a library counts from so many photos on.
USUAL_PHOTOS = 20

# The cut lies where as few random pairs are as 1 in 7 * sqrt(n), at most one in 100.
# The root, because in a larger library more of the closest pairs belong together.
_RARITY = 7.0
_MOST_SHARE = 0.01
# But where many photos belong together, as in a folder of a few holidays, the closest
# pairs say nothing about strangers. Dissimilar pairs still do: the cut is at most this
# many times the median's distance from the 16th percentile above the median.
_SPREADS_AT_300 = 6.0
_SPREADS_AN_E_FOLD = 0.43
# A resized or recompressed copy is close in any library.
HIGHEST_CUT = 0.95


@dataclass(frozen=True, slots=True)
class Calibration:
    """How alike the photos of one library are.

    Attributes:
        photos: Size of the library when it was measured.
        centre: (width,) float32, from where cosines are taken.
        sample: (s, width) float32, some of its photos as seen from the centre.
        curve: What similarities of random pairs of its photos are.
    """

    photos: int
    centre: Embeddings
    sample: Embeddings
    curve: Curve

    def seen_from_centre(self, embeddings: Embeddings) -> Embeddings:
        """Return embeddings (n, width) as unit vectors from the centre."""
        return _units(embeddings - self.centre)

    def score(self, similarities: Similarities) -> Scores:
        """Return the share of random pairs that are more alike, 0 to 1."""
        return self.curve.score(similarities)

    def cut(self, to_sample: Similarities) -> float:
        """Return the similarity from which on a photo is close to a query.

        Args:
            to_sample: (s,) similarities of the query to the sample. A query to which
                everything is similar, such as a grey picture, has to be met closer.
        """
        cut = usual_cut(self.curve, self.photos)
        if count := len(to_sample):
            shift = float(np.median(to_sample)) - self.curve.median
            cut += shift * count / (count + USUAL_PHOTOS)
        return min(cut, HIGHEST_CUT)


def usual_cut(curve: Curve, photos: int) -> float:
    """Return the similarity that strangers rarely have.

    Args:
        curve: What similarities of random pairs are.
        photos: Size of the library.
    """
    photos = max(photos, 1)
    share = min(_MOST_SHARE, 1 / (_RARITY * photos**0.5))
    spreads = _SPREADS_AT_300 + _SPREADS_AN_E_FOLD * max(math.log(photos / 300), 0)
    return min(curve.similarity_at(share), curve.median + spreads * curve.spread)


def sample_ids(ids: PhotoIds, size: int = SAMPLE) -> PhotoIds:
    """Choose the photos that stand for a library.

    The choice looks random, but hangs on the ids alone: a library that grew by a few
    photos keeps nearly the same sample.

    Args:
        ids: (n,) int64.
        size: At most so many.

    Returns:
        (min(n, size),) int64, ascending.
    """
    if len(ids) <= size:
        return np.sort(ids)
    # Multiplying by a large odd number and folding scatters consecutive ids.
    mixed = ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    chosen: PhotoIds = ids[np.argpartition(mixed, size)[:size]]
    return np.sort(chosen)


def calibrate(embeddings: Embeddings, photos: int) -> Calibration:
    """Measure how alike the photos of a library are.

    Args:
        embeddings: (s, width) float32, those of `sample_ids`; zeros are left out.
        photos: Size of the library.
    """
    embeddings = embeddings[np.any(embeddings, axis=1)]
    count = len(embeddings)
    # The average of a few photos says little: it is trusted as the library grows.
    total = embeddings.sum(axis=0, dtype=np.float64)
    centre = (total / (count + USUAL_PHOTOS)).astype(np.float32)
    sample = _units(embeddings - centre)
    curve = measured_curve(_random_pairs(sample), _USUAL)
    return Calibration(photos, centre, sample, curve)


def _random_pairs(sample: Embeddings) -> Similarities:
    """Return similarities of pairs of different photos, about 100,000 at most."""
    count = len(sample)
    if count * (count - 1) // 2 <= _PAIRS:
        rows, columns = np.triu_indices(count, 1)
        every: Similarities = (sample @ sample.T)[rows, columns]
        return every
    # Each photo with the next, the next but one, ...: a shuffled ring without gathers.
    ring = sample[np.random.default_rng(0).permutation(count)]
    shifts = -(-_PAIRS // count)
    return np.concatenate(
        [
            np.einsum("nd,nd->n", ring, np.roll(ring, shift, axis=0))
            for shift in range(1, shifts + 1)
        ]
    )


def _units(vectors: Embeddings) -> Embeddings:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Embeddings = vectors / np.maximum(lengths, np.float32(1e-12))
    return units
