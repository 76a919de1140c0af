"""How many photos each camera took and each folder holds."""

from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from photosearch.core.catalog.photos import join_path
from photosearch.core.catalog.tables import IS_LOST, files, folders, photos, roots
from photosearch.core.records import CameraCount, FolderCount


def camera_counts(connection: sa.Connection) -> tuple[CameraCount, ...]:
    """Count the photos of every camera; ordered by its name."""
    rows = connection.execute(
        sa.select(photos.c.camera, sa.func.count())
        .where(photos.c.camera.is_not(None), ~IS_LOST)
        .group_by(photos.c.camera)
        .order_by(photos.c.camera)
    )
    return tuple(CameraCount(name, count) for name, count in rows if name)


def folder_counts(connection: sa.Connection) -> tuple[FolderCount, ...]:
    """Count the photo files in every folder and below it; ordered by path."""
    rows = connection.execute(
        sa.select(roots.c.path, folders.c.path, sa.func.count(files.c.id))
        .select_from(folders)
        .join(roots, roots.c.id == folders.c.root_id)
        .join(
            files,
            sa.and_(files.c.folder_id == folders.c.id, files.c.photo_id.is_not(None)),
        )
        .group_by(roots.c.path, folders.c.path)
    )
    counts: Counter[Path] = Counter()
    for root_bytes, path, count in rows:
        root = join_path(root_bytes, b"", b"")
        folder = join_path(root_bytes, path, b"")
        counts[folder] += count
        for above in folder.parents:
            if not above.is_relative_to(root):
                break
            counts[above] += count
    return tuple(FolderCount(folder, counts[folder]) for folder in sorted(counts))
