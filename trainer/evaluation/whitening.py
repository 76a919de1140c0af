"""Whitening: a linear map after which no direction of a descriptor is louder.

It starts the last layer of a retrieval network, where training then improves it, and is
a step of its own for descriptors that were never trained.

Letters in shapes: n vectors, p pairs, d floats, k floats after it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.errors import DataError
from trainer.evaluation.metrics import Floats

Floats32 = npt.NDArray[np.float32]

FULL = 0.5
"""Power by which PCA whitening makes all directions equally loud."""

SOFT = 0.25
"""Power by which it goes half of the way, as naver's retrieval networks do."""

EPSILON = 1e-6
"""Added to each variance, as a share of the largest or of the mean."""


@dataclass(frozen=True, slots=True)
class Whitening:
    """A fitted map; as a layer its weight is `projection`, its bias `bias`.

    Attributes:
        mean: (d,) float64, taken off first.
        projection: (k, d) float64, loudest direction first.
    """

    mean: Floats
    projection: Floats

    @property
    def bias(self) -> Floats:
        """What a layer adds in place of taking the mean off, (k,)."""
        offset: Floats = -self.projection @ self.mean
        return offset

    def apply(self, vectors: npt.NDArray[np.floating]) -> Floats32:
        """Map vectors (n, d) to (n, k) float32 of unit length."""
        white = (vectors - self.mean) @ self.projection.T
        length = np.linalg.norm(white, axis=1, keepdims=True)
        units: Floats32 = (white / (length + 1e-12)).astype(np.float32)
        return units


def fit_pca_whitening(
    vectors: npt.NDArray[np.floating],
    width: int,
    power: float = FULL,
    shrinkage: float = 0.0,
) -> Whitening:
    """Turn to the main directions and divide each by its variance ** power.

    Args:
        vectors: (n, d), n above `width`.
        width: Directions that are kept, k.
        power: `FULL`, `SOFT`, or 0 for PCA alone.
        shrinkage: Share of the mean variance that is mixed into every direction, from
            0 to 1; calms directions that few vectors determine.

    Raises:
        DataError: There are too few vectors or dimensions for `width` directions.
    """
    _require(vectors, width)
    floats = vectors.astype(np.float64)
    mean = floats.mean(axis=0)
    centred = floats - mean
    covariance = _shrunk(centred.T @ centred / len(floats), shrinkage)
    variances, directions = _main_directions(covariance, width)
    scale = (variances + EPSILON * variances[0]) ** -power
    return Whitening(mean, directions * scale[:, None])


def fit_learned_whitening(
    vectors: npt.NDArray[np.floating],
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    width: int,
    shrinkage: float = 0.0,
) -> Whitening:
    """Quiet the directions in which pictures of one thing differ.

    The differences of matching pairs are made white by the inverse of the Cholesky
    factor of their covariance; what remains is turned to its main directions
    (Mikolajczyk and Matas, "Improving descriptors for fast tree matching by optimal
    linear projection", ICCV 2007; as used by Radenovic et al., TPAMI 2019).

    Args:
        vectors: (n, d).
        first: (p,) places of one picture of each matching pair.
        second: (p,) places of the other.
        width: Directions that are kept, k.
        shrinkage: As in `fit_pca_whitening`, of the differences.

    Raises:
        DataError: There are too few pairs, or too few dimensions.
    """
    floats = vectors.astype(np.float64)
    differences = floats[first] - floats[second]
    _require(differences, width)
    within = _shrunk(differences.T @ differences / len(differences), shrinkage)
    # Fewer pairs than dimensions leave directions without any difference.
    within += EPSILON * max(_mean_variance(within), EPSILON) * np.eye(len(within))
    white = np.linalg.inv(np.linalg.cholesky(within))
    mean = floats[first].mean(axis=0)
    rest = (floats - mean) @ white.T
    _, directions = _main_directions(rest.T @ rest, width)
    return Whitening(mean, directions @ white)


def _main_directions(covariance: Floats, width: int) -> tuple[Floats, Floats]:
    """Return the largest variances (k,) and their directions (k, d), both real."""
    variances, directions = np.linalg.eigh(covariance)
    order = np.argsort(variances)[::-1][:width]
    return np.maximum(variances[order], 0), directions[:, order].T


def _shrunk(covariance: Floats, shrinkage: float) -> Floats:
    even = _mean_variance(covariance) * np.eye(len(covariance))
    return (1 - shrinkage) * covariance + shrinkage * even


def _mean_variance(covariance: Floats) -> float:
    return float(np.trace(covariance) / len(covariance))


def _require(vectors: npt.NDArray[np.floating], width: int) -> None:
    """Refuse what cannot determine as many directions."""
    count, dimensions = vectors.shape
    if not 0 < width <= dimensions:
        raise DataError(f"whitening cannot keep {width} of {dimensions} dimensions")
    if count <= width:
        raise DataError(
            f"whitening to {width} dimensions needs more than {width} vectors or "
            f"pairs, got {count}"
        )
