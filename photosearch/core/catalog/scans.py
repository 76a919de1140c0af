"""Brings what a scan found into the catalog.

A file that is not where it was is marked first. Only when all roots of a scan are
walked is it decided whether it moved or went: its new place may be seen first or last.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.photos import join_path
from photosearch.core.catalog.places import settle
from photosearch.core.catalog.tables import (
    IS_GONE,
    among,
    files,
    folders,
    roots,
)
from photosearch.core.records import (
    Changes,
    FileId,
    FileState,
    FolderScan,
    FoundFile,
    PendingFile,
    RootId,
    RootOffline,
    RootScanned,
    Skipped,
)

# Losing more than half of the photos at once is taken for an accident ...
_LARGEST_LOSS = 0.5
# ... unless they are so few that the user may well have deleted them.
_FEW = 20


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What the end of a scan changed, and the roots that turned out to be offline."""

    changes: Changes
    offline: tuple[RootOffline, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What taking over folders changed, and the files that are not to be opened."""

    changes: Changes
    left_out: tuple[Skipped, ...]


def folder_signatures(connection: sa.Connection, root_id: RootId) -> dict[bytes, bytes]:
    """Return the signature of each known folder by its path relative to the root.

    It is empty where files are marked as gone, so that the folder is looked at again.
    """
    marked = set(connection.scalars(sa.select(files.c.folder_id).where(IS_GONE)))
    rows = connection.execute(
        sa.select(folders.c.id, folders.c.path, folders.c.signature).where(
            folders.c.root_id == root_id
        )
    )
    return {path: b"" if id_ in marked else signature for id_, path, signature in rows}


def apply_folders(
    connection: sa.Connection, root_id: RootId, scans: Sequence[FolderScan]
) -> Applied:
    """Take over folders that changed; files that are missing are only marked.

    Nothing happens where the root was removed while it was walked.

    Returns:
        The photos that lost a place, because a file of theirs cannot be read now, and
        the files, new or changed, that need not be opened to know that they cannot.
    """
    if not connection.scalar(sa.select(sa.exists().where(roots.c.id == root_id))):
        return Applied(Changes(), ())
    ids = _store_folders(connection, root_id, scans)
    known = _known_files(connection, ids.values())
    new: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    missing: list[int] = []
    affected: set[int] = set()
    refused: set[tuple[int, bytes]] = set()
    for scan in scans:
        before = known.get(ids[scan.path], {})
        for file in scan.files:
            row = before.pop(file.name, None)
            is_new = row is None or not _is_same(row, file)
            if is_new and file.state is not FileState.PENDING:
                refused.add((ids[scan.path], file.name))
            if row is None:
                new.append(_new_row(ids[scan.path], file))
            elif not is_new:
                if row.is_gone or (row.device, row.inode) != (file.device, file.inode):
                    same.append(_place(row.id, file))
            else:
                keeps_photo = file.state is FileState.PENDING
                changed.append(_changed_row(row, file, keeps_photo=keeps_photo))
                if row.photo_id is not None and not keeps_photo:
                    affected.add(row.photo_id)
        missing += [row.id for row in before.values() if not row.is_gone]
    _write(connection, new, same, changed)
    if missing:
        connection.execute(
            files.update().where(among(files.c.id, missing)).values(is_gone=True)
        )
    return Applied(settle(connection, affected), _left_out(connection, refused))


def finish_scan(
    connection: sa.Connection, ends: Sequence[RootScanned], *, accept_losses: bool
) -> ScanOutcome:
    """Decide on all files that are not where they were.

    Args:
        connection: The transaction to do it in.
        ends: The end of each root's scan.
        accept_losses: Forget what is gone even if it is most of a root.
    """
    for end in ends:
        _mark_gone_folders(connection, end)
    affected = _match_moves(connection)
    offline: list[RootOffline] = []
    for end in ends:
        reason = None if accept_losses else _accident(connection, end.root.id)
        connection.execute(
            roots.update()
            .where(roots.c.id == end.root.id)
            .values(is_online=reason is None)
        )
        if reason is None:
            affected |= _forget_gone(connection, end)
        else:
            offline.append(RootOffline(end.root, reason))
    return ScanOutcome(settle(connection, affected), tuple(offline))


def _store_folders(
    connection: sa.Connection, root_id: RootId, scans: Sequence[FolderScan]
) -> dict[bytes, int]:
    """Note the signatures, and return the id of each folder."""
    paths = {"root": root_id}
    known = {
        path: id_
        for id_, path in connection.execute(
            sa.select(folders.c.id, folders.c.path).where(
                folders.c.root_id == sa.bindparam("root")
            ),
            paths,
        )
    }
    new = [scan for scan in scans if scan.path not in known]
    if new:
        connection.execute(
            folders.insert(),
            [{"root_id": root_id, "path": scan.path, "signature": b""} for scan in new],
        )
        return _store_folders(connection, root_id, scans)
    if scans:
        connection.execute(
            folders.update()
            .where(folders.c.id == sa.bindparam("folder"))
            .values(signature=sa.bindparam("signed")),
            [{"folder": known[scan.path], "signed": scan.signature} for scan in scans],
        )
    return {scan.path: known[scan.path] for scan in scans}


def _known_files(
    connection: sa.Connection, folder_ids: Iterable[int]
) -> Mapping[int, dict[bytes, Any]]:
    rows = connection.execute(
        sa.select(files).where(among(files.c.folder_id, folder_ids))
    )
    known: dict[int, dict[bytes, Any]] = {}
    for row in rows:
        known.setdefault(row.folder_id, {})[row.name] = row
    return known


def _is_same(row: sa.Row[Any], file: FoundFile) -> bool:
    """Tell whether a file is as it was when the catalog last heard of it."""
    if (row.size_bytes, row.mtime_ns) != (file.size_bytes, file.mtime_ns):
        return False
    if row.state == FileState.SKIPPED or file.state is FileState.SKIPPED:
        # A file that was read stays indexed when its content moves to a cloud.
        return row.state in (file.state, FileState.INDEXED)
    return True


def _new_row(folder_id: int, file: FoundFile) -> dict[str, Any]:
    return {
        "folder_id": folder_id,
        "name": file.name,
        "size_bytes": file.size_bytes,
        "mtime_ns": file.mtime_ns,
        "device": file.device,
        "inode": file.inode,
        "state": file.state.value,
        "reason": file.reason,
        "attempts": 0,
        "is_gone": False,
    }


def _changed_row(row: Any, file: FoundFile, *, keeps_photo: bool) -> dict[str, Any]:
    # The photo stays until the file is read again: often only its time has changed.
    return {
        "file": row.id,
        "photo": row.photo_id if keeps_photo else None,
        **{f"new_{key}": value for key, value in _new_row(0, file).items()},
    }


def _place(file_id: int, file: FoundFile) -> dict[str, Any]:
    return {"file": file_id, "new_device": file.device, "new_inode": file.inode}


def _write(
    connection: sa.Connection,
    new: list[dict[str, Any]],
    same: list[dict[str, Any]],
    changed: list[dict[str, Any]],
) -> None:
    if new:
        connection.execute(files.insert(), new)
    one = files.update().where(files.c.id == sa.bindparam("file"))
    if same:
        connection.execute(
            one.values(
                device=sa.bindparam("new_device"),
                inode=sa.bindparam("new_inode"),
                is_gone=False,
            ),
            same,
        )
    if changed:
        columns = [
            "size_bytes",
            "mtime_ns",
            "device",
            "inode",
            "state",
            "reason",
            "attempts",
            "is_gone",
        ]
        values: dict[str, Any] = {
            column: sa.bindparam(f"new_{column}") for column in columns
        }
        connection.execute(
            one.values(photo_id=sa.bindparam("photo"), **values),
            [
                {key: row[key] for key in ("file", "photo")}
                | {f"new_{column}": row[f"new_{column}"] for column in columns}
                for row in changed
            ],
        )


def _left_out(
    connection: sa.Connection, wanted: Set[tuple[int, bytes]]
) -> tuple[Skipped, ...]:
    """Return files, by the id of their folder and their name, as what is left out."""
    if not wanted:
        return ()
    rows = connection.execute(
        sa.select(
            files.c.id,
            files.c.folder_id,
            files.c.name,
            roots.c.path.label("root"),
            folders.c.path.label("folder"),
            files.c.size_bytes,
            files.c.mtime_ns,
            files.c.state,
            files.c.reason,
        )
        .join(folders, folders.c.id == files.c.folder_id)
        .join(roots, roots.c.id == folders.c.root_id)
        .where(
            among(files.c.folder_id, {folder for folder, _ in wanted}),
            files.c.state != FileState.PENDING,
        )
        .order_by(files.c.id)
    )
    return tuple(
        Skipped(
            PendingFile(
                FileId(row.id),
                join_path(row.root, row.folder, row.name),
                row.size_bytes,
                row.mtime_ns,
            ),
            row.reason,
            FileState(row.state),
        )
        for row in rows
        if (row.folder_id, row.name) in wanted
    )


def _mark_gone_folders(connection: sa.Connection, end: RootScanned) -> None:
    if not end.gone_folders:
        return
    folder = sa.select(folders.c.id).where(
        folders.c.root_id == end.root.id, folders.c.path == sa.bindparam("gone")
    )
    connection.execute(
        files.update()
        .where(files.c.folder_id == folder.scalar_subquery())
        .values(is_gone=True),
        [{"gone": path} for path in end.gone_folders],
    )


def _match_moves(connection: sa.Connection) -> set[int]:
    """Let files that moved keep what is known of them; give their photos."""
    gone, new = files.alias("gone"), files.alias("new")
    rows = connection.execute(
        sa.select(
            gone.c.id,
            new.c.id.label("new_id"),
            gone.c.photo_id,
            gone.c.state,
            gone.c.reason,
            gone.c.attempts,
        ).where(
            gone.c.is_gone == sa.true(),
            gone.c.inode != 0,
            new.c.size_bytes == gone.c.size_bytes,
            new.c.state == sa.literal(FileState.PENDING.value, literal_execute=True),
            new.c.is_gone == sa.false(),
            new.c.photo_id.is_(None),
            new.c.inode == gone.c.inode,
            new.c.device == gone.c.device,
            new.c.mtime_ns == gone.c.mtime_ns,
        )
    ).all()
    if not rows:
        return set()
    connection.execute(
        files.update()
        .where(files.c.id == sa.bindparam("file"))
        .values(
            photo_id=sa.bindparam("photo"),
            state=sa.bindparam("new_state"),
            reason=sa.bindparam("new_reason"),
            attempts=sa.bindparam("new_attempts"),
        ),
        [
            {
                "file": row.new_id,
                "photo": row.photo_id,
                "new_state": row.state,
                "new_reason": row.reason,
                "new_attempts": row.attempts,
            }
            for row in rows
        ],
    )
    connection.execute(files.delete().where(among(files.c.id, {r.id for r in rows})))
    return {row.photo_id for row in rows if row.photo_id is not None}


def _accident(connection: sa.Connection, root_id: RootId) -> str | None:
    """Return why a root counts as offline, or None where its losses are believed."""
    in_root = files.c.folder_id.in_(
        sa.select(folders.c.id).where(folders.c.root_id == root_id)
    )
    lost = _count(connection, in_root, IS_GONE)
    if not lost:
        return None
    if not connection.scalar(sa.select(sa.exists().where(in_root, ~IS_GONE))):
        return "it is there, but all photos in it are gone"
    if lost <= _FEW or connection.scalar(
        sa.select(roots.c.accepts_losses).where(roots.c.id == root_id)
    ):
        return None
    # Files that were never read do not count: they may be new, as on another disk.
    read = files.c.photo_id.is_not(None)
    lost = _count(connection, in_root, IS_GONE, read)
    known = lost + _count(connection, in_root, ~IS_GONE, read)
    if lost > _FEW and lost > _LARGEST_LOSS * known:
        return f"{lost} of its {known} photos are gone at once"
    return None


def _count(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> int:
    found = connection.scalar(
        sa.select(sa.func.count()).select_from(files).where(*conditions)
    )
    return found or 0


def _forget_gone(connection: sa.Connection, end: RootScanned) -> set[int]:
    """Drop the files of a root that are gone; give the photos that lose a place."""
    in_root = files.c.folder_id.in_(
        sa.select(folders.c.id).where(folders.c.root_id == end.root.id)
    )
    affected = connection.scalars(
        sa.select(files.c.photo_id).where(
            IS_GONE, in_root, files.c.photo_id.is_not(None)
        )
    ).all()
    connection.execute(files.delete().where(IS_GONE, in_root))
    if end.gone_folders:
        connection.execute(
            folders.delete().where(
                folders.c.root_id == end.root.id, folders.c.path == sa.bindparam("gone")
            ),
            [{"gone": path} for path in end.gone_folders],
        )
    connection.execute(
        roots.update().where(roots.c.id == end.root.id).values(accepts_losses=False)
    )
    return {photo for photo in affected if photo is not None}
