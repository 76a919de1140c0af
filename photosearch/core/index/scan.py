"""All distances to one code in one pass, and which of them are the least.

FAISS measures the rows where they lie, and the counts of the distances tell which are
the nearest, ties by position. A FAISS index would hold a second copy and break ties at
random.
"""

from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from photosearch.core.index.rows import Rows
from photosearch.core.records import PhotoIds, RegionCodes
from photosearch.spec.codes import Codes, hamming

Distances = npt.NDArray[np.int32]

# FAISS is given one thread: for a single query it uses no more, and starting a team
# costs more than the scan.
faiss.omp_set_num_threads(1)

# So many distances are counted while the processor still has them at hand.
_BLOCK = 1 << 15
# FAISS measures codes of whole words only.
_WORD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Survey:
    """The photos nearest to a code, and how far all of them are.

    Attributes:
        ids: (k,) int64, nearest first, ties by id.
        distances: (k,) int32, bits.
        histogram: (bits + 1,) int64, how many photos lie at each distance.
    """

    ids: PhotoIds
    distances: Distances
    histogram: npt.NDArray[np.int64]


def survey_rows(code: Codes, rows: Rows, count: int) -> Survey:
    """Find the rows nearest to a code, and count how far the others are.

    Args:
        code: (bytes,) uint8.
        rows: Their codes (n, bytes), or (n, regions, bytes): then a row is as far as
            the nearest of its regions.
        count: At most this many; fewer if there are fewer rows.

    Raises:
        ValueError: The code has another type or length than those of the rows.
    """
    code_bytes = rows.codes.shape[-1]
    if code.dtype != np.uint8 or code.shape != (code_bytes,):
        raise ValueError(
            f"code must be uint8 ({code_bytes},), got {code.dtype} {code.shape}"
        )
    distances, histogram = _distances(code, rows.codes_in_use)
    positions = _nearest(distances, histogram, min(count, rows.count))
    return Survey(rows.ids[positions], distances[positions], histogram)


def _distances(
    code: Codes, codes: Codes | RegionCodes
) -> tuple[Distances, npt.NDArray[np.int64]]:
    """Measure all rows; return (n,) bits, and how many lie at each."""
    distances = np.empty(len(codes), np.int32)
    histogram = np.zeros(len(code) * 8 + 1, np.int64)
    code = np.ascontiguousarray(code)
    codes = np.ascontiguousarray(codes)
    regions = codes.shape[1] if codes.ndim == 3 else 1
    rows = max(1, _BLOCK // regions)
    measured = np.empty(rows * regions, np.int32)
    for first in range(0, len(codes), rows):
        part = codes[first : first + rows].reshape(-1, len(code))
        least = distances[first : first + rows]
        if regions == 1:
            _measure(code, part, least)
        else:
            _measure(code, part, measured[: len(part)])
            _least(measured[: len(part)].reshape(-1, regions), least)
        histogram += np.bincount(least, minlength=len(histogram))
    return distances, histogram


def _measure(code: Codes, codes: Codes, distances: Distances) -> None:
    """Write the distances (n,) to codes (n, bytes)."""
    if len(code) % _WORD_BYTES:
        distances[:] = hamming(code, codes)
        return
    faiss.hammings(  # type: ignore[attr-defined]
        faiss.swig_ptr(code),
        faiss.swig_ptr(codes),
        1,
        len(codes),
        len(code),
        faiss.swig_ptr(distances),
    )


def _least(distances: Distances, least: Distances) -> None:
    """Write the least (n,) of each row (n, regions)."""
    least[:] = distances[:, 0]
    # A column at a time is quicker than the few of a row.
    for column in range(1, distances.shape[1]):
        np.minimum(least, distances[:, column], out=least)


def _nearest(
    distances: Distances, histogram: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.intp]:
    """Return the positions of the `count` smallest, ties by position."""
    if count < 1:
        return np.empty(0, np.intp)
    farthest = np.searchsorted(np.cumsum(histogram), count)
    near = np.flatnonzero(distances <= farthest)
    order: npt.NDArray[np.intp] = near[np.argsort(distances[near], kind="stable")]
    return order[:count]
