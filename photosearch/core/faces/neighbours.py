"""Pairs of faces that may be of one person.

Codes make exact neighbours cheap: those of a block of faces are looked up among all,
and only pairs whose embeddings are alike as well are kept, so that the memory hangs on
the number of faces alone.
"""

from collections.abc import Generator
from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from photosearch.spec.codes import Codes

Positions = npt.NDArray[np.int32]
Vectors = npt.NDArray[np.float32]

# A team of threads would fight with whatever else runs.
faiss.omp_set_num_threads(1)

_BLOCK = 1024
# Of a person with more faces than these, the others are reached through them.
_NEIGHBOURS = 48


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions, each once.

    Attributes:
        first: (k,) int32.
        second: (k,) int32, larger than `first`.
    """

    first: Positions
    second: Positions

    def __len__(self) -> int:
        return len(self.first)


def near_by_code(
    codes: Codes, vectors: Vectors, most_bits: int, least_cosine: float
) -> Generator[int, None, Pairs]:
    """Find pairs of faces that are alike.

    Args:
        codes: (n, bytes) uint8.
        vectors: Embeddings (n, width), unit length.
        most_bits: The largest distance of two codes.
        least_cosine: The least cosine of two embeddings.

    Yields:
        How many faces have been looked at.

    Returns:
        All pairs in which one is among the nearest of the other.
    """
    count = len(codes)
    index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    # Counting is faster than a heap where many are asked for.
    index.use_heap = False  # type: ignore[attr-defined]
    index.add(np.ascontiguousarray(codes))
    found: list[npt.NDArray[np.int64]] = [np.empty(0, np.int64)]
    for begin in range(0, count, _BLOCK):
        block = np.arange(begin, min(begin + _BLOCK, count))
        distances, rows = index.search(
            np.ascontiguousarray(codes[block]), min(_NEIGHBOURS + 1, count)
        )
        is_near = (distances <= most_bits) & (rows != block[:, None])
        places, columns = np.nonzero(is_near)
        ones, others = block[places], rows[places, columns]
        cosines = np.einsum("kw,kw->k", vectors[ones], vectors[others])
        is_alike = cosines >= least_cosine
        found.append(_keys(ones[is_alike], others[is_alike], count))
        yield int(block[-1]) + 1
    return pairs_of_keys(np.concatenate(found), count)


def near_by_mean(
    sums: Vectors, least_cosine: float, neighbours: int
) -> Generator[int, None, Pairs]:
    """Find pairs of groups whose mean faces are alike.

    Args:
        sums: Sums of the embeddings of each group, (n, width).
        least_cosine: The least cosine of two means.
        neighbours: At most so many for each group.

    Yields:
        How many groups have been looked at.
    """
    means = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    count = len(means)
    found: list[npt.NDArray[np.int64]] = [np.empty(0, np.int64)]
    for begin in range(0, count, _BLOCK):
        cosines = means[begin : begin + _BLOCK] @ means.T
        block = np.arange(len(cosines))
        cosines[block, begin + block] = -1
        kept = min(neighbours, count - 1)
        if kept > 0:
            nearest = np.argpartition(-cosines, kept - 1, axis=1)[:, :kept]
            alike = np.take_along_axis(cosines, nearest, 1) >= least_cosine
            rows, columns = np.nonzero(alike)
            found.append(_keys(begin + rows, nearest[rows, columns], count))
        yield begin + len(cosines)
    return pairs_of_keys(np.concatenate(found), count)


def pairs_of_keys(keys: npt.NDArray[np.int64], count: int) -> Pairs:
    """Turn keys of pairs among `count` things into pairs, each once."""
    # Sorting is several times faster than `numpy.unique`, which hashes.
    keys = np.sort(keys)
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    keys = keys[is_first]
    return Pairs((keys // count).astype(np.int32), (keys % count).astype(np.int32))


def _keys(
    ones: npt.NDArray[np.int64], others: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    return np.minimum(ones, others) * count + np.maximum(ones, others)
