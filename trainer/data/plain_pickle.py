"""Reading pickles that others made, without running what is in them.

A pickle may name any function to be called while it is read. Here only what numpy needs
to rebuild its arrays is let through; lists, dicts, texts and numbers need no name.
"""

import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from typing_extensions import override


def load_plain(file: Path) -> Any:
    """Read a pickle of plain containers and numpy arrays, Python 2's included.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no pickle, or holds more than plain data.
    """
    with file.open("rb") as content:
        try:
            return _PlainUnpickler(content, encoding="latin1").load()
        except DAMAGED as error:
            raise ValueError(f"no pickle of plain data: {error}") from error


def _latin1(text: str, encoding: str = "latin1") -> bytes:
    """Turn text into bytes, as pickles of protocol 2 ask for; no other encoding."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"encoding {encoding} is not plain data")
    return text.encode("latin1")


def _no_bytes() -> bytes:
    """Return what protocols before 3 write for empty bytes."""
    return b""


def _makers() -> Mapping[tuple[str, str], Callable[..., Any]]:
    """List what a pickle may name, under the names of old and new numpy."""
    rebuild: Any = np.empty(0).__reduce__()[0]
    scalar: Any = np.float64(0).__reduce__()[0]
    from_buffer: Any = np.empty(1).__reduce_ex__(5)[0]
    makers: dict[tuple[str, str], Callable[..., Any]] = {
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
        ("_codecs", "encode"): _latin1,
        ("__builtin__", "bytes"): _no_bytes,
    }
    for package in ("numpy.core", "numpy._core"):
        makers[f"{package}.multiarray", "_reconstruct"] = rebuild
        makers[f"{package}.multiarray", "scalar"] = scalar
        makers[f"{package}.numeric", "_frombuffer"] = from_buffer
    return makers


MAKERS = _makers()

DAMAGED = (
    pickle.UnpicklingError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    TypeError,
    UnicodeDecodeError,
)
"""What unpickling raises on content that no pickler wrote."""


class _PlainUnpickler(pickle.Unpickler):
    """Lets through what `MAKERS` lists."""

    @override
    def find_class(self, module: str, name: str) -> Any:
        try:
            return MAKERS[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not plain data") from None
