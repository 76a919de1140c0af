"""Takes people out of the searches that are kept; nothing else in them is touched."""

import json
import re
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.tables import (
    face_facts,
    people,
    recent_searches,
    saved_searches,
)

_PEOPLE = "people"
# What a search asks for besides; without any of them it asks nothing.
_REST = ("examples", "filter")


def forget_people_of_searches(connection: sa.Connection) -> None:
    """Leave no search that names people or knows them by their keys.

    A recent search with people goes. A saved one loses its condition on people, and
    goes where it asks for nothing else or is called after one of them.
    """
    for table in (recent_searches, saved_searches):
        for row in connection.execute(sa.select(table)).all():
            rest = _without_people(row.query_json)
            if rest == row.query_json:
                continue
            mine = table.c.id == row.id
            is_kept = table is saved_searches and rest is not None
            if is_kept and not _is_called_after(row.name, _names(connection, row)):
                connection.execute(table.update().where(mine).values(query_json=rest))
            else:
                connection.execute(table.delete().where(mine))


def _without_people(query_json: str) -> str | None:
    """Return a search without people as it is spelt; None where nothing is left."""
    content = _content(query_json)
    if not isinstance(content, dict):  # it cannot be told whom it names
        return None
    if _PEOPLE not in content:
        return query_json
    rest = {key: value for key, value in content.items() if key != _PEOPLE}
    if not any(rest.get(key) for key in _REST):
        return None
    return json.dumps(rest, sort_keys=True, separators=(",", ":"))


def _content(query_json: str) -> Any:
    try:
        return json.loads(query_json)
    except (ValueError, RecursionError):
        return None


def _names(connection: sa.Connection, search: sa.Row[Any]) -> Collection[str]:
    """Return all names of people that the library or a search knows."""
    known = sa.union(sa.select(people.c.name), sa.select(face_facts.c.name))
    names = {*connection.scalars(known), *_texts(_content(search.query_json)[_PEOPLE])}
    return [name for name in names if name]


def _texts(content: Any) -> set[str]:
    """Return what is spelt anywhere as the name of somebody."""
    if isinstance(content, list):
        return set().union(*map(_texts, content))
    if not isinstance(content, dict):
        return set()
    name = content.get("name")
    own = {name} if isinstance(name, str) else set()
    return own.union(*map(_texts, content.values()))


def _is_called_after(title: str, names: Collection[str]) -> bool:
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title, re.IGNORECASE)
        for name in names
    )
