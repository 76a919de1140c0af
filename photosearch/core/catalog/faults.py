"""Turns what SQLite reports into the errors that a user can understand."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event

from photosearch.core.catalog.backup_files import taken_at
from photosearch.core.errors import (
    LibraryCorruptError,
    LibraryError,
    LibraryLockedError,
    StorageFullError,
)

_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CLOSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}

# Looked for when something went wrong: by then there may be a newer one.
Newest = Callable[[], Path | None]


def name_faults(engine: sa.Engine, catalog: Path, newest_backup: Newest) -> None:
    """Make everything that runs on `engine` raise errors of the library."""

    @event.listens_for(engine, "handle_error")
    def _name(context: sa.ExceptionContext) -> None:
        fault = named(context.original_exception, catalog, newest_backup)
        if fault is not None:
            raise fault from context.original_exception


def named(
    error: BaseException | None, catalog: Path, newest_backup: Newest = lambda: None
) -> LibraryError | None:
    """Return the error of the library that an error of SQLite stands for, if any."""
    if not isinstance(error, sqlite3.Error):
        return None
    # The low byte is the class of the error, the rest tells more.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        return StorageFullError(f"cannot write to {catalog}: {error}")
    if code in _CORRUPT:
        return corrupt(catalog, newest_backup())
    if code in _LOCKED:
        return LibraryLockedError(f"another program holds {catalog}")
    if code in _CLOSED and not os.access(catalog.parent, os.W_OK):
        return _unwritable(catalog)
    if code in _CLOSED:
        return LibraryError(f"cannot open {catalog}: {error}")
    return None


def is_sealed(catalog: Path) -> bool:
    """Tell whether a catalog lies, whole, in a folder that cannot be written to."""
    log = catalog.with_name(f"{catalog.name}-wal")
    return (
        catalog.exists()
        and not os.access(catalog.parent, os.W_OK)
        and not (log.exists() and log.stat().st_size)
    )


def _unwritable(catalog: Path) -> LibraryError:
    log = catalog.with_name(f"{catalog.name}-wal")
    because = f", as {log.name} in it has to be" if log.exists() else ""
    return LibraryError(
        f"cannot open {catalog}: the folder cannot be written to{because}; change "
        "that, or copy the folder and name the copy with --library"
    )


def corrupt(catalog: Path, newest_backup: Path | None) -> LibraryError:
    """Return the error that says what to do about a damaged catalog."""
    if not os.access(catalog.parent, os.W_OK):
        # It was read as if it stayed as it is, which its owner need not know.
        return LibraryError(
            f"cannot read {catalog}: another user may be writing to it; try again "
            "later, and if nobody is, it is damaged"
        )
    if newest_backup is None:
        return LibraryCorruptError(
            f"the catalog {catalog} is damaged and has no backup; move it away and "
            "index the folders again"
        )
    return LibraryCorruptError(
        f"the catalog {catalog} is damaged; move it and {catalog.name}-wal away and "
        f"copy {newest_backup} to its place, which holds what was known on "
        f"{taken_at(newest_backup):%Y-%m-%d at %H:%M}"
    )
