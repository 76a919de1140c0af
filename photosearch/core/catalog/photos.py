"""Photos: what is known of a content, and the places where it lies."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.roots import all_roots
from photosearch.core.catalog.tables import (
    IS_LOST,
    as_list,
    files,
    folders,
    listed,
    photos,
    roots,
)
from photosearch.core.records import Metadata, Photo, PhotoId

# Built once: building it takes longer than running it.
_PLACES = (
    sa.select(
        photos.c.id,
        photos.c.content_hash,
        photos.c.size_bytes,
        photos.c.format,
        photos.c.width_px,
        photos.c.height_px,
        photos.c.taken_at,
        photos.c.camera,
        photos.c.latitude,
        photos.c.longitude,
        roots.c.path,
        folders.c.path,
        files.c.name,
    )
    .select_from(photos)
    .join(files, files.c.photo_id == photos.c.id)
    .join(folders, folders.c.id == files.c.folder_id)
    .join(roots, roots.c.id == folders.c.root_id)
    .where(photos.c.id.in_(listed(sa.bindparam("ids"))))
    .order_by(roots.c.is_online.desc(), files.c.id)
)


def photos_by_id(
    connection: sa.Connection, ids: Iterable[PhotoId]
) -> tuple[Photo, ...]:
    """Return photos in the order asked for; those that are gone are left out."""
    wanted = [int(photo) for photo in ids]
    found: dict[int, tuple[Any, list[Path]]] = {}
    for row in connection.execute(_PLACES, {"ids": as_list(wanted)}):
        place = join_path(row[10], row[11], row[12])
        known = found.get(row[0])
        if known is None:
            found[row[0]] = (row, [place])
        else:
            known[1].append(place)
    return tuple(_photo(*found[photo]) for photo in wanted if photo in found)


def photo_count(connection: sa.Connection) -> int:
    """Count the photos that lie somewhere."""
    there = sa.select(sa.func.count()).select_from(photos).where(~IS_LOST)
    return connection.scalar(there) or 0


def newest_photo(connection: sa.Connection) -> PhotoId:
    """Return the largest id, that of the photo that came last; 0 before the first."""
    return PhotoId(connection.scalar(sa.select(sa.func.max(photos.c.id))) or 0)


def photo_by_hash(connection: sa.Connection, content_hash: bytes) -> Photo | None:
    """Return the photo of a content, if the library has it."""
    ids = connection.scalars(
        sa.select(photos.c.id).where(photos.c.content_hash == content_hash)
    ).all()
    return next(iter(photos_by_id(connection, ids)), None)


def photo_at(connection: sa.Connection, path: Path) -> Photo | None:
    """Return the photo that lies at a path, if the library has it."""
    place = path.absolute()
    for root in all_roots(connection):
        if not place.is_relative_to(root.path):
            continue
        relative = place.relative_to(root.path)
        ids = connection.scalars(
            sa.select(files.c.photo_id)
            .join(folders, folders.c.id == files.c.folder_id)
            .where(
                folders.c.root_id == root.id,
                folders.c.path == relative_bytes(relative.parent),
                files.c.name == os.fsencode(relative.name),
                files.c.photo_id.is_not(None),
            )
        ).all()
        return next(iter(photos_by_id(connection, ids)), None)
    return None


def duplicates(connection: sa.Connection) -> tuple[Photo, ...]:
    """Return each photo that lies in several files.

    Names of one and the same file (links) are no duplicates.
    """
    several = (
        sa.select(files.c.photo_id)
        .where(files.c.photo_id.is_not(None))
        .group_by(files.c.photo_id)
        .having(sa.func.count() > 1)
    )
    apart = sa.select(files.c.photo_id).where(files.c.photo_id.in_(several))
    apart = apart.group_by(files.c.photo_id).having(
        sa.or_(
            sa.func.max(files.c.inode) != sa.func.min(files.c.inode),
            sa.func.max(files.c.device) != sa.func.min(files.c.device),
            sa.func.max(files.c.inode) == 0,  # the system does not tell
        ),
    )
    ids = connection.scalars(apart).all()
    return photos_by_id(connection, [PhotoId(photo) for photo in ids])


def join_path(root: bytes, folder: bytes, name: bytes) -> Path:
    """Return the absolute path of a file from its parts as the catalog keeps them."""
    return Path(
        os.fsdecode(b"/".join((root, folder, name) if folder else (root, name)))
    )


def relative_bytes(path: Path) -> bytes:
    """Spell a path below a root as the catalog keeps it; empty for the root itself."""
    return b"/".join(os.fsencode(part) for part in path.parts)


def _photo(row: Any, paths: list[Path]) -> Photo:
    return Photo(
        id=PhotoId(row[0]),
        content_hash=row[1],
        size_bytes=row[2],
        metadata=Metadata(*row[3:10]),
        paths=tuple(paths),
    )
