"""Which backups of a catalog there are, of when they are, and what they hold."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

# So many in any case, and as many days of which the last one stays: somebody who says
# much in an hour still has yesterday's.
_KEPT = 3
# In universal time, as local time repeats itself: in autumn, and on the way west.
_NAME = "catalog-%Y%m%d-%H%M%S-%f%z"
_OLD_NAME = "catalog-%Y%m%d-%H%M%S-%f"  # in local time
_SAID_AT = 60  # where an SQLite file states its `user_version`, in four bytes
_SAID_BYTES = 4


def folder_of(library: Path) -> Path:
    """Return where the backups of a library lie."""
    return library / "backups"


def named_now(library: Path) -> Path:
    """Return where a backup that is taken now is to lie."""
    name = datetime.now(UTC).strftime(_NAME).replace("+0000", "Z")
    return folder_of(library) / f"{name}.sqlite"


def backups(library: Path) -> list[Path]:
    """Return the backups of a library, newest first."""
    return _newest_first(folder_of(library).glob("catalog-*.sqlite"))


def unfinished(library: Path) -> list[Path]:
    """Return what backups left behind that were broken off."""
    return list(folder_of(library).glob("catalog-*.unfinished*"))


def newest_backup(library: Path) -> Path | None:
    """Return the newest backup that has any photo; one without restores nothing."""
    return next(filter(_has_photos, backups(library)), None)


def taken_at(backup: Path) -> datetime:
    """Return when a backup was taken, in local time; copying it changes nothing."""
    for name in (_NAME, _OLD_NAME):
        with suppress(ValueError):
            return datetime.strptime(backup.stem, name).astimezone()
    # Renamed by somebody.
    return datetime.fromtimestamp(backup.stat().st_mtime, UTC).astimezone()


def said_in(backup: Path) -> int:
    """Return the mark of what was said when a backup was taken; see `sayings`."""
    with backup.open("rb") as file:
        file.seek(_SAID_AT)
        return int.from_bytes(file.read(_SAID_BYTES), "big")


def superfluous(found: Iterable[Path]) -> list[Path]:
    """Return which backups make room: neither among the newest nor last of a day."""
    newest_first = _newest_first(found)
    last_of_day: dict[object, Path] = {}
    for backup in newest_first:
        last_of_day.setdefault(taken_at(backup).date(), backup)
    kept = {*newest_first[:_KEPT], *list(last_of_day.values())[:_KEPT]}
    return [backup for backup in newest_first if backup not in kept]


def _newest_first(found: Iterable[Path]) -> list[Path]:
    return sorted(found, key=taken_at, reverse=True)


def _has_photos(backup: Path) -> bool:
    # Immutable: nothing is made beside it. A damaged one is no help either.
    address = f"{backup.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute("SELECT EXISTS (SELECT 1 FROM photos)")
            return bool(found.fetchone()[0])
    except sqlite3.Error:
        return False
