"""How many of the four photos of an object come first (UKBench's score)."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import (
    Denominator,
    Floats,
    average_precision,
    rank_order,
    tie_aware_average_precision,
)
from trainer.evaluation.nearest import Distances
from trainer.evaluation.ties import expected_found

FIRST = 4


def find_same_object(
    objects: npt.NDArray[np.int64], distances: Distances, seed: int, *, has_ties: bool
) -> Mapping[str, Floats]:
    """Let each photo look for the photos of its object.

    Args:
        objects: (n,) what each photo shows; all photos are queries and database.
        distances: From places of queries to their distances to all photos.
        seed: Decides the order of ties in `map@all`.
        has_ties: Whether distances are whole numbers, so that the tie-aware figure is
            wanted, too.

    Returns:
        Metric name to (n,) values. `first_four` counts photos of the object among the
        first four, the query itself included as in the published score, 4 at best;
        the mean over all orders of ties. `map@all` leaves the query out.
    """
    places = np.arange(len(objects))
    far = distances(places)
    same = objects[:, None] == objects
    figures = {"first_four": expected_found(far, same, FIRST)}
    others = ~np.eye(len(objects), dtype=bool)
    far = far[others].reshape(len(objects), -1)
    same = same[others].reshape(len(objects), -1)
    ranked = np.take_along_axis(same, rank_order(far, seed), axis=1)
    figures["map@all"] = average_precision(ranked, ranked.shape[1], Denominator.FOUND)
    if has_ties:
        pairs = zip(far.astype(np.int64), same, strict=True)
        figures["map@all_tie_aware"] = np.array(
            [tie_aware_average_precision(row, hits) for row, hits in pairs]
        )
    return figures
