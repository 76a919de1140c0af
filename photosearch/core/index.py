"""All codes of a library in memory, and the nearest of them.

The rows are kept in the order of their ids, in plain arrays that FAISS measures where
they lie. All distances are counted in one pass, and their counts tell which are the
nearest, ties by id. A FAISS index would hold a second copy and break ties at random.
The catalog is the truth; a saved index that does not fit it is dropped and built again.
"""

import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import xxhash

from photosearch.core.errors import StorageFullError
from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes, hamming, require_codes

Distances = npt.NDArray[np.int32]

# FAISS is given one thread: for a single query it uses no more, and starting a team
# costs more than the scan.
faiss.omp_set_num_threads(1)

_GROWTH = 1.5
_SMALLEST = 1024
# So many distances are counted while the processor still has them at hand.
_BLOCK = 1 << 15
# FAISS measures codes of whole words only.
_WORD_BYTES = 8

# Many ids are found faster by marking them in a table than one by one, unless
# most ids of the range belong to photos that are gone.
_MANY, _SPARSE = 16, 8

_MAGIC = b"photosearch-index-1\0"
# Model sha256, version (two numbers), rows, bytes a code, checksum of the rows.
_HEADER = struct.Struct("<32sQQQI16s")


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


@dataclass(frozen=True, slots=True)
class _Rows:
    """One state of the index; a search keeps the state that it began with.

    Attributes:
        ids: (capacity,) int64, the first `count` in use and ascending.
        codes: (capacity, bytes) uint8.
    """

    ids: PhotoIds
    codes: Codes
    count: int


