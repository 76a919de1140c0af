"""Search for a person: each face asks for the other faces of the same person.

Letters in shapes: n faces, d numbers of a description.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import (
    QUERIES_AT_ONCE,
    Denominator,
    average_precision,
    rank_order,
)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FaceRetrieval:
    """What was found; m faces asked, those whose person has another face.

    Attributes:
        precision: (m,) average precision over all other faces.
        first: (m,) 1 where the nearest face is the same person's, else 0.
    """

    precision: Floats
    first: Floats


def search_people(
    vectors: npt.NDArray[np.floating], people: npt.NDArray[np.int64], seed: int
) -> FaceRetrieval:
    """Let each face ask for its person among all other faces.

    Args:
        vectors: (n, d); the larger their inner product, the nearer. Codes as -1 and +1.
        people: (n,).
        seed: Decides the order of ties.

    Raises:
        ValueError: Nobody has two faces.
    """
    _, group, counts = np.unique(people, return_inverse=True, return_counts=True)
    asking = np.flatnonzero(counts[group] > 1)
    if not len(asking):
        raise ValueError("nobody has two faces")
    precision, first = [], []
    for start in range(0, len(asking), QUERIES_AT_ONCE):
        rows = asking[start : start + QUERIES_AT_ONCE]
        distances = -(vectors[rows].astype(np.float32) @ vectors.astype(np.float32).T)
        distances[np.arange(len(rows)), rows] = np.inf  # not itself
        order = rank_order(distances, seed)
        relevant = people[order] == people[rows, None]
        relevant[order == rows[:, None]] = False
        precision.append(average_precision(relevant, len(people), Denominator.FOUND))
        first.append(relevant[:, 0].astype(np.float64))
    return FaceRetrieval(np.concatenate(precision), np.concatenate(first))
