"""What people said about faces: actions, each with the facts that it states."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.tables import (
    among,
    face_actions,
    face_facts,
    faces,
    photos,
)
from photosearch.core.errors import LibraryError
from photosearch.core.face_records import Action, ActionKind, FactKind
from photosearch.core.faces.facts import Fact, Place
from photosearch.core.ids import ActionId, FaceId
from photosearch.spec.regions import Box

_BOX = ("left", "top", "width", "height")


def add_action(
    connection: sa.Connection,
    kind: ActionKind,
    words: str,
    face_count: int,
    facts: Iterable[Fact],
) -> ActionId:
    """Note what somebody said."""
    row = {
        "made_at": datetime.now(UTC).replace(tzinfo=None),
        "kind": kind.value,
        "words": words,
        "faces": face_count,
        "is_undone": False,
    }
    action = connection.scalars(
        face_actions.insert().returning(face_actions.c.id), row
    ).one()
    rows = [_row(action, fact) for fact in facts]
    if rows:
        connection.execute(face_facts.insert(), rows)
    return ActionId(action)


def actions(connection: sa.Connection, limit: int) -> tuple[Action, ...]:
    """Return what was said last, the latest first, also what was undone."""
    rows = connection.execute(
        sa.select(face_actions).order_by(face_actions.c.id.desc()).limit(limit)
    )
    return tuple(_action(row) for row in rows)


def action_by_id(connection: sa.Connection, action: ActionId) -> Action:
    """Return one action.

    Raises:
        LibraryError: There is none of this id.
    """
    row = connection.execute(
        sa.select(face_actions).where(face_actions.c.id == action)
    ).first()
    if row is None:
        raise LibraryError(f"nothing was said about faces under number {action}")
    return _action(row)


def set_undone(
    connection: sa.Connection, action: ActionId, *, is_undone: bool
) -> Action:
    """Note whether an action holds.

    Raises:
        LibraryError: There is none of this id.
    """
    connection.execute(
        face_actions.update()
        .where(face_actions.c.id == action)
        .values(is_undone=is_undone)
    )
    return action_by_id(connection, action)


def facts_that_hold(connection: sa.Connection, *kinds: FactKind) -> tuple[Fact, ...]:
    """Return the facts of all actions that were not undone, in the order stated.

    Args:
        connection: Where to look.
        kinds: Only these; all if there are none.
    """
    is_asked = face_facts.c.kind.in_([kind.value for kind in kinds])
    rows = connection.execute(
        sa.select(face_facts)
        .join(face_actions, face_actions.c.id == face_facts.c.action_id)
        .where(face_actions.c.is_undone == sa.false(), is_asked if kinds else sa.true())
        .order_by(face_facts.c.action_id, face_facts.c.id)
    )
    return tuple(_fact(row) for row in rows)


def people_spoken_of(connection: sa.Connection) -> frozenset[str]:
    """Return the keys of all people of whom any fact speaks, also undone ones."""
    keys = sa.union(
        sa.select(face_facts.c.person_key), sa.select(face_facts.c.other_key)
    )
    return frozenset(key for key in connection.scalars(keys) if key is not None)


def faces_spoken_of(
    connection: sa.Connection,
) -> dict[bytes, list[tuple[FaceId, Box]]]:
    """Return the faces in the contents about whose faces something was said."""
    spoken_of = sa.select(face_facts.c.content_hash).where(
        face_facts.c.content_hash.is_not(None)
    )
    found: dict[bytes, list[tuple[FaceId, Box]]] = {}
    for place, face in _places(connection, photos.c.content_hash.in_(spoken_of)):
        found.setdefault(place.content_hash, []).append((face, place.box))
    return found


def places_of(connection: sa.Connection, ids: Sequence[FaceId]) -> dict[FaceId, Place]:
    """Return where faces are; those that are gone are left out."""
    return {face: place for place, face in _places(connection, among(faces.c.id, ids))}


def _places(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> list[tuple[Place, FaceId]]:
    rows = connection.execute(
        sa.select(photos.c.content_hash, *(faces.c[side] for side in _BOX), faces.c.id)
        .join(photos, photos.c.id == faces.c.photo_id)
        .where(condition)
        .order_by(faces.c.id)
    )
    return [(Place(row[0], Box(*row[1:5])), FaceId(row[5])) for row in rows]


def _row(action: int, fact: Fact) -> dict[str, Any]:
    box = fact.place.box if fact.place else None
    return {
        "action_id": action,
        "kind": fact.kind.value,
        "content_hash": fact.place.content_hash if fact.place else None,
        **{side: getattr(box, side) if box else None for side in _BOX},
        "person_key": fact.person,
        "other_key": fact.other,
        "name": fact.name,
        "flag": fact.flag,
    }


def _fact(row: Any) -> Fact:
    place = None
    if row.content_hash is not None:
        box = Box(row.left, row.top, row.width, row.height)
        place = Place(row.content_hash, box)
    return Fact(
        kind=FactKind(row.kind),
        place=place,
        person=row.person_key,
        other=row.other_key,
        name=row.name,
        flag=bool(row.flag),
    )


def _action(row: Any) -> Action:
    return Action(
        id=ActionId(row.id),
        made_at=row.made_at.replace(tzinfo=UTC).astimezone(),
        kind=ActionKind(row.kind),
        words=row.words,
        faces=row.faces,
        is_undone=row.is_undone,
    )
