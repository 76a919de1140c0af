"""The folders that the user asked to index."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.tables import files, folders, roots
from photosearch.core.errors import LibraryError
from photosearch.core.records import PhotoId, Root, RootId


def all_roots(connection: sa.Connection) -> tuple[Root, ...]:
    """Return all roots, in the order they were added."""
    rows = connection.execute(sa.select(roots).order_by(roots.c.id))
    return tuple(_root(row) for row in rows)


def root_by_id(connection: sa.Connection, root_id: RootId) -> Root:
    """Return one root.

    Raises:
        LibraryError: There is none of this id.
    """
    row = connection.execute(sa.select(roots).where(roots.c.id == root_id)).first()
    if row is None:
        raise LibraryError(f"the library has no folder number {root_id}")
    return _root(row)


def add_root(
    connection: sa.Connection, path: Path, ignore: Sequence[str], is_watched: bool
) -> Root:
    """Add a root; its path is kept absolute.

    Raises:
        LibraryError: There is no such folder, or it is or holds or lies in a root.
    """
    path = path.absolute()
    if not path.is_dir():
        raise LibraryError(f"there is no folder {path}")
    _require_apart(path, all_roots(connection))
    values = {
        "path": os.fsencode(path),
        "ignore": list(ignore),
        "is_online": True,
        "is_watched": is_watched,
        "accepts_losses": False,
        "added_at": datetime.now(UTC).replace(tzinfo=None),
    }
    connection.execute(roots.insert(), values)
    return next(root for root in all_roots(connection) if root.path == path)


def update_root(
    connection: sa.Connection,
    root_id: RootId,
    path: Path | None,
    ignore: Sequence[str] | None,
    is_watched: bool | None,
) -> Root:
    """Change what is given of a root.

    Raises:
        LibraryError: There is no such root, or the new path is in the way of another.
    """
    root = root_by_id(connection, root_id)
    values: dict[str, Any] = {}
    if path is not None:
        others = (other for other in all_roots(connection) if other.id != root_id)
        _require_apart(path.absolute(), others)
        values["path"] = os.fsencode(path.absolute())
    if ignore is not None and tuple(ignore) != root.ignore:
        values |= {"ignore": list(ignore), "accepts_losses": True}
    if is_watched is not None:
        values["is_watched"] = is_watched
    if values:
        connection.execute(roots.update().where(roots.c.id == root_id).values(**values))
    return root_by_id(connection, root_id)


def set_online(connection: sa.Connection, root_id: RootId, is_online: bool) -> None:
    """Note whether a root was there when last looked at."""
    connection.execute(
        roots.update().where(roots.c.id == root_id).values(is_online=is_online)
    )


def remove_root(connection: sa.Connection, root_id: RootId) -> list[PhotoId]:
    """Forget a root and all files in it; give the photos that lose a place.

    Raises:
        LibraryError: There is none of this id.
    """
    root_by_id(connection, root_id)
    inside = sa.select(folders.c.id).where(folders.c.root_id == root_id)
    in_root = files.c.folder_id.in_(inside)
    affected = connection.scalars(
        sa.select(files.c.photo_id)
        .where(in_root, files.c.photo_id.is_not(None))
        .distinct()
    ).all()
    connection.execute(files.delete().where(in_root))
    connection.execute(folders.delete().where(folders.c.root_id == root_id))
    connection.execute(roots.delete().where(roots.c.id == root_id))
    return [PhotoId(photo) for photo in affected]


def _require_apart(path: Path, others: Iterable[Root]) -> None:
    place = path.resolve()
    for other in others:
        known = other.path.resolve()
        if place == known:
            raise LibraryError(f"{path} is in the library already")
        if place.is_relative_to(known):
            raise LibraryError(f"{path} lies in {other.path}, which is in the library")
        if known.is_relative_to(place):
            raise LibraryError(
                f"{path} holds {other.path}, which is in the library; remove that first"
            )


def _root(row: sa.Row[Any]) -> Root:
    return Root(
        id=RootId(row.id),
        path=Path(os.fsdecode(row.path)),
        is_online=row.is_online,
        ignore=tuple(row.ignore),
        is_watched=row.is_watched,
    )
