"""What is found among the nearest, as the mean over all orders of equal distances.

Binary codes give mostly ties, and a collapsed code nothing else: an order chosen by
chance, or by how the database happens to lie, would flatter it.

Letters in shapes: q queries, n database.
"""

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import Flags, Floats


def expected_found(distances: Floats, relevant: Flags, k: int) -> Floats:
    """Return how many relevant items are expected among the k nearest, (q,).

    Args:
        distances: (q, n), smaller is nearer; infinite where an item is left out.
        relevant: (q, n), in the same order.
        k: Items that are looked at, from 1.
    """
    sure, drawn, tied, hits = _around_last(distances, relevant, k)
    found: Floats = sure + drawn * hits / tied
    return found


def expected_hit(distances: Floats, relevant: Flags, k: int) -> Floats:
    """Return how likely something relevant is among the k nearest, (q,).

    Args:
        distances: (q, n), smaller is nearer; infinite where an item is left out.
        relevant: (q, n), in the same order.
        k: Items that are looked at, from 1.
    """
    sure, drawn, tied, hits = _around_last(distances, relevant, k)
    missed = (sure == 0).astype(np.float64)
    # One item after the other is drawn from the tie, none of them relevant.
    for place in range(k):
        left = np.maximum(tied - place, 1)
        chance = np.maximum(tied - hits - place, 0) / left
        missed *= np.where(place < drawn, chance, 1.0)
    found: Floats = 1 - missed
    return found


def _around_last(
    distances: Floats, relevant: Flags, k: int
) -> tuple[npt.NDArray[np.int64], ...]:
    """Look at the tie in which the k-th nearest is.

    Returns:
        Four times (q,): relevant items before it, places left for it, its size, and
        relevant items in it.
    """
    k = min(k, distances.shape[1])
    last = np.partition(distances, k - 1, axis=1)[:, k - 1 : k]
    is_before, is_tied = distances < last, distances == last
    counts = (
        is_before & relevant,
        is_before,
        is_tied,
        is_tied & relevant,
    )
    sure, before, tied, hits = (each.sum(axis=1, dtype=np.int64) for each in counts)
    return sure, k - before, tied, hits
