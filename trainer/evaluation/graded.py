"""Search among pictures of label sets: how much is shared, not only whether anything.

The gain of a picture is the number of labels that it shares with the query: mAP counts
whether there is any, ACG, NDCG and WAP how many (Zhao et al. 2015, section 4.2).
Hamming distances are mostly ties; a figure that ends in `_tied` is the expectation over
all orders of the ties, the others are of one order, drawn with a fixed seed.

Letters in shapes: q queries, n database, c labels, t places or different distances.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import Flags, Floats, hamming_distances

Floats32 = npt.NDArray[np.float32]
Counts = npt.NDArray[np.int64]
Figures = Mapping[str, Floats]
"""Metric name to (q,) values."""

QUERIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class GradedTask:
    """Who asks, what is searched, and what is shared.

    Attributes:
        query_labels: (q, c) bool.
        labels: (n, c) bool, of the database.
        first: Ranks that ACG and NDCG look at.
        seed: Decides the order of ties.
    """

    query_labels: Flags
    labels: Flags
    first: int = 100
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Ties:
    """A ranked database as groups of equal distance, nearest first.

    Attributes:
        sizes: (q, t) pictures in each group.
        relevant: (q, t) those that share a label.
        shared: (q, t) labels shared, summed.
        gains: (q, t) sums of 2 to the labels shared, less 1.
        best: (q, first) labels shared in the best order that there is.
    """

    sizes: Counts
    relevant: Counts
    shared: Counts
    gains: Floats
    best: Counts


def graded_by_code(task: GradedTask, queries: Flags, database: Flags) -> Figures:
    """Measure search by Hamming distance.

    Args:
        task: What is measured.
        queries: (q, bits).
        database: (n, bits).

    Returns:
        `map@all`, `acg@100`, `ndcg@100`, `wap`, each with and without `_tied`.
    """
    bits = queries.shape[1]
    shuffle = _shuffle(task)
    searched, labels = database[shuffle], task.labels[shuffle]

    def measure(rows: slice) -> Figures:
        distances = hamming_distances(queries[rows], searched)
        shared = _shared(task.query_labels[rows], labels)
        groups = _ties(distances, shared, bits + 1, task.first)
        tied = _figures(groups, task.first)
        # Sorting two bytes stably is counting.
        order = np.argsort(distances.astype(np.uint16), axis=1, kind="stable")
        plain = _figures(_ranked(shared, order, task.first), task.first)
        return {**plain, **{f"{name}_tied": value for name, value in tied.items()}}

    return _chunked(measure, len(queries))


def graded_by_cosine(
    task: GradedTask, queries: Floats32, database: Floats32
) -> Figures:
    """Measure search by the cosine of real-valued descriptors (q, d) and (n, d)."""
    shuffle = _shuffle(task)
    searched, labels = _unit(database[shuffle]), task.labels[shuffle]

    def measure(rows: slice) -> Figures:
        near = _unit(queries[rows]) @ searched.T
        order = np.argsort(-near, axis=1, kind="stable")
        shared = _shared(task.query_labels[rows], labels)
        return _figures(_ranked(shared, order, task.first), task.first)

    return _chunked(measure, len(queries))


def _figures(ties: Ties, first: int) -> dict[str, Floats]:
    return {
        "map@all": _precision_mean(ties, ties.relevant),
        f"acg@{first}": _mean_shared(ties, first),
        f"ndcg@{first}": _discounted(ties, first),
        "wap": _precision_mean(ties, ties.shared),
    }


def _precision_mean(ties: Ties, summed: Counts) -> Floats:
    """Return the mean over relevant pictures of the mean gain down to their rank.

    With gains of 0 and 1 that is AP, with labels shared WAP. At place i of a group of
    size t after N pictures with gains R, with m relevant ones and gains G in the group,
    the expected product of relevance and gains so far is
    (m R + G) / t + (i - 1) G (m - 1) / (t (t - 1)), to be divided by N + i.

    Args:
        ties: The ranked database.
        summed: (q, t) sum of the gains of each group.
    """
    sizes, hits = ties.sizes, ties.relevant
    before = np.cumsum(sizes, axis=1) - sizes
    earlier = np.cumsum(summed, axis=1) - summed
    start = (hits * earlier + summed) / np.maximum(sizes, 1)
    slope = summed * (hits - 1) / np.maximum(sizes * (sizes - 1), 1)
    slope = np.where(sizes > 1, slope, 0.0)
    # Sum of (start + slope i) / (before + 1 + i) over i = 0 .. size - 1.
    count = int(sizes[0].sum())
    harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, count + 1))])
    steps: Floats = harmonic[before + sizes] - harmonic[before]
    total = slope * sizes + (start - slope * (before + 1)) * steps
    value: Floats = total.sum(axis=1) / np.maximum(hits.sum(axis=1), 1)
    return value


def _mean_shared(ties: Ties, first: int) -> Floats:
    """Return the expected mean of labels shared among the first ranks."""
    before = np.cumsum(ties.sizes, axis=1) - ties.sizes
    taken = np.clip(first - before, 0, ties.sizes)
    each = ties.shared / np.maximum(ties.sizes, 1)
    places = min(first, int(ties.sizes[0].sum()))
    value: Floats = (each * taken).sum(axis=1) / places
    return value


def _discounted(ties: Ties, first: int) -> Floats:
    """Return the expected gain, discounted by rank, as a share of the most possible."""
    weights = 1 / np.log2(np.arange(2, first + 2))
    summed = np.concatenate([[0.0], np.cumsum(weights)])
    start = np.minimum(np.cumsum(ties.sizes, axis=1) - ties.sizes, first)
    end = np.minimum(np.cumsum(ties.sizes, axis=1), first)
    each = ties.gains / np.maximum(ties.sizes, 1)
    gained = (each * (summed[end] - summed[start])).sum(axis=1)
    possible = _gains(ties.best[:, :first]) @ weights[: ties.best.shape[1]]
    # Where nothing can be gained, nothing is.
    value: Floats = gained / np.where(possible > 0, possible, 1)
    return value


def _ties(distances: Counts, shared: Counts, groups: int, first: int) -> Ties:
    """Group pictures by distance (q, n), a whole number below `groups`."""
    queries = len(distances)
    place = (np.arange(queries)[:, None] * groups + distances).reshape(-1)

    def summed(values: npt.NDArray[np.generic]) -> Floats:
        flat = values.reshape(-1).astype(np.float64)
        total = np.bincount(place, weights=flat, minlength=queries * groups)
        return total.reshape(queries, groups).astype(np.float64)

    sizes = np.bincount(place, minlength=queries * groups).reshape(queries, groups)
    return Ties(
        sizes,
        summed(shared > 0).astype(np.int64),
        summed(shared).astype(np.int64),
        summed(_gains(shared)),
        _best(shared, first),
    )


def _ranked(shared: Counts, order: Counts, first: int) -> Ties:
    """Take pictures one after the other in an order (q, n)."""
    found = np.take_along_axis(shared, order, axis=1)
    is_relevant = (found > 0).astype(np.int64)
    return Ties(
        np.ones_like(found), is_relevant, found, _gains(found), _best(shared, first)
    )


def _best(shared: Counts, first: int) -> Counts:
    """Return the most labels shared, most first, (q, first) or less."""
    count = min(first, shared.shape[1])
    most = np.partition(shared, -count, axis=1)[:, -count:]
    best: Counts = -np.sort(-most, axis=1)
    return best


def _gains(shared: Counts) -> Floats:
    gains: Floats = np.exp2(shared) - 1
    return gains


def _shared(queries: Flags, labels: Flags) -> Counts:
    """Count labels in common, (q, n)."""
    # Whole numbers below 2**24, so exact.
    product = queries.astype(np.float32) @ labels.T.astype(np.float32)
    shared: Counts = product.astype(np.int64)
    return shared


def _shuffle(task: GradedTask) -> Counts:
    """Return the order of the database, which decides ties."""
    return np.random.default_rng(task.seed).permutation(len(task.labels))


def _chunked(measure: Callable[[slice], Figures], count: int) -> Figures:
    """Measure some queries after the other and join their values."""
    parts = [
        measure(slice(start, min(start + QUERIES_AT_ONCE, count)))
        for start in range(0, count, QUERIES_AT_ONCE)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _unit(vectors: Floats32) -> Floats32:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats32 = vectors / (length + np.float32(1e-12))
    return units
