"""The landmark protocols, figure for figure as their authors compute them.

Oxford5k and Paris6k (`compute_ap`): both lists of positives count, junk is taken out of
the ranking, AP is the area under the curve of precision over recall by trapezoids. The
query's photo stays in the database. Revisited sets (`revisitop`): the same area, three
difficulties, and mean precision among the first 1, 5 and 10.

Letters in shapes: q queries, n database, p positives.
"""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from trainer.data.landmarks import LandmarkQuery, Landmarks, Places
from trainer.evaluation.metrics import QUERIES_AT_ONCE, Floats, rank_order
from trainer.evaluation.nearest import Distances

FIRST_RANKS = (1, 5, 10)


class Difficulty(StrEnum):
    """Which photos count as found.

    Attributes:
        EASY: The easy ones; the hard ones are junk.
        MEDIUM: The easy and the hard ones. With the lists of Oxford5k or Paris6k this
            is their own protocol.
        HARD: The hard ones; the easy ones are junk.
    """

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


def find_landmarks(
    landmarks: Landmarks, distances: Distances, difficulty: Difficulty, seed: int
) -> Mapping[str, Floats]:
    """Let each query look for its landmark.

    Args:
        landmarks: The set.
        distances: From places of queries to their distances to all photos.
        difficulty: Which photos count.
        seed: Decides the order of ties.

    Returns:
        Metric name to one value for each query that has something to find; as
        officially, the others do not count. `map_<difficulty>` and
        `mp@<k>_<difficulty>` for k of 1, 5 and 10, all from 0 to 1.
    """
    places = np.arange(len(landmarks.queries))
    precisions: list[float] = []
    firsts: list[list[float]] = []
    for start in range(0, len(places), QUERIES_AT_ONCE):
        part = places[start : start + QUERIES_AT_ONCE]
        for place, order in zip(part, rank_order(distances(part), seed), strict=True):
            positive, junk = lists(landmarks.queries[place], difficulty)
            if len(positive):
                ranks = ranks_without_junk(order, positive, junk)
                precisions.append(area_under_precision(ranks, len(positive)))
                firsts.append([precision_at(ranks, k) for k in FIRST_RANKS])
    figures = {f"map_{difficulty}": np.array(precisions)}
    for column, k in enumerate(FIRST_RANKS):
        values = np.array([each[column] for each in firsts])
        figures[f"mp@{k}_{difficulty}"] = values
    return figures


def lists(query: LandmarkQuery, difficulty: Difficulty) -> tuple[Places, Places]:
    """Return the positives and the junk of a query."""
    if difficulty is Difficulty.EASY:
        return query.easy, np.union1d(query.junk, query.hard)
    if difficulty is Difficulty.HARD:
        return query.hard, np.union1d(query.junk, query.easy)
    return np.union1d(query.easy, query.hard), query.junk


def ranks_without_junk(order: Places, positive: Places, junk: Places) -> Places:
    """Return the ranks (p,) of the positives from 0, ascending, junk taken out.

    A photo that is both stays out, as in `compute_ap`.

    Args:
        order: (n,) places of photos, nearest first.
        positive: Places that count.
        junk: Places that neither count nor harm.
    """
    kept = order[~np.isin(order, junk)]
    return np.flatnonzero(np.isin(kept, positive))


def area_under_precision(ranks: Places, positives: int) -> float:
    """Return average precision by trapezoids.

    Args:
        ranks: (p,) ranks of positives from 0, ascending.
        positives: How many there are, found or not.
    """
    found = np.arange(len(ranks))
    # Before the first photo precision is 1.
    before = np.divide(found, ranks, out=np.ones(len(ranks)), where=ranks > 0)
    after = (found + 1) / (ranks + 1)
    return float((before + after).sum() / (2 * positives))


def precision_at(ranks: Places, k: int) -> float:
    """Return precision among the first k as `revisitop` does.

    Where the last positive comes before rank k, only the ranks up to it count: a
    landmark with three photos can reach 1 among ten.

    Args:
        ranks: (p,) ranks of positives from 0.
        k: Ranks that count.
    """
    most = min(int(ranks.max()) + 1, k)
    return float((ranks < most).sum() / most)
