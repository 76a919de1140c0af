"""Thumbnails in a folder that may be lost at any time.

Each lies in a file of its own, the JPEG followed by a checksum, which viewers ignore.
Whatever goes wrong here costs a thumbnail and nothing else.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import xxhash

_SHARD_DIGITS = 2
_SUFFIX = ".jpg"
_TEMPORARY_SUFFIX = ".tmp"
_CHECKSUM_BYTES = 8


class Thumbnails:
    """The thumbnails of photos, by content hash."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
        return True

    def get(self, content_hash: bytes) -> bytes | None:
        """Return a JPEG; None where there is none, or it was damaged (and is gone)."""
        path = self._path(content_hash)
        try:
            content = path.read_bytes()
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
        """Remove the oldest thumbnails until the rest takes at most so much."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns)
        excess = sum(status.st_size for _, status in files) - max_bytes
        for path, status in files:
            if excess <= 0:
                return
            with suppress(OSError):
                path.unlink()
                excess -= status.st_size

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


def _checksum(jpeg: bytes) -> bytes:
    return xxhash.xxh3_64_digest(jpeg)
