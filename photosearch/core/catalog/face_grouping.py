"""Stores groups of faces; people keep their rows from one grouping to the next."""

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from photosearch.core.catalog.face_facts import people_spoken_of
from photosearch.core.catalog.face_state import (
    face_model,
    load_state,
    load_vectors,
    new_key,
    save_state,
)
from photosearch.core.catalog.tables import (
    among,
    face_groups,
    face_people,
    faces,
    people,
)
from photosearch.core.face_records import FaceIds
from photosearch.core.faces.certainty import certainties_in
from photosearch.core.faces.inheritance import inherit

_SLICE = 20_000


def store_groups(
    connection: sa.Connection, ids: FaceIds, groups: npt.NDArray[np.int64]
) -> None:
    """Replace the groups of faces, and apply to them what was said.

    A group is the person of that earlier group with which it shares most faces.

    Args:
        connection: The transaction to do it in.
        ids: The faces that were grouped, (n,) int64; those of which it was not known
            that they are there, or are gone meanwhile, are left as they are.
        groups: The number of the group of each, (n,) int64; below 0 for none.
    """
    there = set(connection.scalars(sa.select(faces.c.id)))
    is_there = np.array([face in there for face in ids.tolist()], bool)
    ids, groups = ids[is_there], groups[is_there]
    before = {
        row.face_id: row.person_id
        for row in connection.execute(
            sa.select(face_groups.c.face_id, face_groups.c.person_id)
        )
    }
    old = np.array([before.get(face, -1) for face in ids.tolist()], np.int64)
    heirs = inherit(groups, old)
    new = sorted(set(groups[groups >= 0].tolist()) - heirs.keys())
    persons = heirs | dict(zip(new, _new_people(connection, len(new)), strict=True))
    certainties = _certainties(connection, ids, groups)
    connection.execute(face_groups.delete().where(among(face_groups.c.face_id, ids)))
    rows = [
        {"face_id": face, "person_id": persons[group], "certainty": certainty}
        for face, group, certainty in zip(
            ids.tolist(), groups.tolist(), certainties.tolist(), strict=True
        )
        if group >= 0
    ]
    if rows:
        connection.execute(face_groups.insert(), rows)
    apply_facts(connection)


def apply_facts(connection: sa.Connection) -> None:
    """Apply all that was said to the groups that there are."""
    save_state(connection, load_state(connection), anew=True)
    _forget_unknown(connection)


def _new_people(connection: sa.Connection, count: int) -> list[int]:
    keys = [new_key() for _ in range(count)]
    if keys:
        connection.execute(
            people.insert(), [{"key": key, "is_hidden": False} for key in keys]
        )
    rows = connection.execute(
        sa.select(people.c.key, people.c.id).order_by(people.c.id.desc()).limit(count)
    )
    ids = {row.key: row.id for row in rows}
    return [ids[key] for key in keys]


def _certainties(
    connection: sa.Connection, ids: FaceIds, groups: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Return how certain it is that each face is in its group, (n,)."""
    model = face_model(connection)
    certainties = np.zeros(len(ids), np.float32)
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] >= 0]
    bounds = np.flatnonzero(np.diff(groups[order], prepend=-1, append=-1))
    begin = 0
    while begin < len(bounds) - 1:
        # As many whole groups as go together into a few megabytes.
        end = int(np.searchsorted(bounds, bounds[begin] + _SLICE, "right")) - 1
        end = max(end, begin + 1)
        members = order[bounds[begin] : bounds[end]]
        vectors = load_vectors(connection, model.id, ids[members])
        for group in range(begin, end):
            part = slice(
                bounds[group] - bounds[begin], bounds[group + 1] - bounds[begin]
            )
            certainties[members[part]] = certainties_in(vectors[part], model.evidence)
        begin = end
    return certainties


def _forget_unknown(connection: sa.Connection) -> None:
    """Drop people who have no faces and of whom nothing was ever said."""
    used = sa.union(
        sa.select(face_people.c.person_id), sa.select(face_groups.c.person_id)
    )
    rows = connection.execute(
        sa.select(people.c.id, people.c.key).where(people.c.id.not_in(used))
    )
    spoken_of = people_spoken_of(connection)
    gone = [row.id for row in rows if row.key not in spoken_of]
    if gone:
        connection.execute(people.delete().where(among(people.c.id, gone)))
