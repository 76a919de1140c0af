"""What a search is given: examples, and marks on what was found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from photosearch.core.errors import QueryError
from photosearch.core.records import Embeddings, PhotoIds
from photosearch.spec.codes import Codes, pack, unpack

# Beyond these one example would be all that counts, or nothing at all.
_LEAST_WEIGHT, _MOST_WEIGHT = 0.001, 1000.0


@dataclass(frozen=True, slots=True)
class Example:
    """A photo, or a part of one, that the result shall, or shall not, look like.

    Attributes:
        code: (bytes,) uint8; of a part, that of the region which shows it alone.
        embedding: (width,) float32, unit length; of no use for a part.
        weight: How much it counts, .001 to 1000; below zero for what shall not be
            found.
        is_part: Whether it is looked for in the regions of photos.
    """

    code: Codes
    embedding: Embeddings
    weight: float = 1.0
    is_part: bool = False


def _none() -> PhotoIds:
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Marks:
    """What somebody said of photos that were found.

    Attributes:
        right: Photos that were looked for, (n,) int64, each once.
        wrong: Photos that were not, (m,) int64, each once.
    """

    right: PhotoIds = field(default_factory=_none)
    wrong: PhotoIds = field(default_factory=_none)

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(len(self.right) or len(self.wrong))


def require_sense(examples: Sequence[Example], count: int) -> None:
    """Refuse a search that asks for nothing.

    Raises:
        QueryError: It finds no photo, has a weight that is none, or no example.
    """
    if count < 1:
        raise QueryError("the number of photos to find must be at least 1")
    if not all(_LEAST_WEIGHT <= abs(each.weight) <= _MOST_WEIGHT for each in examples):
        raise QueryError(
            "the weight of an example must be a number from .001 to 1000, or from "
            "-1000 to -.001"
        )
    if not any(each.weight > 0 for each in examples):
        raise QueryError("a search needs at least one example to look like")


def voted_code(codes: Sequence[Codes], weights: Sequence[float]) -> Codes:
    """Return the code (bytes,) between several: each bit as the weights vote."""
    if len(codes) == 1:
        return codes[0]
    signs = unpack(np.stack(codes)) * 2.0 - 1.0
    code: Codes = pack((np.asarray(weights) @ signs)[None])[0]
    return code
