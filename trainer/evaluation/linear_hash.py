"""Codes from given features: random projections, PCA signs and ITQ."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class LinearHash:
    """Logits are (features - mean) @ weight; a bit is set where one is not negative.

    Attributes:
        mean: (d,) float32.
        weight: (d, bits) float32.
    """

    mean: Floats
    weight: Floats

    def logits(self, features: Floats) -> Floats:
        """Project features (n, d) to logits (n, bits)."""
        logits = (features - self.mean) @ self.weight
        return logits.astype(np.float32, copy=False)


def fit_lsh(features: Floats, bits: int, seed: int) -> LinearHash:
    """Take random directions through the mean of the features (n, d)."""
    generator = np.random.default_rng(seed)
    weight = generator.standard_normal((features.shape[1], bits), dtype=np.float32)
    return LinearHash(features.mean(axis=0), weight)


def fit_pca(features: Floats, bits: int) -> LinearHash:
    """Take the directions of largest variance, largest first.

    Raises:
        ValueError: The features (n, d) have fewer than `bits` dimensions.
    """
    if min(features.shape) < bits:
        raise ValueError(f"{bits} components cannot be had from {features.shape}")
    mean = features.mean(axis=0)
    centred = features - mean
    covariance = (centred.T @ centred).astype(np.float64) / len(features)
    _, vectors = np.linalg.eigh(covariance)  # ascending
    return LinearHash(mean, vectors[:, ::-1][:, :bits].astype(np.float32))


def fit_itq(features: Floats, bits: int, seed: int, rounds: int = 50) -> LinearHash:
    """Rotate the PCA directions so that signs lose least (Gong and Lazebnik 2011)."""
    pca = fit_pca(features, bits)
    rotation = itq_rotation(pca.logits(features), seed, rounds)
    return LinearHash(pca.mean, pca.weight @ rotation)


def itq_rotation(projected: Floats, seed: int, rounds: int = 50) -> Floats:
    """Find the rotation (bits, bits) that brings projections (n, bits) near +-1."""
    bits = projected.shape[1]
    generator = np.random.default_rng(seed)
    start = generator.standard_normal((bits, bits))
    rotation: Floats = np.linalg.qr(start)[0].astype(np.float32)
    for _ in range(rounds):
        signs = np.where(projected @ rotation >= 0, np.float32(1), np.float32(-1))
        left, _, right = np.linalg.svd(projected.T @ signs)
        rotation = (left @ right).astype(np.float32)
    return rotation
