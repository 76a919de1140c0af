"""Which photos a search may find."""

from datetime import datetime, time
from pathlib import Path

import sqlalchemy as sa

from photosearch.core.catalog.arrays import load_ids
from photosearch.core.catalog.people import with_people
from photosearch.core.catalog.photos import relative_bytes
from photosearch.core.catalog.roots import all_roots
from photosearch.core.catalog.tables import IS_LOST, files, folders, photos
from photosearch.core.paths import plain_path
from photosearch.core.records import Filter, PhotoIds


def photo_ids(connection: sa.Connection, wanted: Filter) -> PhotoIds:
    """Return the ids (n,) int64 of all photos that meet a filter, ascending."""
    conditions = [~IS_LOST, *_conditions(wanted)]
    conditions += [with_people(connection, each) for each in wanted.people]
    if wanted.under is not None:
        conditions.append(photos.c.id.in_(_under(connection, wanted.under)))
    return load_ids(
        connection, sa.select(photos.c.id).where(*conditions).order_by(photos.c.id)
    )


def _conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.after is not None:
        first = datetime.combine(wanted.after, time())
        conditions.append(photos.c.taken_at >= first)
    if wanted.before is not None:
        last = datetime.combine(wanted.before, time.max)
        conditions.append(photos.c.taken_at <= last)
    if wanted.camera is not None:
        conditions.append(photos.c.camera.icontains(wanted.camera, autoescape=True))
    if wanted.has_position is not None:
        has_position = photos.c.latitude.is_not(None)
        conditions.append(has_position if wanted.has_position else ~has_position)
    return conditions


def _under(connection: sa.Connection, under: Path) -> sa.Select[tuple[int | None]]:
    """Return the select of all photos that lie in a folder or below it."""
    place = plain_path(under)
    inside: list[sa.ColumnElement[bool]] = [sa.false()]
    for root in all_roots(connection):
        in_root = folders.c.root_id == root.id
        if root.path.is_relative_to(place):
            inside.append(in_root)
        elif place.is_relative_to(root.path):
            folder = relative_bytes(place.relative_to(root.path))
            # "0" is the character after "/": all that starts with the folder's path.
            below = sa.and_(
                folders.c.path >= folder + b"/", folders.c.path < folder + b"0"
            )
            inside.append(sa.and_(in_root, sa.or_(folders.c.path == folder, below)))
    return (
        sa.select(files.c.photo_id)
        .join(folders, folders.c.id == files.c.folder_id)
        .where(sa.or_(*inside), files.c.photo_id.is_not(None))
    )
