"""What people decided about photos that are alike.

A decision is about two contents, not about photos or groups: it holds after photos were
moved, indexed anew or described by another model.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

import sqlalchemy as sa

from photosearch.core.catalog.tables import among, kept_pairs, photos
from photosearch.core.records import PhotoId

Pairs = frozenset[tuple[PhotoId, PhotoId]]


def keep_both(connection: sa.Connection, ids: Sequence[PhotoId]) -> None:
    """Note that photos are all to stay, each pair of them.

    Args:
        connection: The transaction to do it in.
        ids: The photos; of a single one, that all its files are to stay.
    """
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        {"first_hash": first, "second_hash": second, "decided_at": now}
        for first, second in _pairs_of(connection, ids)
    ]
    if rows:
        connection.execute(kept_pairs.insert().prefix_with("OR IGNORE"), rows)


def undo_keep_both(connection: sa.Connection, ids: Sequence[PhotoId]) -> None:
    """Forget what `keep_both` noted about the same photos."""
    rows = [
        {"first": first, "second": second}
        for first, second in _pairs_of(connection, ids)
    ]
    if rows:
        connection.execute(
            kept_pairs.delete().where(
                kept_pairs.c.first_hash == sa.bindparam("first"),
                kept_pairs.c.second_hash == sa.bindparam("second"),
            ),
            rows,
        )


def pairs_kept(connection: sa.Connection) -> Pairs:
    """Return each decided pair of photos that the library has, in both orders."""
    first, second = photos.alias("first"), photos.alias("second")
    rows = connection.execute(
        sa.select(first.c.id, second.c.id)
        .select_from(kept_pairs)
        .join(first, first.c.content_hash == kept_pairs.c.first_hash)
        .join(second, second.c.content_hash == kept_pairs.c.second_hash)
    ).all()
    return frozenset(
        pair
        for one, other in rows
        for pair in (
            (PhotoId(one), PhotoId(other)),
            (PhotoId(other), PhotoId(one)),
        )
    )


def _pairs_of(
    connection: sa.Connection, ids: Sequence[PhotoId]
) -> list[tuple[bytes, bytes]]:
    hashes = sorted(
        connection.scalars(
            sa.select(photos.c.content_hash).where(among(photos.c.id, ids))
        )
    )
    if len(set(ids)) == 1:
        return [(each, each) for each in hashes]
    return list(combinations(hashes, 2))
