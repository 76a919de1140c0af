"""How descriptors are measured: retrieval by class, and near copies.

Letters in shapes: q queries, n database, r bits, d floats.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import (
    QUERIES_AT_ONCE,
    Denominator,
    average_precision,
    hamming_distances,
    precision_at,
    rank_order,
    recall_at,
    tie_aware_average_precision,
)

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

FIRST_RANKS = 100
"""Of the curves of precision."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Photos that measure.

    Attributes:
        labels: (n,) text, the class; empty where a photo has none and only distracts.
        parts: (n,) text, the part of the study a photo belongs to.
    """

    labels: npt.NDArray[np.str_]
    parts: npt.NDArray[np.str_]

    @property
    def queries(self) -> npt.NDArray[np.int64]:
        """Photos that have a class and another photo of it, ascending."""
        names, group, sizes = np.unique(
            self.labels, return_inverse=True, return_counts=True
        )
        return np.flatnonzero((names[group] != "") & (sizes[group] > 1))


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What one descriptor reached, query by query.

    Attributes:
        queries: (q,) places of the queries in the collection.
        figures: Metric name to (q,) values.
        curve: (ranks,) mean precision among the first 1, 2, 3 ...
    """

    queries: npt.NDArray[np.int64]
    figures: Mapping[str, Floats]
    curve: Floats

    def mean(self, metric: str, chosen: Flags | None = None) -> float:
        """Return the mean of a metric over all or over chosen (q,) queries."""
        values = self.figures[metric]
        return float(values.mean() if chosen is None else values[chosen].mean())


def code_distances(codes: Flags) -> Callable[[npt.NDArray[np.int64]], Floats]:
    """Return a function from queries (q,) to Hamming distances (q, n)."""

    def distances(queries: npt.NDArray[np.int64]) -> Floats:
        return hamming_distances(codes[queries], codes).astype(np.float64)

    return distances


def cosine_distances(
    vectors: npt.NDArray[np.float32],
) -> Callable[[npt.NDArray[np.int64]], Floats]:
    """Return a function from queries (q,) to 1 - cosine (q, n)."""
    units = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12)

    def distances(queries: npt.NDArray[np.int64]) -> Floats:
        far: Floats = (1 - units[queries] @ units.T).astype(np.float64)
        return far

    return distances


def retrieve(
    collection: Collection,
    distances: Callable[[npt.NDArray[np.int64]], Floats],
    seed: int,
    *,
    has_ties: bool,
) -> Retrieval:
    """Let each labelled photo look for its class among all others.

    Args:
        collection: The photos; all of them are the database.
        distances: From queries (q,) to (q, n).
        seed: Decides the order of ties.
        has_ties: Whether distances are whole numbers, so that the tie-aware figure is
            wanted, too.
    """
    queries = collection.queries
    figures: dict[str, list[Floats]] = {}
    curves = []
    for part in _chunks(queries):
        far = distances(part)
        far[np.arange(len(part)), part] = np.inf
        same = collection.labels[part][:, None] == collection.labels[None]
        same[np.arange(len(part)), part] = False
        # The query itself is last, and is no item of the database.
        ranked = np.take_along_axis(same, rank_order(far, seed)[:, :-1], axis=1)
        for name, values in _figures(ranked).items():
            figures.setdefault(name, []).append(values)
        if has_ties:
            tie_aware = _tie_aware(far, same)
            figures.setdefault("map@all_tie_aware", []).append(tie_aware)
        hits = np.cumsum(ranked[:, :FIRST_RANKS], axis=1)
        curves.append(hits / np.arange(1, hits.shape[1] + 1))
    return Retrieval(
        queries,
        {name: np.concatenate(values) for name, values in figures.items()},
        np.concatenate(curves).mean(axis=0),
    )


def bootstrap(values: Floats, seed: int, rounds: int = 1000) -> tuple[float, float]:
    """Return the 95 % interval of the mean over queries (q,)."""
    generator = np.random.default_rng(seed)
    means = [
        values[generator.integers(0, len(values), len(values))].mean()
        for _ in range(rounds)
    ]
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def ratio_of_means(values: Floats, reference: Floats) -> float:
    """Return the ratio of two means over queries; infinite where one is over 0."""
    mean, other = float(values.mean()), float(reference.mean())
    return mean / other if other else math.inf


def bootstrap_ratio(
    values: Floats, reference: Floats, seed: int, rounds: int = 1000
) -> tuple[float, float]:
    """Return the 95 % interval of the ratio of two means over the same queries (q,)."""
    generator = np.random.default_rng(seed)
    ratios = []
    for _ in range(rounds):
        drawn = generator.integers(0, len(values), len(values))
        ratios.append(ratio_of_means(values[drawn], reference[drawn]))
    # No interpolation: between two that are infinite lies nothing.
    low, high = np.percentile(ratios, (2.5, 97.5), method="nearest")
    return float(low), float(high)


def original_ranks(
    originals: Sequence[int],
    query_codes: Flags,
    query_embeddings: npt.NDArray[np.float32],
    codes: Flags,
    embeddings: npt.NDArray[np.float32],
    shortlist: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rank the original of each changed photo, by code and after re-ranking.

    Args:
        originals: (q,) places in the database.
        query_codes: (q, r) of the changed photos.
        query_embeddings: (q, d) of the changed photos, unit length.
        codes: (n, r) of the database.
        embeddings: (n, d) of the database, unit length.
        shortlist: Nearest by code that are re-ranked by embedding.

    Returns:
        Two times (q,) ranks from 0. By code, ties count against the original; a
        re-ranked original that is not on the short list keeps its rank by code.
    """
    by_code, re_ranked = [], []
    for number, original in enumerate(originals):
        far = hamming_distances(query_codes[number : number + 1], codes)[0]
        rank = int((far <= far[original]).sum()) - 1
        by_code.append(rank)
        near = np.argsort(far, kind="stable")[:shortlist]
        if original in near:
            closeness = embeddings[near] @ query_embeddings[number]
            mine = closeness[near == original][0]
            rank = int((closeness >= mine).sum()) - 1
        re_ranked.append(rank)
    return np.array(by_code), np.array(re_ranked)


def _figures(ranked: Flags) -> dict[str, Floats]:
    """Measure ranked relevance (q, n)."""
    count = ranked.shape[1]
    return {
        "map@all": average_precision(ranked, count, Denominator.FOUND),
        "map@100": average_precision(ranked, 100, Denominator.FOUND),
        "map@100_possible": average_precision(ranked, 100, Denominator.POSSIBLE),
        "precision@10": precision_at(ranked, 10),
        "recall@1": recall_at(ranked, 1),
        "recall@10": recall_at(ranked, 10),
    }


def _tie_aware(far: Floats, same: Flags) -> Floats:
    values = []
    for row, relevant in zip(far, same, strict=True):
        others = np.isfinite(row)
        values.append(
            tie_aware_average_precision(row[others].astype(np.int64), relevant[others])
        )
    return np.array(values)


def _chunks(queries: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    for start in range(0, len(queries), QUERIES_AT_ONCE):
        yield queries[start : start + QUERIES_AT_ONCE]
