"""Retrieval by class with labels that only the measurement sees (protocol P1).

On CIFAR-10 the 10,000 test pictures ask and the 50,000 training pictures, learned from
without labels, are searched: mAP@1000. The same figures with validation pictures as
queries serve for choosing.

Letters in shapes: q queries, n database, r bits, d floats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import (
    Denominator,
    Flags,
    Floats,
    average_precision,
    code_statistics,
    precision_at,
)
from trainer.evaluation.tied_precision import (
    expected_average_precision,
    expected_average_precision_at,
)

Floats32 = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Figures = Mapping[str, Floats]
"""Metric name to (q,) values."""

QUERIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Who asks, what is searched, and what counts.

    Attributes:
        query_labels: (q,).
        labels: (n,) of the database.
        first: Ranks that mAP@k and precision@k look at, at most n.
        seed: Decides the order of the database, and so of equal distances.
    """

    query_labels: Labels
    labels: Labels
    first: int = 1000
    seed: int = 0


def figures_by_code(task: Retrieval, queries: Flags, database: Flags) -> Figures:
    """Measure search by Hamming distance.

    Args:
        task: What is measured.
        queries: (q, r), at most 255 bits.
        database: (n, r).

    Returns:
        `map@1000` over what is found, `map@1000_possible` over what is possible,
        both expected over all orders of ties as well (`_tied`), `map@all`,
        `map@all_tied` and `precision@1000`.
    """
    bits = queries.shape[1]
    asked, shuffle = _signs(queries), _shuffled(task)
    searched = _signs(database[shuffle]).T
    labels = task.labels[shuffle]

    def measure(places: slice) -> Figures:
        product = asked[places] @ searched
        # Whole numbers below 2**24, so exact.
        distances = ((bits - product) / 2).astype(np.uint8)
        wanted = task.query_labels[places, None]
        # Sorting bytes stably is counting: ties stay as shuffled.
        order = np.argsort(distances, axis=1, kind="stable")
        figures = _ranked(labels[order] == wanted, task.first)
        return figures | _tied(distances, labels == wanted, bits, task.first)

    return _chunked(measure, len(queries))


def figures_by_cosine(
    task: Retrieval, queries: Floats32, database: Floats32
) -> Figures:
    """Measure search by the cosine of real-valued features.

    Args:
        task: What is measured.
        queries: (q, d), of any length.
        database: (n, d).

    Returns:
        `map@1000`, `map@1000_possible`, `map@all` and `precision@1000`.
    """
    asked, shuffle = _unit(queries), _shuffled(task)
    searched = _unit(database[shuffle]).T
    labels = task.labels[shuffle]

    def measure(places: slice) -> Figures:
        order = np.argsort(-(asked[places] @ searched), axis=1)
        return _ranked(labels[order] == task.query_labels[places, None], task.first)

    return _chunked(measure, len(queries))


def code_figures(logits: Floats32) -> Mapping[str, float]:
    """Say how well codes use their bits.

    Args:
        logits: (n, r) of the database, n and r at least 2.

    Returns:
        `imbalance`, `unique_share` and `correlation` of `CodeStatistics`,
        `entropy` (mean over bits, 1 is best), `mean_bucket` and `largest_bucket`
        (pictures of one code), and `quantisation`, 1 - the cosine between logits and
        signs.
    """
    codes = logits >= 0
    statistics = code_statistics(codes)
    _, buckets = np.unique(np.packbits(codes, axis=1), axis=0, return_counts=True)
    share = codes.mean(axis=0).clip(1e-12, 1 - 1e-12)
    entropy = -(share * np.log2(share) + (1 - share) * np.log2(1 - share))
    lengths = np.linalg.norm(logits, axis=1) * np.sqrt(logits.shape[1])
    cosine = np.abs(logits).sum(axis=1) / np.maximum(lengths, 1e-12)
    return {
        "imbalance": statistics.imbalance,
        "unique_share": statistics.unique_share,
        "correlation": statistics.correlation,
        "entropy": float(entropy.mean()),
        "mean_bucket": float(buckets.mean()),
        "largest_bucket": float(buckets.max()),
        "quantisation": float(1 - cosine.mean()),
    }


def _shuffled(task: Retrieval) -> npt.NDArray[np.int64]:
    """Return the order in which the database lies."""
    return np.random.default_rng(task.seed).permutation(len(task.labels))


def _chunked(measure: Callable[[slice], Figures], count: int) -> Figures:
    """Measure some queries after the other and join their values."""
    parts = [
        measure(slice(start, min(start + QUERIES_AT_ONCE, count)))
        for start in range(0, count, QUERIES_AT_ONCE)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _ranked(relevant: Flags, first: int) -> dict[str, Floats]:
    """Measure flags (q, n) in ranked order."""
    return {
        f"map@{first}": average_precision(relevant, first, Denominator.FOUND),
        f"map@{first}_possible": average_precision(
            relevant, first, Denominator.POSSIBLE
        ),
        "map@all": _average_precision(relevant),
        f"precision@{first}": precision_at(relevant, first),
    }


def _average_precision(relevant: Flags) -> Floats:
    """Return AP@all from the ranks of what is relevant, which is little."""
    query, place = np.nonzero(relevant)
    counts = np.bincount(query, minlength=len(relevant))
    before = np.repeat(np.cumsum(counts) - counts, counts)
    precision = (np.arange(len(query)) - before + 1) / (place + 1)
    sums = np.bincount(query, weights=precision, minlength=len(relevant))
    value: Floats = sums / np.maximum(counts, 1)
    return value


def _tied(
    distances: npt.NDArray[np.uint8], relevant: Flags, bits: int, first: int
) -> dict[str, Floats]:
    """Expect what `_ranked` measures over all orders of ties.

    Args:
        distances: (q, n).
        relevant: (q, n), in the same order.
        bits: Largest distance.
        first: Ranks that count.
    """
    sizes = np.stack([np.bincount(row, minlength=bits + 1) for row in distances])
    hits = np.stack(
        [
            np.bincount(row[flags], minlength=bits + 1)
            for row, flags in zip(distances, relevant, strict=True)
        ]
    )
    at = {
        kind: expected_average_precision_at(sizes, hits, first, kind)
        for kind in Denominator
    }
    return {
        f"map@{first}_tied": at[Denominator.FOUND],
        f"map@{first}_possible_tied": at[Denominator.POSSIBLE],
        "map@all_tied": expected_average_precision(sizes, hits),
    }


def _signs(codes: Flags) -> Floats32:
    return np.where(codes, np.float32(1), np.float32(-1))


def _unit(features: Floats32) -> Floats32:
    length = np.linalg.norm(features, axis=1, keepdims=True)
    units: Floats32 = features / (length + np.float32(1e-12))
    return units
