"""Average precision expected over all orders of ties, from counts at each distance.

What `metrics.tie_aware_average_precision` works out for one query from distances, here
for many queries at once from how many items lie at each distance, and also for the
first k ranks alone (McSherry and Najork 2008).

Letters in shapes: q queries, t different distances.
"""

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import Denominator, Floats

Counts = npt.NDArray[np.int64]


def expected_average_precision(sizes: Counts, hits: Counts) -> Floats:
    """Return the expected AP@all of each query, (q,); 0 without a relevant item.

    Args:
        sizes: (q, t) items at each distance, nearest first.
        hits: (q, t) relevant ones among them.
    """
    count = int(sizes.sum(axis=1).max())
    total = _precision_sums(sizes, hits, sizes, count).sum(axis=1)
    value: Floats = total / np.maximum(hits.sum(axis=1), 1)
    return value


def expected_average_precision_at(
    sizes: Counts, hits: Counts, k: int, denominator: Denominator
) -> Floats:
    """Return the expected AP@k of each query, (q,).

    Args:
        sizes: (q, t) items at each distance, nearest first.
        hits: (q, t) relevant ones among them.
        k: Ranks that count, at most as many as there are items.
        denominator: What to divide by.

    Raises:
        ValueError: A query has fewer than k items.
    """
    if int(sizes.sum(axis=1).min()) < k:
        raise ValueError(f"there are no {k} items for each query")
    places = np.clip(k - _before(sizes), 0, sizes)
    if denominator is Denominator.POSSIBLE:
        sums = _precision_sums(sizes, hits, places, k).sum(axis=1)
        possible: Floats = sums / np.maximum(np.minimum(hits.sum(axis=1), k), 1)
        return possible
    return _found_at(sizes, hits, places, k)


def _before(counts: Counts) -> Counts:
    """Sum what lies nearer than each distance."""
    summed: Counts = np.cumsum(counts, axis=1) - counts
    return summed


def _precision_sums(sizes: Counts, hits: Counts, places: Counts, count: int) -> Floats:
    """Expect the sum of precisions at relevant items of each tie, (q, t).

    Args:
        sizes: (q, t).
        hits: (q, t).
        places: (q, t) ranks of each tie that count, its first ones.
        count: Largest rank that counts.
    """
    first, nearer = _before(sizes), _before(hits)
    slope = (hits - 1) / np.maximum(sizes - 1, 1)
    shares = hits / np.maximum(sizes, 1)
    return shares * _ramp(first, nearer, slope, places, _harmonic(count))


def _ramp(
    first: Counts, nearer: Counts, slope: Floats, places: Counts, harmonic: Floats
) -> Floats:
    """Sum (nearer + 1 + slope i) / (first + 1 + i) over i below `places`."""
    last = np.minimum(first + places, len(harmonic) - 1)
    start = np.minimum(first, last)
    steps = harmonic[last] - harmonic[start]
    ramp: Floats = slope * places + (nearer + 1 - slope * (first + 1)) * steps
    return ramp


def _found_at(sizes: Counts, hits: Counts, places: Counts, k: int) -> Floats:
    """Expect AP@k over what is found, when the last tie is cut at rank k.

    How many relevant items of that tie get in is hypergeometric, and given their
    number j they lie like j in a tie of as many items as it has places.
    """
    rows = np.arange(len(sizes))
    last = sizes.shape[1] - 1 - np.argmax(places[:, ::-1] > 0, axis=1)
    whole = places.copy()
    whole[rows, last] = 0
    sure = _precision_sums(sizes, hits, whole, k).sum(axis=1)
    size, hit, place, first, nearer = (
        each[rows, last][:, None]
        for each in (sizes, hits, places, _before(sizes), _before(hits))
    )
    drawn = np.arange(int(np.minimum(place, hit).max()) + 1)[None]  # (1, j)
    slope = (drawn - 1) / np.maximum(place - 1, 1)
    ramp = _ramp(first, nearer, slope, place, _harmonic(k))
    total = sure[:, None] + drawn / place * ramp
    chance = _hypergeometric(size, hit, place, drawn)
    value: Floats = (chance * total / np.maximum(nearer + drawn, 1)).sum(axis=1)
    return value


def _hypergeometric(
    size: Counts, hits: Counts, places: Counts, drawn: Counts
) -> Floats:
    """Return how likely `drawn` (1, j) of `hits` (q, 1) are among the places."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size.max() + 1)))])

    def chosen(count: Counts, taken: Counts) -> Floats:
        """Return the log of the binomial coefficient, -inf where it is 0."""
        is_possible = (taken >= 0) & (taken <= count)
        some = np.where(is_possible, taken, 0)
        value = logs[count] - logs[some] - logs[count - some]
        return np.where(is_possible, value, -np.inf)

    ways = chosen(hits, drawn) + chosen(size - hits, places - drawn)
    chance: Floats = np.exp(ways - chosen(size, places))
    return chance


def _harmonic(count: int) -> Floats:
    """Return the harmonic numbers 0 to `count`."""
    return np.concatenate([[0.0], np.cumsum(1 / np.arange(1, count + 1))])
