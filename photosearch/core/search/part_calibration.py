"""What the similarity of a part is worth in this library.

A photo has many regions, of which one is always the nearest: so parts are far more
alike than whole photos, and differently so with every model. Here, too, random pairs of
the library tell: a random region of one photo against all regions of another. Both can
be weighed together in one query because a part's similarity is put on the scale of
whole photos, so that what is usual and what is close mean the same.
"""

from dataclasses import dataclass

import numpy as np

from photosearch.core.records import RegionCodes
from photosearch.core.search.calibration import (
    HIGHEST_CUT,
    Calibration,
    usual_cut,
)
from photosearch.core.search.candidates import Candidates
from photosearch.core.search.curve import (
    Curve,
    Knots,
    Scores,
    Similarities,
    measured_curve,
)
from photosearch.spec.codes import Codes

_PAIRS = 100_000
# What a query's usual similarity is can be told from so many photos.
_SAMPLE = 1024

_LEAST_STEP = 1e-4
_NEARLY_ONE = 0.99

# What the shares of random pairs exceed among mixed photos: 14 regions of 256 bits, by
# the shipped model, of 10,400 photos of the same sources as for whole photos. They
# stand in for libraries too small to have a curve of their own.
_USUAL: Knots = np.array(
    (
        *(-0.29, -0.07, 0.06, 0.10, 0.15, 0.23, 0.34, 0.44, 0.49, 0.58, 0.63),
        *(0.67, 0.72, 0.77, 0.80, 0.84, 0.86),
    )
)


@dataclass(frozen=True, slots=True)
class PartCalibration:
    """How alike the regions of different photos of one library are.

    Attributes:
        curve: What similarities of random parts to random photos are.
        sample: Some photos of the library with embeddings and region codes.
        own: (5,) float64, ascending: similarities of parts.
        as_photos: (5,) float64, ascending: those of whole photos that mean the same.
    """

    curve: Curve
    sample: Candidates
    own: Knots
    as_photos: Knots

    def as_of_photos(self, similarities: Similarities) -> Similarities:
        """Return the cosines of whole photos that mean the same; 1 remains 1."""
        return np.interp(similarities, self.own, self.as_photos).astype(np.float32)

    def score(self, similarities: Similarities) -> Scores:
        """Return the share of random parts and photos that are more alike, 0 to 1.

        Args:
            similarities: On the scale of whole photos.
        """
        own = np.interp(similarities, self.as_photos, self.own)
        return self.curve.score(own.astype(np.float32))


def calibrate_parts(sample: Candidates, photos: Calibration) -> PartCalibration:
    """Measure how alike the regions of a library's photos are.

    Args:
        sample: Photos that stand for the library, with embeddings and region codes.
        photos: What similarities of its whole photos are worth.
    """
    curve = measured_curve(_random_pairs(sample.regions), _USUAL)
    some = slice(None, None, -(-len(sample) // _SAMPLE) or 1)
    return PartCalibration(
        curve=curve,
        sample=sample.only(some),
        own=_landmarks(curve, photos.photos),
        as_photos=_landmarks(photos.curve, photos.photos),
    )


def _landmarks(curve: Curve, photos: int) -> Knots:
    """Return the similarities of opposites, strangers, what is close, the same."""
    cut = min(usual_cut(curve, photos), HIGHEST_CUT)
    between = np.array((curve.median - curve.spread, curve.median, cut))
    # Among many copies even strangers may be as like as can be.
    rising = np.maximum.accumulate(between.clip(-_NEARLY_ONE, _NEARLY_ONE))
    return np.array((-1.0, *(rising + _LEAST_STEP * np.arange(len(rising))), 1.0))


def _random_pairs(regions: RegionCodes) -> Similarities:
    """Compare a random region of each photo with all regions of other photos.

    Args:
        regions: (n, regions, bytes) uint8.

    Returns:
        (pairs,) float32, about 100,000 at most; none where there is one photo only.
    """
    count = len(regions)
    random = np.random.default_rng(0)
    ring = regions[random.permutation(count)]
    shifts = min(count - 1, -(-_PAIRS // max(count, 1)))
    alike = [
        _most_alike(
            ring[np.arange(count), random.integers(ring.shape[1], size=count)],
            np.roll(ring, shift, axis=0),
        )
        for shift in range(1, shifts + 1)
    ]
    return np.concatenate([np.empty(0, np.float32), *alike])


def _most_alike(parts: Codes, regions: RegionCodes) -> Similarities:
    """Compare parts (n, bytes) with the regions of one photo each."""
    bits = np.bitwise_count(parts[:, None] ^ regions).sum(axis=2).min(axis=1)
    similarities: Similarities = np.cos(
        np.float32(np.pi / (8 * parts.shape[1])) * bits.astype(np.float32)
    )
    return similarities