class CodeIndex:
    """Ids and codes of all photos; one thread may write while others search."""

    def __init__(self, code_bytes: int) -> None:
        self.code_bytes = code_bytes
        self._rows = _empty(code_bytes, 0)

    def __len__(self) -> int:
        return self._rows.count

    @property
    def ids(self) -> PhotoIds:
        """All ids, ascending, (n,) int64; a view that must not be changed."""
        rows = self._rows
        return rows.ids[: rows.count]

    def add(self, ids: PhotoIds, codes: Codes) -> None:
        """Add photos; one that is there already gets the new code.

        Args:
            ids: (n,) int64, in any order, each once.
            codes: (n, bytes) uint8.

        Raises:
            ValueError: The arrays do not fit each other or this index.
        """
        require_codes(codes)
        if codes.shape != (len(ids), self.code_bytes):
            raise ValueError(
                f"codes must be ({len(ids)}, {self.code_bytes}), got {codes.shape}"
            )
        if not len(ids):
            return
        order = np.argsort(ids, kind="stable")
        ids, codes = ids[order].astype(np.int64, copy=False), codes[order]
        if (ids[1:] == ids[:-1]).any():
            raise ValueError("an id occurs twice")
        if len(self) and ids[0] <= self.ids[-1]:
            self._merge(ids, codes)
        else:
            self._append(ids, codes)

    def remove(self, ids: PhotoIds) -> None:
        """Take photos out; ids that are not there are ignored."""
        self._rows = _without(self._rows, ids)

    def codes_of(self, ids: PhotoIds) -> tuple[PhotoIds, Codes]:
        """Look codes up; ids that are not there are left out.

        Args:
            ids: Ascending, (n,) int64.
        """
        rows = self._rows
        positions = _positions(rows, ids)
        return rows.ids[positions], rows.codes[positions]

    def nearest(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> tuple[PhotoIds, Distances]:
        """Find the photos whose codes differ least from `code`, as `survey` does.

        Returns:
            Ids (k,) int64 and distances (k,) int32 in bits, nearest first, ties by id.
        """
        found = self.survey(code, count, allowed)
        return found.ids, found.distances

    def survey(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> Survey:
        """Find the photos whose codes differ least from `code`, and count the others.

        Args:
            code: One code, shape (bytes,), uint8.
            count: At most this many; fewer if there are fewer photos.
            allowed: Only these may be found, ascending ids; all if None. They are
                chosen before ranking, so that a filter never empties the result.
        """
        if code.dtype != np.uint8 or code.shape != (self.code_bytes,):
            raise ValueError(
                f"code must be uint8 ({self.code_bytes},), "
                f"got {code.dtype} {code.shape}"
            )
        rows = self._rows
        ids, codes = rows.ids[: rows.count], rows.codes[: rows.count]
        if allowed is not None:
            # Copying the allowed rows is faster than FAISS's selectors at any share.
            positions = _positions(rows, allowed)
            ids, codes = ids[positions], _take(codes, positions)
        distances, histogram = _distances(code, codes)
        positions = _nearest(distances, histogram, min(count, len(ids)))
        return Survey(ids[positions], distances[positions], histogram)

    def _append(self, ids: PhotoIds, codes: Codes) -> None:
        rows = self._rows
        count = rows.count + len(ids)
        if count > len(rows.ids):
            capacity = max(count, int(len(rows.ids) * _GROWTH), _SMALLEST)
            grown = _empty(self.code_bytes, capacity)
            grown.ids[: rows.count] = rows.ids[: rows.count]
            grown.codes[: rows.count] = rows.codes[: rows.count]
            rows = _Rows(grown.ids, grown.codes, rows.count)
        # Written behind what running searches look at.
        rows.ids[rows.count : count] = ids
        rows.codes[rows.count : count] = codes
        self._rows = _Rows(rows.ids, rows.codes, count)

    def _merge(self, ids: PhotoIds, codes: Codes) -> None:
        rows = _without(self._rows, ids)
        where = np.searchsorted(rows.ids[: rows.count], ids)
        self._rows = _Rows(
            np.insert(rows.ids[: rows.count], where, ids),
            np.insert(rows.codes[: rows.count], where, codes, axis=0),
            rows.count + len(ids),
        )


@dataclass(frozen=True, slots=True)
class SavedIndex:
    """An index that was read from its file.

    Attributes:
        added: How many codes the catalog had ever added when it was saved.
        removed: How many it had ever removed; where this differs from the catalog's
            number, the index holds photos that are gone.
    """

    index: CodeIndex
    added: int
    removed: int


def save_index(saved: SavedIndex, path: Path, model_sha256: str) -> None:
    """Write an index whole or not at all.

    Args:
        saved: The index, and the state of the catalog that it reflects.
        path: The file; replaced.
        model_sha256: The model behind the codes, in hex.

    Raises:
        StorageFullError: The file cannot be written.
    """
    rows = saved.index._rows
    ids, codes = rows.ids[: rows.count], rows.codes[: rows.count]
    header = _HEADER.pack(
        bytes.fromhex(model_sha256),
        saved.added,
        saved.removed,
        rows.count,
        saved.index.code_bytes,
        _checksum(ids, codes),
    )
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + header)
            file.write(np.ascontiguousarray(ids).data)
            file.write(np.ascontiguousarray(codes).data)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        reason = (error.strerror or "no reason").lower()
        raise StorageFullError(f"{path} cannot be written ({reason})") from error


def load_index(path: Path, model_sha256: str) -> SavedIndex | None:
    """Read a saved index; None where it is missing, damaged or of another model.

    Args:
        path: The file.
        model_sha256: The model in use, in hex.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
            model, added, removed, count, code_bytes, checksum = _HEADER.unpack(
                file.read(_HEADER.size)
            )
            size_bytes = len(_MAGIC) + _HEADER.size + count * (8 + code_bytes)
            if model.hex() != model_sha256 or path.stat().st_size != size_bytes:
                return None
            ids = np.fromfile(file, np.int64, count)
            codes = np.fromfile(file, np.uint8, count * code_bytes)
    except (OSError, struct.error):
        return None
    codes = codes.reshape(count, code_bytes)
    if _checksum(ids, codes) != checksum:
        return None
    index = CodeIndex(code_bytes)
    index._rows = _Rows(ids, codes, count)
    return SavedIndex(index, added, removed)


def _empty(code_bytes: int, capacity: int) -> _Rows:
    return _Rows(
        np.empty(capacity, np.int64), np.empty((capacity, code_bytes), np.uint8), 0
    )


def _positions(rows: _Rows, ids: PhotoIds) -> npt.NDArray[np.intp]:
    """Find the rows of those ids that are there."""
    known = rows.ids[: rows.count]
    if not len(known):
        return np.empty(0, np.intp)
    first, span = known[0], known[-1] - known[0] + 1
    if len(ids) * _MANY > len(known) and span <= _SPARSE * len(known):
        is_wanted = np.zeros(span, bool)
        is_wanted[ids[(ids >= first) & (ids <= known[-1])] - first] = True
        return np.flatnonzero(is_wanted[known - first])
    positions = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    found: npt.NDArray[np.intp] = positions[known[positions] == ids]
    return found


def _without(rows: _Rows, ids: PhotoIds) -> _Rows:
    positions = _positions(rows, ids)
    if not len(positions):
        return rows
    return _Rows(
        np.delete(rows.ids[: rows.count], positions),
        np.delete(rows.codes[: rows.count], positions, axis=0),
        rows.count - len(np.unique(positions)),
    )


def _distances(code: Codes, codes: Codes) -> tuple[Distances, npt.NDArray[np.int64]]:
    """Measure all rows (n, bytes); return (n,) bits, and how many lie at each."""
    distances = np.empty(len(codes), np.int32)
    histogram = np.zeros(len(code) * 8 + 1, np.int64)
    code = np.ascontiguousarray(code)
    codes = np.ascontiguousarray(codes)
    for first in range(0, len(codes), _BLOCK):
        rows = codes[first : first + _BLOCK]
        block = distances[first : first + _BLOCK]
        if len(code) % _WORD_BYTES:
            block[:] = hamming(code, rows)
        else:
            faiss.hammings(  # type: ignore[attr-defined]
                faiss.swig_ptr(code),
                faiss.swig_ptr(rows),
                1,
                len(rows),
                len(code),
                faiss.swig_ptr(block),
            )
        histogram += np.bincount(block, minlength=len(histogram))
    return distances, histogram


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


def _take(codes: Codes, positions: npt.NDArray[np.intp]) -> Codes:
    """Copy rows; by whole words where possible, which is three times as fast."""
    if codes.shape[1] % 8 == 0 and codes.flags.aligned:
        words = np.take(codes.view(np.uint64), positions, axis=0)
        return words.view(np.uint8)
    return np.take(codes, positions, axis=0)


def _checksum(ids: PhotoIds, codes: Codes) -> bytes:
    hashed = xxhash.xxh3_128()
    hashed.update(np.ascontiguousarray(ids).data)
    hashed.update(np.ascontiguousarray(codes).data)
    return hashed.digest()
