"""The lock that lets one program at a time write to a library.

It belongs to the open file, so the system gives it back however the program ends.
"""

import errno
import os
import time
from pathlib import Path

from photosearch.core.errors import LibraryError, LibraryLockedError, StorageFullError
from photosearch.spec.locking import lock, open_lock

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_AGAIN_S = 0.02

PATIENCE_S = 2.0
"""A word, and a backup of a library of some 100,000 photos after it, take less."""


def take_lock(path: Path, patience_s: float = PATIENCE_S) -> int:
    """Lock a file, made where it is missing, and return its descriptor.

    Args:
        path: The file.
        patience_s: How long to wait for another program, which may be saying a word.

    Raises:
        LibraryLockedError: Another program has it, and keeps it.
        LibraryError: The library's folder cannot be written to.
    """
    try:
        descriptor = open_lock(path)
    except OSError as error:
        kind = StorageFullError if error.errno in _FULL else LibraryError
        raise kind(f"cannot write to {path.parent}: {error.strerror}") from error
    try:
        is_mine = _lock_within(descriptor, patience_s)
    except OSError as error:
        os.close(descriptor)
        raise LibraryError(f"cannot lock {path}: {error.strerror}") from error
    except BaseException:
        os.close(descriptor)
        raise
    if not is_mine:
        os.close(descriptor)
        raise LibraryLockedError(
            f"another photosearch is writing to the library {path.parent}; wait "
            "until it is done, or close it"
        )
    return descriptor


def _lock_within(descriptor: int, patience_s: float) -> bool:
    until = time.monotonic() + patience_s
    while not lock(descriptor):
        if time.monotonic() > until:
            return False
        time.sleep(_AGAIN_S)
    return True


def give_back(descriptor: int) -> None:
    """Unlock what `take_lock` locked; the file stays, as others may wait for it."""
    os.close(descriptor)
