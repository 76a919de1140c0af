"""Distances from queries to photos that are described whole or region by region.

A photo with several descriptors is as near as the nearest of them, so that one measure
compares whole pictures, grids of regions and proposals.

Letters in shapes: q queries, n photos, r regions, d floats or bits.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from photosearch.spec.codes import Codes
from trainer.evaluation.metrics import Floats

Floats32 = npt.NDArray[np.float32]
Distances = Callable[[npt.NDArray[np.int64]], Floats]
"""From places of queries (q,) to distances (q, n)."""

DESCRIPTORS_AT_ONCE = 16_384


def vector_distances(queries: Floats32, database: Floats32) -> Distances:
    """Return a function to 1 - cosine of the nearest descriptor of each photo.

    Args:
        queries: (q, d), of any length.
        database: (n, d) or (n, r, d), of any length.
    """
    units = _unit(queries)

    def distances(places: npt.NDArray[np.int64]) -> Floats:
        return 1 - _largest_product(units[places], database, _unit)

    return distances


def packed_distances(queries: Codes, database: Codes) -> Distances:
    """Return a function to the Hamming distance of the nearest code of each photo.

    Args:
        queries: (q, bytes).
        database: (n, bytes) or (n, r, bytes).
    """
    signs, bits = _signs(queries), 8 * queries.shape[1]

    def distances(places: npt.NDArray[np.int64]) -> Floats:
        product = _largest_product(signs[places], database, _signs)
        differing: Floats = np.rint((bits - product) / 2)
        return differing

    return distances


def region_sum_distances(queries: Codes, database: Codes) -> Distances:
    """Return a function to the sum of what each region of a query is from its nearest.

    Args:
        queries: (q, r, bytes).
        database: (n, r, bytes).
    """
    by_region = [
        packed_distances(queries[:, region], database)
        for region in range(queries.shape[1])
    ]

    def distances(places: npt.NDArray[np.int64]) -> Floats:
        total: Floats = np.sum([each(places) for each in by_region], axis=0)
        return total

    return distances


def _largest_product(
    queries: Floats32,
    database: npt.NDArray[np.generic],
    vectors: Callable[[npt.NDArray[np.generic]], Floats32],
) -> Floats:
    """Multiply (q, d) with the regions of each photo and keep the largest, (q, n)."""
    regions = database if database.ndim == 3 else database[:, None]
    step = max(1, DESCRIPTORS_AT_ONCE // regions.shape[1])
    best = np.empty((len(queries), len(regions)))
    for start in range(0, len(regions), step):
        part = regions[start : start + step]
        flat = vectors(part.reshape(-1, part.shape[2]))
        products = (queries @ flat.T).reshape(len(queries), *part.shape[:2])
        best[:, start : start + step] = products.max(axis=2)
    return best


def _unit(vectors: npt.NDArray[np.generic]) -> Floats32:
    floats = vectors.astype(np.float32)
    length = np.linalg.norm(floats, axis=1, keepdims=True)
    units: Floats32 = floats / (length + np.float32(1e-12))
    return units


def _signs(codes: npt.NDArray[np.generic]) -> Floats32:
    """Turn packed codes into +-1, (n, bits)."""
    bits = np.unpackbits(codes.astype(np.uint8, copy=False), axis=1)
    return bits.astype(np.float32) * 2 - 1
