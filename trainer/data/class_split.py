"""Which classes are learned, which choose, and which only measure: never the same.

By custom the first half of the classes, sorted by name, is for learning and the second
half for the test. The last classes of the first half choose between variants.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.data.class_folders import ClassPhoto, Use
from trainer.errors import DataError

logger = logging.getLogger(__name__)

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClassSplit:
    """Places of photos in a list, ascending.

    Attributes:
        learned: (n,) to learn from.
        validation: (v,) of other classes, for all choices.
        queries: (q,) of yet other classes: those that ask.
        gallery: (g,) those that are searched; the same photos as the queries where
            each of them searches all others.
    """

    learned: Places
    validation: Places
    queries: Places
    gallery: Places


def split_classes(photos: Sequence[ClassPhoto], validation: int) -> ClassSplit:
    """Divide photos by their classes.

    Args:
        photos: Those of one set.
        validation: Classes of the learning half that choose.

    Raises:
        DataError: A class has one image, or is to be learned and tested, or there are
            too few classes.
    """
    _require_pairs(photos)
    labels = np.array([photo.label for photo in photos])
    if any(photo.use for photo in photos):
        uses = np.array([photo.use or "" for photo in photos])
        first = sorted(set(labels[uses == Use.LEARNING]))
        queries = np.isin(uses, (Use.TEST, Use.QUERY))
        gallery = np.isin(uses, (Use.TEST, Use.GALLERY))
        _require_disjoint(first, labels[queries | gallery])
    else:
        names = sorted(set(labels))
        first = names[: (len(names) + 1) // 2]
        queries = gallery = ~np.isin(labels, first)
    if len(first) - validation < 2 or not queries.any() or not gallery.any():
        raise DataError(
            f"{len(set(labels))} classes are too few: the half to learn from must hold "
            f"two beside {validation} for validation, the other half at least one"
        )
    known, choosing = first[: len(first) - validation], first[len(first) - validation :]
    return ClassSplit(
        _several(labels, np.isin(labels, known) & ~queries & ~gallery),
        np.flatnonzero(np.isin(labels, choosing) & ~queries & ~gallery),
        np.flatnonzero(queries),
        np.flatnonzero(gallery),
    )


def _require_pairs(photos: Sequence[ClassPhoto]) -> None:
    """Refuse folders with one image; lists of others are taken as they are."""
    counts = Counter(photo.label for photo in photos if photo.use is None)
    single = sorted(label for label, count in counts.items() if count == 1)
    if single:
        raise DataError(
            f"{len(single)} classes have one image (the first is {single[0]!r}); "
            "a class needs two or more: add images or name it in data.exclude"
        )


def _require_disjoint(learned: Sequence[str], tested: npt.NDArray[np.str_]) -> None:
    both = sorted(set(learned) & set(tested.tolist()))
    if both:
        raise DataError(
            f"{len(both)} classes are listed both to learn from and to test with "
            f"(the first is {both[0]!r}): figures would mean nothing"
        )


def _several(labels: npt.NDArray[np.str_], chosen: npt.NDArray[np.bool_]) -> Places:
    """Leave out what has no partner to learn with."""
    counts = Counter(labels[chosen].tolist())
    paired = np.array([counts[label] > 1 for label in labels.tolist()])
    lonely = int((chosen & ~paired).sum())
    if lonely:
        logger.info("%d photos are alone in their class and not learned from", lonely)
    return np.flatnonzero(chosen & paired)
