"""Locks a file for one program; the lock ends with it, however that ends."""

import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


# The lock of the folder of a training run.
RUN_LOCK = "trainer.lock"

_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}


def open_lock(path: Path) -> int:
    """Open a file to lock, made where it is missing; return its descriptor.

    Raises:
        OSError: The system refuses.
    """
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


def lock(descriptor: int) -> bool:
    """Lock an open file; False if another program has it.

    Closing the descriptor gives the lock back; the file stays, as others may wait.

    Raises:
        OSError: The file cannot be locked.
    """
    try:
        _take(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise
    return True
