"""What a search gives back."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.records import PhotoIds
from photosearch.core.search.curve import Scores, Similarities


@dataclass(frozen=True, slots=True)
class Ranking:
    """Photos by likeness, most alike first.

    What was marked as right comes first, after copies of the examples; what was marked
    as wrong comes last.

    Attributes:
        ids: (k,) int64.
        distances: (k,) int32, bits to the first positive example's code; where that is
            a part, from the nearest region.
        query_distances: (k,) int32, bits to the query's code: that of its example or,
            of several, the code on which their weights agree. A query with parts has
            the code on which these agree, and a photo is as far as its nearest region.
        histogram: (bits + 1,) int64, how many photos that may be found lie so far from
            the query's code.
        similarities: (k,) float32; likeness to the positive examples less that to the
            negative ones; 1 is the same picture.
        scores: (k,) float64, share of random pairs of photos that are more alike.
        is_close: (k,) bool, whether it lies within the automatic cut; never one after
            one that does not.
        examples: (k,) int16, which example each is nearest to, of the positive ones,
            counted over all.
        regions: (k,) int16, the region that is like that example; -1 where it is a
            whole photo.
    """

    ids: PhotoIds
    distances: npt.NDArray[np.int32]
    query_distances: npt.NDArray[np.int32]
    histogram: npt.NDArray[np.int64]
    similarities: Similarities
    scores: Scores
    is_close: npt.NDArray[np.bool_]
    examples: npt.NDArray[np.int16]
    regions: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.ids)
