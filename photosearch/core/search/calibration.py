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
import numpy.typing as npt

from photosearch.core.records import Embeddings, PhotoIds

Similarities = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]

SAMPLE = 4096
_PAIRS = 100_000

# Shares of random pairs, and the cosines that so many exceed among mixed photos: those
# of the teacher's features on 4,700 photos of Caltech-101, Imagenette, Pets, Flickr8k
# and Intel scenes. They stand in for libraries too small to have a curve of their own.
_CURVE: npt.NDArray[np.float64] = np.array(
    (
        (1.0, -0.45),
        (0.99, -0.25),
        (0.9, -0.15),
        (0.84, -0.12),
        (0.75, -0.10),
        (0.5, -0.02),
        (0.25, 0.07),
        (0.1, 0.17),
        (0.05, 0.25),
        (0.02, 0.36),
        (0.01, 0.45),
        (0.005, 0.55),
        (0.002, 0.66),
        (0.001, 0.72),
        (0.0005, 0.78),
        (0.0002, 0.83),
        (0.0001, 0.86),
    )
)
_SHARES, _USUAL = _CURVE[:, 0], _CURVE[:, 1]
_MEDIAN = int(np.flatnonzero(_SHARES == 0.5)[0])
_LAST_DECADE = int(np.flatnonzero(_SHARES == 0.001)[0])
_LOW_SHARE = 0.84
# A share is read from the pairs only where so many lie beyond it.
_LEAST_BEYOND = 10
# A library outweighs the usual curve from so many pairs on; 200 are those of 20 photos.
_USUAL_PAIRS = 200
_USUAL_PHOTOS = 20
_LEAST_STEP = 1e-4

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
_HIGHEST_CUT = 0.95


@dataclass(frozen=True, slots=True)
class Calibration:
    """How alike the photos of one library are.

    Attributes:
        photos: Size of the library when it was measured.
        centre: (width,) float32, from where cosines are taken.
        sample: (s, width) float32, some of its photos as seen from the centre.
        knots: (17,) float64, ascending: similarities that the shares of random pairs
            in `_SHARES` exceed.
    """

    photos: int
    centre: Embeddings
    sample: Embeddings
    knots: npt.NDArray[np.float64]

    def seen_from_centre(self, embeddings: Embeddings) -> Embeddings:
        """Return embeddings (n, width) as unit vectors from the centre."""
        return _units(embeddings - self.centre)

    def score(self, similarities: Similarities) -> Scores:
        """Return the share of random pairs that are more alike, 0 to 1.

        The more similar, the smaller: never the other way round.
        """
        logs = np.log(_SHARES)
        # Beyond the last knot the curve goes on as in the last decade.
        decade = self.knots[-1] - self.knots[_LAST_DECADE]
        slope = (logs[-1] - logs[_LAST_DECADE]) / decade
        beyond = np.maximum(similarities - self.knots[-1], 0.0) * slope
        scores: Scores = np.exp(np.interp(similarities, self.knots, logs) + beyond)
        return scores

    def cut(self, to_sample: Similarities) -> float:
        """Return the similarity from which on a photo is close to a query.

        Args:
            to_sample: (s,) similarities of the query to the sample. A query to which
                everything is similar, such as a grey picture, has to be met closer.
        """
        photos = max(self.photos, 1)
        share = min(_MOST_SHARE, 1 / (_RARITY * photos**0.5))
        spreads = _SPREADS_AT_300 + _SPREADS_AN_E_FOLD * max(math.log(photos / 300), 0)
        median = self._similarity_at(0.5)
        spread = median - self._similarity_at(_LOW_SHARE)
        cut = min(self._similarity_at(share), median + spreads * spread)
        if count := len(to_sample):
            shift = float(np.median(to_sample)) - median
            cut += shift * count / (count + _USUAL_PHOTOS)
        return min(cut, _HIGHEST_CUT)

    def _similarity_at(self, share: float) -> float:
        return float(np.interp(-np.log(share), -np.log(_SHARES), self.knots))


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
    centre = (total / (count + _USUAL_PHOTOS)).astype(np.float32)
    sample = _units(embeddings - centre)
    return Calibration(photos, centre, sample, _knots(_random_pairs(sample)))


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


def _knots(pairs: Similarities) -> npt.NDArray[np.float64]:
    usual = _USUAL
    if not len(pairs):
        return usual
    is_known = len(pairs) * np.minimum(_SHARES, 1 - _SHARES + 1e-2) >= _LEAST_BEYOND
    own = usual + (np.median(pairs) - usual[_MEDIAN])
    if is_known.any():
        own[is_known] = np.quantile(pairs, 1 - _SHARES[is_known])
        last = int(np.flatnonzero(is_known)[-1])
        own[last + 1 :] = own[last] + usual[last + 1 :] - usual[last]
    trust = len(pairs) / (len(pairs) + _USUAL_PAIRS)
    blended = trust * own + (1 - trust) * usual
    # Many copies give equal quantiles; scores must still fall with similarity.
    steps = _LEAST_STEP * np.arange(len(blended))
    knots: npt.NDArray[np.float64] = np.add(np.maximum.accumulate(blended), steps)
    return knots


def _units(vectors: Embeddings) -> Embeddings:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Embeddings = vectors / np.maximum(lengths, np.float32(1e-12))
    return units
