"""The lock that lets one program at a time write to a library.

It belongs to the open file, so the system gives it back however the program ends.
"""

import errno
import os
import sys
from pathlib import Path

from photosearch.core.errors import LibraryError, LibraryLockedError, StorageFullError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def take_lock(path: Path) -> int:
    """Lock a file, made where it is missing, and return its descriptor.

    Raises:
        LibraryLockedError: Another program has it.
        LibraryError: The library's folder cannot be written to.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        kind = StorageFullError if error.errno in _FULL else LibraryError
        raise kind(f"cannot write to {path.parent}: {error.strerror}") from error
    try:
        _take(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _HELD:
            raise LibraryLockedError(
                f"another photosearch is writing to the library {path.parent}; wait "
                "until it is done, or close it"
            ) from error
        raise LibraryError(f"cannot lock {path}: {error.strerror}") from error
    return descriptor


def give_back(descriptor: int) -> None:
    """Unlock what `take_lock` locked; the file stays, as others may wait for it."""
    os.close(descriptor)
