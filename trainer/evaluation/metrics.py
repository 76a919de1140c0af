"""Retrieval metrics and statistics of codes; the definitions that all figures use.

Letters in shapes: q queries, n database, r bits. Hamming distances are mostly ties, so
the database is shuffled with a fixed seed and sorted stably; the tie-aware figure is
the expectation over all orders of the ties.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

QUERIES_AT_ONCE = 200


class Denominator(StrEnum):
    """What AP@k is divided by.

    Attributes:
        FOUND: Relevant items among the first k, the custom of deep hashing.
        POSSIBLE: The smaller of k and all relevant items, that of information
            retrieval; never larger than the other figure.
    """

    FOUND = "found"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class CodeStatistics:
    """How well a set of codes uses its bits.

    Attributes:
        imbalance: Mean over bits of |mean of +-1|; 0 is best.
        unique_share: Different codes / codes.
        correlation: Mean |correlation| of two different bits; 0 is best.
    """

    imbalance: float
    unique_share: float
    correlation: float


def rank_order(distances: npt.NDArray[np.generic], seed: int) -> npt.NDArray[np.int64]:
    """Order a database by distance, ties shuffled.

    Args:
        distances: (q, n), smaller is nearer; infinite where an item is left out.
        seed: Decides the order of ties.

    Returns:
        (q, n) indices, nearest first.
    """
    shuffle = np.random.default_rng(seed).permutation(distances.shape[1])
    order = np.argsort(distances[:, shuffle], axis=1, kind="stable")
    return shuffle[order].astype(np.int64)


def average_precision(relevant: Flags, k: int, denominator: Denominator) -> Floats:
    """Return AP@k of each query, 0 where nothing relevant is among the first k.

    Args:
        relevant: (q, n) in ranked order.
        k: Ranks that count; n for AP@all, where both denominators agree.
        denominator: What to divide by.
    """
    top = relevant[:, :k]
    ranks = np.arange(1, top.shape[1] + 1)
    precision = np.cumsum(top, axis=1) / ranks
    found = top.sum(axis=1)
    if denominator is Denominator.FOUND:
        divisor = found
    else:
        divisor = np.minimum(relevant.sum(axis=1), k)
    total = (precision * top).sum(axis=1)
    # Where the divisor is 0 the total is, too.
    value: Floats = np.divide(total, np.maximum(divisor, 1))
    return value


def precision_at(relevant: Flags, k: int) -> Floats:
    """Return the share of relevant items among the first k, (q,)."""
    share: Floats = relevant[:, :k].mean(axis=1, dtype=np.float64)
    return share


def recall_at(relevant: Flags, k: int) -> Floats:
    """Return 1 where something relevant is among the first k, else 0, (q,)."""
    found: Floats = np.any(relevant[:, :k], axis=1).astype(np.float64)
    return found


def tie_aware_average_precision(
    distances: npt.NDArray[np.int64], relevant: Flags
) -> float:
    """Return the expected AP@all of one query over all orders of the ties.

    A relevant item at place i of a tie of t items, m of them relevant, after N items,
    R of them relevant, finds on average 1 + R + (i - 1)(m - 1)/(t - 1) relevant items
    up to its rank N + i (McSherry and Najork 2008).

    Args:
        distances: (n,) whole numbers.
        relevant: (n,), in the same order.
    """
    total = int(relevant.sum())
    if not total:
        return 0.0
    expected, before, relevant_before = 0.0, 0, 0
    values, group = np.unique(distances, return_inverse=True)
    sizes = np.bincount(group, minlength=len(values))
    hits = np.bincount(group, weights=relevant, minlength=len(values)).astype(np.int64)
    for size, hit in zip(sizes.tolist(), hits.tolist(), strict=True):
        if hit:
            place = np.arange(size)
            others = place * ((hit - 1) / (size - 1)) if size > 1 else 0.0 * place
            precision = (relevant_before + 1 + others) / (before + place + 1)
            expected += float(precision.sum()) * hit / size
        before += size
        relevant_before += hit
    return expected / total


def hamming_distances(
    queries: npt.NDArray[np.bool_], codes: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Count differing bits of (q, r) and (n, r), giving (q, n)."""
    mine = np.where(queries, np.float32(1), np.float32(-1))
    theirs = np.where(codes, np.float32(1), np.float32(-1))
    differing = (codes.shape[1] - mine @ theirs.T) / 2
    distances: npt.NDArray[np.int64] = np.rint(differing).astype(np.int64)
    return distances


def code_statistics(codes: npt.NDArray[np.bool_]) -> CodeStatistics:
    """Measure codes (n, r), n and r at least 2."""
    signs = np.where(codes, 1.0, -1.0)
    centred = signs - signs.mean(axis=0)
    scale = np.linalg.norm(centred, axis=0)
    # A bit that never changes says as little as a copy of another bit.
    scaled = centred / np.where(scale > 0, scale, 1.0)
    correlation = np.abs(scaled.T @ scaled)
    correlation[:, scale == 0] = 1.0
    correlation[scale == 0] = 1.0
    bits = codes.shape[1]
    off_diagonal = correlation.sum() - np.trace(correlation)
    return CodeStatistics(
        imbalance=float(np.abs(signs.mean(axis=0)).mean()),
        unique_share=len(np.unique(np.packbits(codes, axis=1), axis=0)) / len(codes),
        correlation=float(off_diagonal / (bits * (bits - 1))),
    )
