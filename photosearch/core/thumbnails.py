"""Thumbnails in a folder that may be lost at any time.

Each lies in a file of its own, the JPEG followed by a checksum, which viewers ignore.
Whatever goes wrong here costs a thumbnail and nothing else.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import xxhash

_SHARD_DIGITS = 2
_SUFFIX = ".jpg"
_TEMPORARY_SUFFIX = ".tmp"
_CHECKSUM_BYTES = 8
_ROOM = 10
# A use is noted once a day: writing a time at every look would cost more than reading.
_NOTED_EVERY_S = 24 * 3600


class Thumbnails:
    """The thumbnails of photos, by content hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # What was there when last looked at, and what was put since.
        self._counted_bytes: int | None = None
        self._put_bytes = 0

    def put(self, content_hash: bytes, jpeg: bytes) -> bool:
        """Keep a thumbnail; return whether there was room for it."""
        path = self._path(content_hash)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(_TEMPORARY_SUFFIX, dir=path.parent)
        except OSError:
            return False
        temporary = Path(name)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123
                file.write(jpeg + _checksum(jpeg))
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            return False
        self._put_bytes += len(jpeg) + _CHECKSUM_BYTES
        return True

    def get(self, content_hash: bytes) -> bytes | None:
        """Return a JPEG; None where there is none, or it was damaged (and is gone)."""
        path = self._path(content_hash)
        try:
            with path.open("rb") as file:
                content = file.read()
                _note_use(file.fileno(), path)
        except OSError:
            return None
        jpeg, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
        if not jpeg or checksum != _checksum(jpeg):
            with suppress(OSError):
                path.unlink()
            return None
        return jpeg

    def size_bytes(self) -> int:
        """Return what all thumbnails take together."""
        return sum(status.st_size for _, status in self._files())

    def trim(self, max_bytes: int) -> None:
        """Remove the longest unused until the rest takes at most so much."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns)
        excess = sum(status.st_size for _, status in files) - max_bytes
        for path, status in files:
            if excess <= 0:
                return
            with suppress(OSError):
                path.unlink()
                excess -= status.st_size

    def keep_within(self, max_bytes: int) -> None:
        """Trim where what was put since the last time made it necessary.

        Counting all files takes seconds for a large cache: that happens once, and when
        the limit is passed.

        Args:
            max_bytes: What all may take together; 0 for no limit.
        """
        if not max_bytes or not self._put_bytes:
            return
        if self._counted_bytes is None:
            self._counted_bytes = self.size_bytes()
        else:
            self._counted_bytes += self._put_bytes
        self._put_bytes = 0
        if self._counted_bytes > max_bytes:
            # With room for a while.
            self.trim(max_bytes - max_bytes // _ROOM)
            self._counted_bytes = self.size_bytes()

    def clear(self) -> None:
        """Remove all thumbnails, and nothing else that lies in the folder."""
        self.trim(0)

    def _path(self, content_hash: bytes) -> Path:
        name = content_hash.hex()
        return self._folder / name[:_SHARD_DIGITS] / (name + _SUFFIX)

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield every file of ours, those of interrupted writes included."""
        for path in self._folder.glob("[0-9a-f]" * _SHARD_DIGITS + "/*"):
            if path.suffix in (_SUFFIX, _TEMPORARY_SUFFIX):
                with suppress(OSError):
                    yield path, path.stat()


def _note_use(descriptor: int, path: Path) -> None:
    """Let a thumbnail count as young, so that others are removed before it."""
    if time.time() - os.fstat(descriptor).st_mtime > _NOTED_EVERY_S:
        with suppress(OSError):
            os.utime(path)


def _checksum(jpeg: bytes) -> bytes:
    return xxhash.xxh3_64_digest(jpeg)
