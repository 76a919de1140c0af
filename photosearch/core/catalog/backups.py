"""Copies of the catalog, taken while it is in use; the oldest make room."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from photosearch.core.catalog.backup_files import (
    backups,
    folder_of,
    named_now,
    newest_backup,
    said_in,
    superfluous,
    unfinished,
)
from photosearch.core.catalog.faults import named
from photosearch.core.errors import LibraryError

_DAY_S = 24 * 60 * 60
# What people say goes into a backup at once where that takes no time (4 MB in 20 ms),
# else so seldom that it takes a hundredth of the time: 100,000 photos with parts, which
# are 160 MB, were copied in 0.8 s, and are so every 78 s at most.
_FREE_BYTES = 4_000_000
_BYTES_PER_S = 2_000_000
_LONGEST_S = 10 * 60


def is_backup_due(library: Path, said: int, size_bytes: int) -> bool:
    """Tell whether the newest backup is too old for what was said since.

    Args:
        library: The library.
        said: The mark of what was said, which a backup takes with it.
        size_bytes: What the catalog takes on the disk, and so how long a backup takes.
    """
    newest = newest_backup(library)
    if newest is None:
        return True
    age_s = time.time() - newest.stat().st_mtime
    if not 0 <= age_s <= _DAY_S:  # a clock that was set back says nothing
        return True
    return said != said_in(newest) and age_s >= _between_s(size_bytes)


def back_up(library: Path, catalog: Path) -> Path:
    """Copy the catalog as it stands, and remove backups that there are enough of.

    Whoever calls it holds the library's lock.

    Raises:
        StorageFullError: There is no space for it; nothing of it is left behind.
        LibraryError: The folder of the backups cannot be written to.
    """
    backup = named_now(library)
    copied = backup.with_suffix(".unfinished")
    try:
        folder_of(library).mkdir(exist_ok=True)
        remove_unfinished(library)
        _copy(catalog, copied)
        copied.replace(backup)
        for old in superfluous(backups(library)):
            # It seems to be an old one where the clock was set back.
            if old != backup:
                old.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise LibraryError(
            f"cannot back up to {folder_of(library)} ({reason})"
        ) from error
    return backup


def remove_unfinished(library: Path) -> None:
    """Remove what backups left behind that were broken off.

    Raises:
        LibraryError: The folder of the backups cannot be written to.
    """
    for left in unfinished(library):
        try:
            left.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryError(f"cannot delete {left}: {error.strerror}") from error


def _copy(catalog: Path, copied: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(catalog)) as source,
            closing(sqlite3.connect(copied)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        copied.unlink(missing_ok=True)
        fault = named(error, copied)
        if fault is None:
            raise
        raise fault from error


def _between_s(size_bytes: int) -> float:
    """Return how long what was said may wait for the next backup."""
    return min(max(size_bytes - _FREE_BYTES, 0) / _BYTES_PER_S, _LONGEST_S)
