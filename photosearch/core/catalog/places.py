"""Photos that lost their last place, or have one again.

A photo without a file is hidden at once, but kept as long as a file of its size waits
to be read: a file that was moved to another disk is known only by its content.
"""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from photosearch.core.catalog.face_removal import forget_faces_of
from photosearch.core.catalog.files import is_size_awaited
from photosearch.core.catalog.tables import (
    IS_LOST,
    among,
    codes,
    embeddings,
    files,
    models,
    photos,
    region_codes,
)
from photosearch.core.records import Changes, PhotoId


def settle(
    connection: sa.Connection, affected: Iterable[int], new: Collection[int] = ()
) -> Changes:
    """Hide, show or leave photos whose files changed, and drop what is lost for good.

    Args:
        connection: The transaction in which their files were changed.
        affected: Every photo that lost or gained a file.
        new: Those of them that the transaction added.
    """
    changed = set(affected)
    if not changed:
        return Changes()
    have_place = sa.select(files.c.photo_id).where(among(files.c.photo_id, changed))
    placed = {photo for photo in connection.scalars(have_place) if photo is not None}
    hidden = set(connection.scalars(sa.select(photos.c.id).where(IS_LOST)))
    shown = placed & hidden
    lost = changed - placed - hidden
    _set_lost(connection, shown, is_lost=False)
    _set_lost(connection, lost, is_lost=True)
    _restamp(connection, shown)
    _count_removal(connection, lost)
    forget_lost(connection)
    added = shown | placed.intersection(new)
    return Changes(
        added=_ordered(added),
        removed=_ordered(lost.difference(new)),
        moved=_ordered(placed - added),
    )


def forget_lost(connection: sa.Connection) -> None:
    """Drop hidden photos, with codes and faces, whose size no waiting file has."""
    ids = connection.scalars(
        sa.select(photos.c.id).where(IS_LOST, ~is_size_awaited(photos.c.size_bytes))
    ).all()
    if not ids:
        return
    for model_id in connection.scalars(sa.select(models.c.id)).all():
        for table in (codes, region_codes):
            connection.execute(
                table.delete().where(
                    table.c.model_id == model_id, among(table.c.photo_id, ids)
                )
            )
    connection.execute(embeddings.delete().where(among(embeddings.c.photo_id, ids)))
    forget_faces_of(connection, ids)
    connection.execute(photos.delete().where(among(photos.c.id, ids)))


def _count_removal(connection: sa.Connection, lost: Collection[int]) -> None:
    """Tell the models that codes of some photos are not to be found any more."""
    if not lost:
        return
    connection.execute(models.update().values(codes_removed=models.c.codes_removed + 1))


def _set_lost(
    connection: sa.Connection, ids: Collection[int], *, is_lost: bool
) -> None:
    if ids:
        connection.execute(
            photos.update().where(among(photos.c.id, ids)).values(is_lost=is_lost)
        )


def _restamp(connection: sa.Connection, shown: Collection[int]) -> None:
    """Let the codes of photos that are shown again count as new."""
    if not shown:
        return
    connection.execute(models.update().values(codes_added=models.c.codes_added + 1))
    for model_id, version in connection.execute(
        sa.select(models.c.id, models.c.codes_added)
    ).all():
        connection.execute(
            codes.update()
            .where(codes.c.model_id == model_id, among(codes.c.photo_id, shown))
            .values(version=version)
        )


def _ordered(ids: Iterable[int]) -> tuple[PhotoId, ...]:
    return tuple(PhotoId(photo) for photo in sorted(ids))
