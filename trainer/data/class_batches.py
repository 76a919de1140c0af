"""Batches of P classes with K photos each, as losses on pairs and triplets need."""

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


class ClassBatches:
    """Draws batches; each follows from the seed and the number of its step.

    Args:
        labels: (n,) class of each photo.
        photos: Photos of a class in a batch; a class with fewer gives some twice.
        batch: Photos of a batch; all classes are taken where there are too few.
        seed: Decides everything.
    """

    def __init__(self, labels: Places, photos: int, batch: int, seed: int) -> None:
        order = np.argsort(labels, kind="stable")
        starts = np.flatnonzero(np.diff(labels[order], prepend=labels.min() - 1))
        self._classes = np.split(order, starts[1:])
        self._photos = photos
        self._count = min(batch // photos, len(self._classes))
        self._seed = seed

    def at(self, step: int) -> Places:
        """Return the places (p * k,) of a step's photos, class after class."""
        draw = np.random.default_rng([self._seed, step])
        chosen = draw.choice(len(self._classes), self._count, replace=False)
        return np.concatenate(
            [self._some(self._classes[each], draw) for each in chosen]
        )

    def _some(self, places: Places, draw: np.random.Generator) -> Places:
        drawn = draw.permutation(places)
        return np.resize(drawn, self._photos)
