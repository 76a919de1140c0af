"""Files that were moved to the trash: what is noted of them."""

import os
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from photosearch.core.catalog.photos import relative_bytes
from photosearch.core.catalog.places import settle
from photosearch.core.catalog.roots import all_roots
from photosearch.core.catalog.tables import files, folders, trash
from photosearch.core.records import Photo, PhotoId, Trashed


def record_trashed(connection: sa.Connection, path: Path, photo: Photo) -> Trashed:
    """Forget a file that was trashed, as a scan would, and log where it lay.

    Args:
        connection: The transaction to do it in.
        path: Where it lay.
        photo: What it held.
    """
    now = datetime.now(UTC)
    connection.execute(
        trash.insert(),
        {
            "path": os.fsencode(path),
            "photo_id": photo.id,
            "content_hash": photo.content_hash,
            "trashed_at": now.replace(tzinfo=None),
        },
    )
    settle(connection, _forget_file(connection, path))
    return Trashed(path, photo.id, now.astimezone())


def trashed(connection: sa.Connection, limit: int) -> tuple[Trashed, ...]:
    """Return what was trashed last, newest first."""
    rows = connection.execute(sa.select(trash).order_by(trash.c.id.desc()).limit(limit))
    return tuple(
        Trashed(
            Path(os.fsdecode(row.path)),
            PhotoId(row.photo_id),
            row.trashed_at.replace(tzinfo=UTC).astimezone(),
        )
        for row in rows
    )


def _forget_file(connection: sa.Connection, path: Path) -> list[int]:
    """Drop the row of a file; give the photo that loses a place."""
    for root in all_roots(connection):
        if not path.is_relative_to(root.path):
            continue
        relative = path.relative_to(root.path)
        folder = sa.select(folders.c.id).where(
            folders.c.root_id == root.id,
            folders.c.path == relative_bytes(relative.parent),
        )
        row = connection.execute(
            sa.select(files.c.id, files.c.photo_id).where(
                files.c.folder_id == folder.scalar_subquery(),
                files.c.name == os.fsencode(relative.name),
            )
        ).first()
        if row is not None:
            connection.execute(files.delete().where(files.c.id == row.id))
            return [] if row.photo_id is None else [row.photo_id]
    return []
