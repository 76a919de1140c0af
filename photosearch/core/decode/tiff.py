"""Directories of TIFF, in which EXIF and most RAW photos keep what they say."""

import struct
from contextlib import suppress
from dataclasses import dataclass

BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}

_SHORT = 3
_COUNT_BYTES, _ENTRY_BYTES, _VALUE_AT = 2, 12, 8
_START_AT = 4


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory.

    Attributes:
        tags: The start of each tag's value, read as a number.
        next_at: Where the next directory lies; 0 where there is none.
    """

    tags: dict[int, int]
    next_at: int


def first_directory(data: bytes) -> Directory:
    """Read the first directory; empty where the bytes are no TIFF."""
    order = BYTE_ORDERS.get(data[:4])
    if order is None or len(data) < _START_AT + 4:
        return Directory({}, 0)
    (start,) = struct.unpack_from(order + "I", data, _START_AT)
    return read_directory(data, start)


def read_directory(data: bytes, start: int) -> Directory:
    """Read a directory; one that is cut short gives what it has.

    Args:
        data: The whole of a TIFF, or its beginning.
        start: Where the directory lies in it.
    """
    order = BYTE_ORDERS[data[:4]]
    tags: dict[int, int] = {}
    next_at = 0
    with suppress(struct.error):
        (count,) = struct.unpack_from(order + "H", data, start)
        end = start + _COUNT_BYTES + _ENTRY_BYTES * count
        for entry in range(start + _COUNT_BYTES, end, _ENTRY_BYTES):
            tag, kind = struct.unpack_from(order + "HH", data, entry)
            value = "H" if kind == _SHORT else "I"
            (tags[tag],) = struct.unpack_from(order + value, data, entry + _VALUE_AT)
        (next_at,) = struct.unpack_from(order + "I", data, end)
    return Directory(tags, next_at)
