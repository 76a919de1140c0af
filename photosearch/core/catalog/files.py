"""Files as the catalog lists them: what waits, what failed, how many there are."""

import sqlalchemy as sa

from photosearch.core.catalog.photos import join_path
from photosearch.core.catalog.tables import IS_GONE, IS_PENDING, files, folders, roots
from photosearch.core.records import (
    Counts,
    FailedFile,
    FileId,
    FileState,
    PendingFile,
    RootId,
)

_PLACES = files.join(folders, folders.c.id == files.c.folder_id).join(
    roots, roots.c.id == folders.c.root_id
)


def pending(
    connection: sa.Connection, limit: int, after: PendingFile | None = None
) -> tuple[PendingFile, ...]:
    """Return files that wait to be read, newest first; none of a root offline.

    Args:
        connection: The transaction to read in.
        limit: At most this many.
        after: The last one of the page before.
    """
    place = sa.tuple_(files.c.mtime_ns, files.c.id)
    is_next = sa.true() if after is None else place < (after.mtime_ns, after.id)
    rows = connection.execute(
        sa.select(
            files.c.id,
            roots.c.path,
            folders.c.path,
            files.c.name,
            files.c.size_bytes,
            files.c.mtime_ns,
        )
        .select_from(_PLACES)
        .where(files.c.state == FileState.PENDING, ~IS_GONE, roots.c.is_online, is_next)
        .order_by(files.c.mtime_ns.desc(), files.c.id.desc())
        .limit(limit)
    )
    return tuple(
        PendingFile(FileId(id_), join_path(root, folder, name), size, mtime)
        for id_, root, folder, name, size, mtime in rows
    )


def counts(connection: sa.Connection) -> Counts:
    """Count the files by what became of them."""
    number = sa.func.count().label("number")
    rows = connection.execute(sa.select(files.c.state, number).group_by(files.c.state))
    return Counts(**{row.state: row.number for row in rows})


def counts_by_root(connection: sa.Connection) -> dict[RootId, Counts]:
    """Count the files of each root that has any, by what became of them."""
    number = sa.func.count().label("number")
    rows = connection.execute(
        sa.select(folders.c.root_id, files.c.state, number)
        .join(folders, folders.c.id == files.c.folder_id)
        .group_by(folders.c.root_id, files.c.state)
    )
    found: dict[RootId, dict[str, int]] = {}
    for row in rows:
        found.setdefault(RootId(row.root_id), {})[row.state] = row.number
    return {root: Counts(**states) for root, states in found.items()}


def failed_files(connection: sa.Connection, limit: int) -> tuple[FailedFile, ...]:
    """Return files that failed or were skipped, those changed last first."""
    rows = connection.execute(
        sa.select(
            files.c.id,
            roots.c.path,
            folders.c.path,
            files.c.name,
            files.c.state,
            files.c.reason,
            files.c.attempts,
        )
        .select_from(_PLACES)
        .where(files.c.state.in_([FileState.FAILED, FileState.SKIPPED]))
        .order_by(files.c.mtime_ns.desc())
        .limit(limit)
    )
    return tuple(
        FailedFile(
            FileId(id_),
            join_path(root, folder, name),
            FileState(state),
            reason,
            attempts,
        )
        for id_, root, folder, name, state, reason, attempts in rows
    )


def retry_failed(connection: sa.Connection) -> int:
    """Let every failed file wait again; return how many."""
    changed = connection.execute(
        files.update()
        .where(files.c.state == FileState.FAILED)
        .values(state=FileState.PENDING.value)
    )
    return changed.rowcount


def is_size_awaited(size_bytes: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Return the condition that a file of a length in bytes waits to be read."""
    return sa.exists().where(IS_PENDING, files.c.size_bytes == size_bytes)
