"""Keeps two trainers from writing to one run folder."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from photosearch.spec.locking import RUN_LOCK, lock, open_lock
from trainer.errors import TrainingError
from trainer.following import Follower

# A trainer that was told to stop may still be saving.
_WAIT_S = 60.0
_LOOK_S = 0.2


@contextmanager
def alone_in(
    folder: Path, follower: Follower, wait_s: float = _WAIT_S
) -> Generator[None, None, None]:
    """Hold a run folder, made where it is missing, while the block runs.

    Args:
        folder: The run folder.
        follower: May stop the waiting.
        wait_s: How long another trainer is given to finish.

    Raises:
        TrainingError: Another trainer still works in it, or it cannot be written to.
        StoppedByUser: The follower asked to stop.
    """
    # Who asked for the end so early may have deleted the folder by now.
    follower.wait()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = open_lock(folder / RUN_LOCK)
    except OSError as error:
        raise TrainingError(f"cannot write to {folder}: {error.strerror}") from error
    try:
        _wait_for(descriptor, folder, follower, wait_s)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, folder: Path, follower: Follower, wait_s: float) -> None:
    end_s = time.monotonic() + wait_s
    while not lock(descriptor):
        follower.wait()
        if time.monotonic() >= end_s:
            raise TrainingError(
                f"another trainer works in {folder}: wait until it is done, "
                "or choose another run folder with out=DIR"
            )
        time.sleep(_LOOK_S)
