"""How long one query takes: by codes, and exactly by real-valued descriptors.

One thread, one query at a time, the same database for all.
Letters in shapes: q queries, n database, d floats.
"""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import faiss
import numpy as np
import numpy.typing as npt

from photosearch.spec.codes import Codes

Floats32 = npt.NDArray[np.float32]
Asked = TypeVar("Asked", Codes, Floats32)

FOUND = 100
"""Nearest that are asked for."""

_ONES = np.array([value.bit_count() for value in range(256)], dtype=np.uint8)
"""Bits that are set in each byte."""


def search_seconds(
    queries: Codes, codes: Codes, asked: Floats32, descriptors: Floats32
) -> Mapping[str, float]:
    """Time both kinds of search.

    Args:
        queries: (q, bytes).
        codes: (n, bytes).
        asked: (q, d), of the same queries.
        descriptors: (n, d), of the same database.

    Returns:
        Median seconds of a query: `hamming_s` and `float_s` by faiss, `table_s` and
        `product_s` by numpy.
    """
    count = min(FOUND, len(codes))
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        binary = faiss.IndexBinaryFlat(8 * codes.shape[1])
        binary.add(codes)
        exact = faiss.IndexFlatIP(descriptors.shape[1])
        exact.add(descriptors)
        return {
            "hamming_s": _median(queries, lambda one: binary.search(one, count)),
            "float_s": _median(asked, lambda one: exact.search(one, count)),
            "table_s": _median(queries, lambda one: _by_table(one, codes, count)),
            "product_s": _median(
                asked, lambda one: _by_product(one, descriptors, count)
            ),
        }
    finally:
        faiss.omp_set_num_threads(threads)


def _by_table(query: Codes, codes: Codes, count: int) -> npt.NDArray[np.intp]:
    distances = _ONES[query ^ codes].sum(axis=1, dtype=np.uint16)
    return np.argpartition(distances, count - 1)[:count]


def _by_product(
    query: Floats32, descriptors: Floats32, count: int
) -> npt.NDArray[np.intp]:
    return np.argpartition(-(descriptors @ query[0]), count - 1)[:count]


def _median(queries: Asked, search: Callable[[Asked], object]) -> float:
    """Return the median seconds of one query after the other."""
    search(queries[:1])  # the first touches memory
    seconds = []
    for row in range(len(queries)):
        start = time.perf_counter()
        search(queries[row : row + 1])
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds))
