"""Copies of the catalog, taken while it is in use; the oldest make room."""

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from photosearch.core.catalog.faults import named

KEPT = 3
_DAY_S = 24 * 60 * 60
_PATTERN = "catalog-*.sqlite"


def backups(library: Path) -> list[Path]:
    """Return the backups of a library, newest first."""
    return sorted((library / "backups").glob(_PATTERN), reverse=True)


def newest_backup(library: Path) -> Path | None:
    """Return the newest backup of a library, if there is any."""
    return next(iter(backups(library)), None)


def is_backup_due(library: Path) -> bool:
    """Tell whether the newest backup is more than a day old."""
    newest = newest_backup(library)
    return newest is None or time.time() - newest.stat().st_mtime > _DAY_S


def back_up(library: Path, catalog: Path) -> Path:
    """Copy the catalog as it stands, and remove all but the newest backups.

    Raises:
        StorageFullError: There is no space for it; nothing of it is left behind.
    """
    folder = library / "backups"
    folder.mkdir(exist_ok=True)
    now = datetime.now().astimezone()
    backup = folder / f"catalog-{now:%Y%m%d-%H%M%S-%f}.sqlite"
    unfinished = backup.with_suffix(".unfinished")
    try:
        with (
            closing(sqlite3.connect(catalog)) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.backup(target)
        unfinished.replace(backup)
    except sqlite3.Error as error:
        fault = named(error, unfinished, None)
        if fault is None:
            raise
        raise fault from error
    finally:
        unfinished.unlink(missing_ok=True)
    for old in backups(library)[KEPT:]:
        old.unlink()
    return backup
