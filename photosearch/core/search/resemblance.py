"""What each example of a query has to say about each photo."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.search.curve import Similarities

NO_REGION = -1


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Photos compared with some of the examples of a query, one by one.

    Attributes:
        numbers: (e,) int16, which examples of the query they are.
        weights: (e,) float32, below zero for what shall not be found.
        alike: (n, e) float32, similarities; 1 is the same.
        regions: (n, e) int16, the region that was compared; -1 for the whole photo.
        wanted: (n,) float32, likeness to the positive ones together, times the sum of
            their weights.
    """

    numbers: npt.NDArray[np.int16]
    weights: npt.NDArray[np.float32]
    alike: Similarities
    regions: npt.NDArray[np.int16]
    wanted: Similarities


def positive_sum(weights: npt.NDArray[np.float32]) -> np.float32:
    """Add up the weights (e,) that are above zero."""
    total: np.float32 = weights[weights > 0].sum()
    return total
