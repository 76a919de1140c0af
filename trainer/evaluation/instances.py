"""The search for an object by a picture of it alone, among whole pictures.

A query is the box of an object cut out of one view; the database holds the other views
of all objects and pictures that show none of them.

Letters in shapes: q queries, n database, s side in pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.evaluation.metrics import (
    QUERIES_AT_ONCE,
    Denominator,
    Flags,
    Floats,
    average_precision,
    rank_order,
    tie_aware_average_precision,
)
from trainer.evaluation.nearest import Distances
from trainer.evaluation.ties import expected_hit

NO_OBJECT = -1
"""Stands for the object of a picture that only distracts."""

RECALLS = (5, 10, 100)


@dataclass(frozen=True, slots=True)
class InstanceTask:
    """Which pictures ask and which are searched.

    Attributes:
        query_rows: (q,) rows of the store whose boxes are cut out.
        database_rows: (m,) rows of the store that are searched; in the database they
            come first, the distractors after them.
        query_objects: (q,) what each query shows.
        database_objects: (n,) what each picture shows, `NO_OBJECT` for distractors.
    """

    query_rows: npt.NDArray[np.int64]
    database_rows: npt.NDArray[np.int64]
    query_objects: npt.NDArray[np.int64]
    database_objects: npt.NDArray[np.int64]


def instance_task(
    instances: npt.NDArray[np.integer], distractors: int, queries_each: int = 1
) -> InstanceTask:
    """Let the first views of each instance ask and the others be searched.

    Args:
        instances: (rows,) the object of each view, as in the store.
        distractors: Pictures without an object at the end of the database.
        queries_each: Views of an instance that ask.

    Raises:
        ValueError: An instance has no view left to be found.
    """
    _, group, counts = np.unique(instances, return_inverse=True, return_counts=True)
    if counts.min() <= queries_each:
        raise ValueError(
            f"{queries_each} of {counts.min()} views ask, none is left to be found"
        )
    order = np.argsort(group, kind="stable")
    starts = np.cumsum(counts) - counts
    number = np.empty(len(instances), np.int64)
    number[order] = np.arange(len(instances)) - np.repeat(starts, counts)
    asks = number < queries_each
    objects = instances.astype(np.int64)
    absent = np.full(distractors, NO_OBJECT)
    return InstanceTask(
        np.flatnonzero(asks),
        np.flatnonzero(~asks),
        objects[asks],
        np.concatenate([objects[~asks], absent]),
    )


def cut_box(pixels: Pixels, box: npt.NDArray[np.floating]) -> Pixels:
    """Cut a box out of a picture.

    Args:
        pixels: (h, w, 3) uint8.
        box: (4,) left, top, width and height as shares of the picture.

    Returns:
        The pixels inside, at least one a side.
    """
    height, width = pixels.shape[:2]
    corners = np.stack([box[:2], box[:2] + box[2:]]) * (width, height)
    (left, top), (right, bottom) = np.rint(corners).astype(int).tolist()
    left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    return pixels[top : max(bottom, top + 1), left : max(right, left + 1)]


def search_instances(
    task: InstanceTask, distances: Distances, seed: int, *, has_ties: bool
) -> Mapping[str, Floats]:
    """Let each query look for its object.

    Args:
        task: What asks and what is searched.
        distances: From places of queries to their distances to the whole database.
        seed: Decides the order of ties in `map@all`.
        has_ties: Whether distances are whole numbers, so that the tie-aware figure is
            wanted, too.

    Returns:
        Metric name to (q,) values: `first`, how likely the nearest picture shows the
        object; `recall@k`, how likely one of the k nearest does, both means over the
        orders of ties; `map@all`.
    """
    figures: dict[str, list[Floats]] = {}
    for start in range(0, len(task.query_objects), QUERIES_AT_ONCE):
        objects = task.query_objects[start : start + QUERIES_AT_ONCE]
        far = distances(np.arange(start, start + len(objects)))
        same = objects[:, None] == task.database_objects
        for name, values in _figures(far, same, seed, has_ties=has_ties).items():
            figures.setdefault(name, []).append(values)
    return {name: np.concatenate(values) for name, values in figures.items()}


def _figures(
    far: Floats, same: Flags, seed: int, *, has_ties: bool
) -> dict[str, Floats]:
    ranked = np.take_along_axis(same, rank_order(far, seed), axis=1)
    figures = {"first": expected_hit(far, same, 1)}
    figures |= {f"recall@{k}": expected_hit(far, same, k) for k in RECALLS}
    figures["map@all"] = average_precision(ranked, ranked.shape[1], Denominator.FOUND)
    if has_ties:
        pairs = zip(far.astype(np.int64), same, strict=True)
        figures["map@all_tie_aware"] = np.array(
            [tie_aware_average_precision(row, hits) for row, hits in pairs]
        )
    return figures
