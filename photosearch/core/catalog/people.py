"""People as they are shown: who there is, and which faces are whose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from photosearch.core.catalog.face_facts import facts_that_hold
from photosearch.core.catalog.faces import IS_SHOWN, faces_by_id
from photosearch.core.catalog.tables import (
    IS_LOST,
    among,
    face_people,
    faces,
    people,
    photos,
)
from photosearch.core.face_records import (
    Face,
    FaceIds,
    FaceOrder,
    FactKind,
    PeopleFilter,
    PeopleRule,
    Person,
)
from photosearch.core.faces.names import name_key
from photosearch.core.faces.replay import Statements, replay
from photosearch.core.ids import FaceId, PersonId

_MEMBERS = face_people.join(faces, faces.c.id == face_people.c.face_id)
# Whom there is anything to show of: a face, or a name that somebody gave.
IS_SOMEBODY = sa.or_(
    people.c.name.is_not(None),
    sa.exists().where(
        face_people.c.person_id == people.c.id,
        faces.c.id == face_people.c.face_id,
        IS_SHOWN,
    ),
)


def all_people(
    connection: sa.Connection, *, is_hidden: bool | None = False
) -> tuple[Person, ...]:
    """Return people, those with a name first and by it, the others by their faces.

    Args:
        connection: Where to look.
        is_hidden: Those who are hidden or those who are not; both if None.
    """
    condition = sa.true() if is_hidden is None else people.c.is_hidden == is_hidden
    found = _people(connection, condition)
    return tuple(
        sorted(
            found,
            key=lambda each: (
                each.name is None,
                name_key(each.name or ""),
                -each.faces,
                each.id,
            ),
        )
    )


def person_by_id(connection: sa.Connection, person: PersonId) -> Person | None:
    """Return a person, or the one with whom the person was merged."""
    key = connection.scalar(sa.select(people.c.key).where(people.c.id == person))
    return None if key is None else person_by_key(connection, key)


def person_by_key(connection: sa.Connection, key: str) -> Person | None:
    """Return the person of a key, or the one with whom the person was merged."""
    stands_for = _mergers(connection).stands_for(key)
    return next(iter(_people(connection, people.c.key == stands_for)), None)


def person_by_name(connection: sa.Connection, name: str) -> Person | None:
    """Return the person of a name, however it is spelt."""
    wanted = name_key(name)
    rows = connection.execute(
        sa.select(people.c.id, people.c.name).where(people.c.name.is_not(None))
    )
    ids = [row.id for row in rows if name_key(row.name) == wanted]
    return next(iter(_people(connection, among(people.c.id, ids))), None)


def faces_of(
    connection: sa.Connection, person: PersonId, order: FaceOrder
) -> tuple[Face, ...]:
    """Return the faces of a person; see `FaceOrder`."""
    ids = connection.scalars(
        sa.select(faces.c.id)
        .select_from(_MEMBERS.join(photos, photos.c.id == faces.c.photo_id))
        .where(face_people.c.person_id == person, IS_SHOWN)
        .order_by(*_order(order))
    ).all()
    return faces_by_id(connection, [FaceId(face) for face in ids])


def faces_of_nobody(connection: sa.Connection, limit: int) -> tuple[Face, ...]:
    """Return faces of which it is not known whose they are, the clearest first."""
    ids = connection.scalars(
        sa.select(faces.c.id)
        .where(IS_SHOWN, faces.c.id.not_in(sa.select(face_people.c.face_id)))
        .order_by(faces.c.quality.desc(), faces.c.id.desc())
        .limit(limit)
    ).all()
    return faces_by_id(connection, [FaceId(face) for face in ids])


def persons_of_faces(
    connection: sa.Connection,
) -> tuple[FaceIds, npt.NDArray[np.int64]]:
    """Return all faces that are shown (n,), ascending, and the person of each or 0."""
    rows = connection.execute(
        sa.select(faces.c.id, sa.func.coalesce(face_people.c.person_id, 0))
        .outerjoin(face_people, face_people.c.face_id == faces.c.id)
        .where(IS_SHOWN)
        .order_by(faces.c.id)
    ).all()
    table = np.array([tuple(row) for row in rows], np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def with_people(
    connection: sa.Connection, wanted: PeopleFilter
) -> sa.ColumnElement[bool]:
    """Return the condition that a photo shows people as a filter wants it."""
    ids = sorted({_current(connection, person) for person in wanted.people})
    match wanted.rule:
        case PeopleRule.ANY:
            return photos.c.id.in_(_showing(ids))
        case PeopleRule.NONE:
            return photos.c.id.not_in(_showing(ids))
        case PeopleRule.ALL:
            return _shows_all(ids)
        case PeopleRule.ONLY:
            others = sa.select(faces.c.photo_id).select_from(
                faces.outerjoin(face_people, face_people.c.face_id == faces.c.id)
            )
            is_other = sa.or_(
                face_people.c.person_id.is_(None),
                ~among(face_people.c.person_id, ids),
            )
            return sa.and_(
                _shows_all(ids), photos.c.id.not_in(others.where(IS_SHOWN, is_other))
            )


def _shows_all(ids: Sequence[int]) -> sa.ColumnElement[bool]:
    return sa.and_(*(photos.c.id.in_(_showing([person])) for person in ids))


def _showing(ids: Sequence[int]) -> sa.Select[tuple[int]]:
    """Return the select of all photos that show any of some people."""
    return (
        sa.select(faces.c.photo_id)
        .select_from(_MEMBERS)
        .where(among(face_people.c.person_id, ids), IS_SHOWN)
    )


def _current(connection: sa.Connection, person: PersonId) -> int:
    found = person_by_id(connection, person)
    return person if found is None else found.id


def _mergers(connection: sa.Connection) -> Statements:
    return replay(facts_that_hold(connection, FactKind.SAME_PERSON), {})


def _people(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> list[Person]:
    """Return people who have faces or a name."""
    counts = connection.execute(
        sa.select(
            face_people.c.person_id,
            sa.func.count().label("faces"),
            sa.func.count(faces.c.photo_id.distinct()).label("photos"),
            sa.func.min(photos.c.taken_at).label("first"),
            sa.func.max(photos.c.taken_at).label("last"),
        )
        .select_from(
            _MEMBERS.join(photos, photos.c.id == faces.c.photo_id).join(
                people, people.c.id == face_people.c.person_id
            )
        )
        .where(condition, ~IS_LOST, faces.c.is_rejected == sa.false())
        .group_by(face_people.c.person_id)
    )
    known = {row.person_id: row for row in counts}
    covers = _covers(connection, condition)
    rows = connection.execute(sa.select(people).where(condition, IS_SOMEBODY)).all()
    return [_person(row, known.get(row.id), covers.get(row.id)) for row in rows]


def _covers(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> dict[int, int]:
    """Return the face of each person that shows best who it is."""
    worth = faces.c.quality * (0.5 + 0.5 * face_people.c.certainty)
    place = sa.func.row_number().over(
        partition_by=face_people.c.person_id, order_by=(worth.desc(), faces.c.id)
    )
    ranked = (
        sa.select(face_people.c.person_id, faces.c.id, place.label("place"))
        .select_from(_MEMBERS.join(people, people.c.id == face_people.c.person_id))
        .where(condition, IS_SHOWN)
        .subquery()
    )
    rows = connection.execute(
        sa.select(ranked.c.person_id, ranked.c.id).where(ranked.c.place == 1)
    )
    return {row.person_id: row.id for row in rows}


def _person(row: Any, counts: Any | None, cover: int | None) -> Person:
    first: datetime | None = counts.first if counts else None
    return Person(
        id=PersonId(row.id),
        key=row.key,
        name=row.name,
        faces=counts.faces if counts else 0,
        photos=counts.photos if counts else 0,
        cover=FaceId(cover) if cover is not None else None,
        is_hidden=row.is_hidden,
        first_taken=first,
        last_taken=counts.last if counts else None,
    )


def _order(order: FaceOrder) -> tuple[sa.ColumnElement[Any], ...]:
    match order:
        case FaceOrder.NEWEST:
            return (photos.c.taken_at.desc(), photos.c.id.desc(), faces.c.id)
        case FaceOrder.LEAST_CERTAIN:
            return (face_people.c.certainty, faces.c.quality, faces.c.id)
