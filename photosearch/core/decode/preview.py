"""The small JPEG that cameras put into a photo's EXIF, to show before it is indexed.

Only the beginning of a file is read, and nothing is decoded. Such a preview often has
black bars, and is not turned: it is given an EXIF of its own that says how to.
"""

import struct
from pathlib import Path

from photosearch.core.decode.files import read_head
from photosearch.core.decode.tiff import (
    BYTE_ORDERS,
    Directory,
    first_directory,
    read_directory,
)
from photosearch.core.errors import DecodeError

# EXIF comes first in a JPEG and takes at most 64 KiB; RAW photos are less tidy.
_HEAD_BYTES = 256 << 10
_START, _EXIF_SEGMENT = b"\xff\xd8", 0xE1
_APPLICATION_SEGMENTS = range(0xE0, 0xF0)
_EXIF_MARK = b"Exif\0\0"
_ORIENTATION, _JPEG_AT, _JPEG_BYTES = 0x112, 0x201, 0x202
_UPRIGHT, _LAST_ORIENTATION = 1, 8


def embedded_preview(path: Path) -> bytes | None:
    """Return the JPEG inside a photo's EXIF; None where there is none.

    A file that cannot be read has none either.
    """
    try:
        head = read_head(path, _HEAD_BYTES)
    except DecodeError:
        return None
    block = _exif_of(head)
    first = first_directory(block)
    jpeg = _jpeg_in(block, first)
    return None if jpeg is None else _turned(jpeg, first.tags.get(_ORIENTATION, 0))


def stored_orientation(path: Path) -> int:
    """Return how a photo's file is stored, 1 to 8 as EXIF numbers it.

    1, upright, where it does not say, is neither JPEG nor TIFF, or makes no sense.

    Raises:
        DecodeError: The file cannot be read.
    """
    block = _exif_of(read_head(path, _HEAD_BYTES))
    orientation = first_directory(block).tags.get(_ORIENTATION, _UPRIGHT)
    is_sensible = _UPRIGHT <= orientation <= _LAST_ORIENTATION
    return orientation if is_sensible else _UPRIGHT


def _exif_of(head: bytes) -> bytes:
    """Return the EXIF of a JPEG, or a file that is TIFF itself; empty if neither."""
    if head[:4] in BYTE_ORDERS:
        return head
    position = len(_START)
    while head.startswith(_START) and position + 4 <= len(head):
        mark, kind, length = struct.unpack_from(">BBH", head, position)
        if mark != 0xFF or kind not in _APPLICATION_SEGMENTS:
            break
        segment = head[position + 4 : position + 2 + length]
        if kind == _EXIF_SEGMENT and segment.startswith(_EXIF_MARK):
            return segment[len(_EXIF_MARK) :]
        position += 2 + length
    return b""


def _jpeg_in(block: bytes, first: Directory) -> bytes | None:
    if not first.next_at:
        return None
    tags = read_directory(block, first.next_at).tags
    start, length = tags.get(_JPEG_AT, 0), tags.get(_JPEG_BYTES, 0)
    jpeg = block[start : start + length]
    return jpeg if jpeg.startswith(_START) and len(jpeg) == length else None


def _turned(jpeg: bytes, orientation: int) -> bytes:
    """Put an EXIF with nothing but the orientation into a JPEG."""
    if not _UPRIGHT < orientation <= _LAST_ORIENTATION:
        return jpeg
    # One directory at byte 8, one entry: a single short number.
    directory = struct.pack("<HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    block = _EXIF_MARK + b"II*\0" + struct.pack("<I", 8) + directory
    segment = struct.pack(">BBH", 0xFF, _EXIF_SEGMENT, len(block) + 2) + block
    return _START + segment + jpeg[len(_START) :]
