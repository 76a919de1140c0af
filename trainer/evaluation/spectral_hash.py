"""Spectral hashing (Weiss, Torralba and Fergus 2008): signs of slow waves.

The data are taken to fill a box along their principal components. The smoothest
functions on a box are cosines of one side; the slowest of all sides together give the
bits, so that a long side gives several and a short one none.
"""

from dataclasses import dataclass

import numpy as np

from trainer.evaluation.linear_hash import Floats, fit_pca


@dataclass(frozen=True, slots=True)
class SpectralHash:
    """Logits are cos(frequency * (features @ weight - low)).

    Attributes:
        weight: (d, bits) float32, the principal component that each bit looks along.
        low: (bits,) float32, where the data begin along it.
        frequency: (bits,) float32, in radians, whole multiples of pi over the side.
    """

    weight: Floats
    low: Floats
    frequency: Floats

    def logits(self, features: Floats) -> Floats:
        """Turn features (n, d) into logits (n, bits) between -1 and 1."""
        along = features @ self.weight - self.low
        logits: Floats = np.cos(along * self.frequency)
        return logits


def fit_spectral(features: Floats, bits: int) -> SpectralHash:
    """Choose the slowest waves along the first principal components.

    Raises:
        ValueError: All features (n, d) are the same.
    """
    pca = fit_pca(features, min(bits, *features.shape))
    along = features @ pca.weight
    low, high = along.min(axis=0), along.max(axis=0)
    sides = high - low
    if not sides.max() > 0:
        raise ValueError("features that are all the same give no code")
    # A side of no length would have waves of no length.
    frequencies = np.pi / np.where(sides > 0, sides, np.finfo(np.float32).tiny)
    times = np.arange(1, bits + 1)
    every = (times[:, None] * frequencies).ravel()  # times of component 0, 1, ...
    slowest = np.argsort(every, kind="stable")[:bits]
    component = slowest % len(frequencies)
    return SpectralHash(
        weight=pca.weight[:, component],
        low=low[component],
        frequency=every[slowest].astype(np.float32),
    )
