"""An index on the disk, for a quick start.

A file that does not fit the catalog is dropped and built again.
"""

import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xxhash

from photosearch.core.errors import StorageFullError
from photosearch.core.index.codes import CodeIndex
from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes

_MAGIC = b"photosearch-index-1\0"
# Model sha256, version (two numbers), rows, bytes a code, checksum of the rows.
_HEADER = struct.Struct("<32sQQQI16s")


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
    ids, codes = saved.index.rows
    header = _HEADER.pack(
        bytes.fromhex(model_sha256),
        saved.added,
        saved.removed,
        len(ids),
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
    return SavedIndex(CodeIndex.of_rows(ids, codes), added, removed)


def _checksum(ids: PhotoIds, codes: Codes) -> bytes:
    hashed = xxhash.xxh3_128()
    hashed.update(np.ascontiguousarray(ids).data)
    hashed.update(np.ascontiguousarray(codes).data)
    return hashed.digest()
