"""Read a photo's bytes once, and leave no trace of it."""

import errno
import os
import stat
from io import FileIO
from pathlib import Path

from photosearch.core.errors import DecodeError

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    # A FIFO without a writer must not block.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_NO_ACCESS_TIME = getattr(os, "O_NOATIME", 0)

_REASONS = {
    errno.ENOENT: "the file is gone",
    errno.ENOTDIR: "the file is gone",
    errno.ESTALE: "the file is gone",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "a loop of links",
    errno.EISDIR: "not a regular file",
    errno.ENXIO: "not a regular file",  # a socket, or a FIFO without a reader
}


def read_file(path: Path, max_bytes: int) -> bytes:
    """Read a regular file whole, without touching its access time where possible.

    Raises:
        DecodeError: It is no regular file, empty, too long, cannot be read, or was
            written to meanwhile.
    """
    try:
        with FileIO(_open(path)) as file:
            return _read(file, max_bytes)
    except OSError as error:
        raise DecodeError(_reason(error)) from error


def read_head(path: Path, length: int) -> bytes:
    """Read the first bytes of a regular file, fewer where it is shorter.

    Raises:
        DecodeError: It is no regular file, or cannot be read.
    """
    try:
        with FileIO(_open(path)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise DecodeError("not a regular file")
            return file.read(length) or b""
    except OSError as error:
        raise DecodeError(_reason(error)) from error


def _open(path: Path) -> int:
    try:
        return os.open(path, _FLAGS | _NO_ACCESS_TIME)
    except PermissionError:
        # Only the owner of a file may leave its access time alone.
        if not _NO_ACCESS_TIME:
            raise
        return os.open(path, _FLAGS)


def _read(file: FileIO, max_bytes: int) -> bytes:
    before = os.fstat(file.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise DecodeError("not a regular file")
    if before.st_size > max_bytes:
        raise DecodeError(f"too large: {before.st_size / 1e6:.0f} megabytes")
    if not before.st_size:
        raise DecodeError("the file is empty")
    content = file.readall()
    after = os.fstat(file.fileno())
    if (len(content), after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise DecodeError("the file changed while it was read")
    return content


def _reason(error: OSError) -> str:
    known = _REASONS.get(error.errno or 0)
    return known or f"cannot be read: {(error.strerror or str(error)).lower()}"
