"""Sketches are kept between runs, in a file of the cache that may be lost at any time.

Drawing them anew means decoding every thumbnail.
"""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.core.duplicates.sketch import SIDE, Sketches

_HASH_BYTES = 16
_ROW = np.dtype(
    [("hash", np.uint8, (_HASH_BYTES,)), ("sketch", np.uint8, (SIDE, SIDE))]
)
_MAGIC = b"photosearch-sketches-1\0"


def load_sketches(file: Path) -> Mapping[bytes, Sketches]:
    """Read sketches (32, 32) uint8 by content hash; none where the file is damaged."""
    try:
        with file.open("rb") as opened:
            is_ours = opened.read(len(_MAGIC)) == _MAGIC
            content = opened.read() if is_ours else b""
    except OSError:
        return {}
    if len(content) % _ROW.itemsize:
        return {}
    rows = np.frombuffer(content, _ROW)
    return {
        content_hash.tobytes(): sketch
        for content_hash, sketch in zip(rows["hash"], rows["sketch"], strict=True)
    }


def save_sketches(
    file: Path, hashes: npt.NDArray[np.uint8], sketches: Sketches
) -> None:
    """Write sketches whole or not at all; a full disk only makes the next run slower.

    Args:
        file: Replaced.
        hashes: Content hashes (n, 16).
        sketches: (n, 32, 32).
    """
    rows = np.empty(len(hashes), _ROW)
    rows["hash"], rows["sketch"] = hashes, sketches
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(_MAGIC)
                opened.write(rows.data)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
