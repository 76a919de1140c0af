"""Searches that people want to repeat, and those they made last."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.tables import recent_searches, saved_searches
from photosearch.core.errors import LibraryError
from photosearch.core.records import SavedSearch, SearchId

RECENT = 20


def save_search(connection: sa.Connection, name: str, query_json: str) -> SavedSearch:
    """Keep a search under a name.

    Raises:
        LibraryError: The name is empty or taken.
    """
    values = {
        "name": _free_name(connection, name),
        "query_json": query_json,
        "saved_at": datetime.now(UTC).replace(tzinfo=None),
    }
    connection.execute(saved_searches.insert(), values)
    row = connection.execute(
        sa.select(saved_searches).where(saved_searches.c.name == values["name"])
    ).one()
    return _search(row)


def all_searches(connection: sa.Connection) -> tuple[SavedSearch, ...]:
    """Return all saved searches by name."""
    rows = connection.execute(sa.select(saved_searches)).all()
    return tuple(
        sorted((_search(row) for row in rows), key=lambda each: each.name.casefold())
    )


def search_by_id(connection: sa.Connection, search_id: SearchId) -> SavedSearch:
    """Return one saved search.

    Raises:
        LibraryError: There is none of this id.
    """
    row = connection.execute(
        sa.select(saved_searches).where(saved_searches.c.id == search_id)
    ).first()
    if row is None:
        raise LibraryError(f"the library has no saved search number {search_id}")
    return _search(row)


def rename_search(
    connection: sa.Connection, search_id: SearchId, name: str
) -> SavedSearch:
    """Give a saved search another name.

    Raises:
        LibraryError: There is no such search, or the name is empty or taken.
    """
    search_by_id(connection, search_id)
    connection.execute(
        saved_searches.update()
        .where(saved_searches.c.id == search_id)
        .values(name=_free_name(connection, name, besides=search_id))
    )
    return search_by_id(connection, search_id)


def change_search(
    connection: sa.Connection, search_id: SearchId, query_json: str
) -> SavedSearch:
    """Keep another search under the name of a saved one.

    Raises:
        LibraryError: There is no such search.
    """
    search_by_id(connection, search_id)
    connection.execute(
        saved_searches.update()
        .where(saved_searches.c.id == search_id)
        .values(query_json=query_json)
    )
    return search_by_id(connection, search_id)


def forget_search(connection: sa.Connection, search_id: SearchId) -> None:
    """Drop a saved search; nothing happens where there is none."""
    connection.execute(saved_searches.delete().where(saved_searches.c.id == search_id))


def remember_search(connection: sa.Connection, query_json: str) -> None:
    """Note the search that was made last; only so many different ones are kept."""
    same = recent_searches.c.query_json == query_json
    connection.execute(recent_searches.delete().where(same))
    connection.execute(recent_searches.insert(), {"query_json": query_json})
    newest = sa.select(recent_searches.c.id).order_by(recent_searches.c.id.desc())
    connection.execute(
        recent_searches.delete().where(
            recent_searches.c.id.not_in(newest.limit(RECENT))
        )
    )


def recent(connection: sa.Connection) -> tuple[str, ...]:
    """Return the different searches made last, newest first."""
    return tuple(
        connection.scalars(
            sa.select(recent_searches.c.query_json).order_by(
                recent_searches.c.id.desc()
            )
        )
    )


def _free_name(
    connection: sa.Connection, name: str, besides: SearchId | None = None
) -> str:
    name = name.strip()
    if not name:
        raise LibraryError("a saved search needs a name")
    for other in all_searches(connection):
        if other.name.casefold() == name.casefold() and other.id != besides:
            raise LibraryError(f"there is a saved search named {other.name} already")
    return name


def _search(row: sa.Row[Any]) -> SavedSearch:
    return SavedSearch(
        id=SearchId(row.id),
        name=row.name,
        query_json=row.query_json,
        saved_at=row.saved_at.replace(tzinfo=UTC).astimezone(),
    )
