"""Whose each face is, as it follows from the groups and from what people said."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sqlalchemy as sa

from photosearch.core.catalog.face_facts import faces_spoken_of, facts_that_hold
from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.tables import (
    among,
    choices,
    face_codes,
    face_groups,
    face_people,
    faces,
    models,
    people,
)
from photosearch.core.face_records import FaceIds
from photosearch.core.faces.assignment import Assignment, Grouped, Vectors, assign
from photosearch.core.faces.certainty import certainties_in
from photosearch.core.faces.evidence import Evidence, read_evidence
from photosearch.core.faces.facts import Fact, Place, faces_at
from photosearch.core.faces.replay import Statements, replay
from photosearch.core.ids import FaceId, PersonId
from photosearch.spec.model import ModelKind


@dataclass(frozen=True, slots=True)
class FaceModel:
    """The face network whose embeddings are compared.

    Attributes:
        id: Its row; 0 where there is none.
        evidence: What likeness says by it.
    """

    id: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FaceState:
    """All faces, what was said, and what follows.

    Attributes:
        faces: All faces, also those that are none.
        facts: What was said and holds, in the order stated.
        at: The face at each place that the facts are about.
        statements: What the facts say together.
        assignment: Whose each face is.
    """

    faces: Grouped
    facts: tuple[Fact, ...]
    at: Mapping[Place, FaceId]
    statements: Statements
    assignment: Assignment

    def person_of(self, position: int) -> str | None:
        """Return the key that stands for the person of a face."""
        owner = self.assignment.owners[position]
        return None if owner is None else self.statements.stands_for(owner)

    def positions_of(self, person: str) -> list[int]:
        """Return the positions of a person's faces."""
        return [
            position
            for position in range(len(self.faces.ids))
            if self.person_of(position) == person
        ]

    def face(self, position: int) -> FaceId:
        """Return the face at a position."""
        return FaceId(int(self.faces.ids[position]))


def new_key() -> str:
    """Return a key for a person whom no library knows."""
    return str(uuid.uuid4())


def face_model(connection: sa.Connection) -> FaceModel:
    """Return the face network in use, or the last one that was."""
    is_face = models.c.kind == ModelKind.FACE.value
    row = connection.execute(
        sa.select(models.c.id, models.c.spec_json)
        .outerjoin(choices, choices.c.model_id == models.c.id)
        .where(is_face)
        .order_by(choices.c.kind.is_(None), models.c.id.desc())
    ).first()
    if row is None:
        return FaceModel(0, read_evidence({}, 0))
    return FaceModel(row.id, _read_evidence(row.spec_json))


def evidence_of(connection: sa.Connection, model_sha256: str) -> Evidence:
    """Return what likeness says by a face network.

    Raises:
        ModelError: The model was never registered.
    """
    model = models.c.id == model_id_of(connection, model_sha256)
    spec_json = connection.scalars(sa.select(models.c.spec_json).where(model)).one()
    return _read_evidence(spec_json)


def load_state(connection: sa.Connection) -> FaceState:
    """Load all faces and facts, and draw the conclusions."""
    facts = facts_that_hold(connection)
    at = _faces_at(connection, facts)
    return _concluded(connection, _load_faces(connection), facts, at)


def with_facts(
    connection: sa.Connection,
    state: FaceState,
    facts: Iterable[Fact],
    at: Mapping[Place, FaceId],
) -> FaceState:
    """Return what follows if some facts are stated as well.

    Args:
        connection: Where to look.
        state: What is known before.
        facts: What is stated now.
        at: The face at each place that these are about.
    """
    all_facts, all_at = (*state.facts, *facts), {**state.at, **at}
    return _concluded(connection, state.faces, all_facts, all_at)


def save_state(
    connection: sa.Connection, state: FaceState, *, anew: bool = False
) -> None:
    """Store whose each face is, and how people are called.

    Args:
        connection: The transaction to do it in.
        state: What follows from all that is known.
        anew: Whether the certainty is measured anew also of people of whom no face came
            or went.
    """
    _save_people(connection, state.statements)
    ids = _person_ids(connection, state)
    before = {
        row.face_id: (row.person_id, row.is_confirmed)
        for row in connection.execute(sa.select(face_people))
    }
    now: dict[int, tuple[int, bool]] = {}
    for position, face in enumerate(state.faces.ids.tolist()):
        person = state.person_of(position)
        if person is not None:
            is_confirmed = bool(state.assignment.is_confirmed[position])
            now[face] = (ids[person], is_confirmed)
    changed = {
        entry[0]
        for face in before.keys() | now.keys()
        if before.get(face) != now.get(face)
        for entry in (before.get(face), now.get(face))
        if entry is not None
    }
    if anew:
        changed = set(ids.values()) | {person for person, _ in before.values()}
    _save_members(connection, now, changed)
    _save_rejected(connection, state)


def rejections(connection: sa.Connection) -> tuple[tuple[FaceId, PersonId], ...]:
    """Return each face with each person who somebody said that it is not."""
    facts = facts_that_hold(connection)
    said = replay(facts, _faces_at(connection, facts))
    pairs = {
        (face, said.stands_for(key))
        for face, each in said.faces.items()
        for key in each.rejected
    }
    ids = {
        row.key: PersonId(row.id)
        for row in connection.execute(sa.select(people.c.key, people.c.id))
    }
    return tuple(sorted((face, ids[key]) for face, key in pairs if key in ids))


def load_vectors(connection: sa.Connection, model_id: int, ids: FaceIds) -> Vectors:
    """Load embeddings (k, width) float32 of faces (k,); zeros where there is none."""
    rows = connection.execute(
        sa.select(face_codes.c.face_id, face_codes.c.embedding).where(
            face_codes.c.model_id == model_id, among(face_codes.c.face_id, ids.tolist())
        )
    ).all()
    found: dict[int, bytes] = {row[0]: row[1] for row in rows}
    if not found:
        return np.zeros((len(ids), 0), np.float32)
    nothing = bytes(len(next(iter(found.values()))))
    joined = b"".join([found.get(face, nothing) for face in ids.tolist()])
    halves = np.frombuffer(joined, "<f2").reshape(len(ids), -1)
    return halves.astype(np.float32)


def _concluded(
    connection: sa.Connection,
    faces: Grouped,
    facts: tuple[Fact, ...],
    at: Mapping[Place, FaceId],
) -> FaceState:
    model = face_model(connection)

    def read_vectors(ids: FaceIds) -> Vectors:
        return load_vectors(connection, model.id, ids)

    said = replay(facts, at)
    return FaceState(faces, facts, at, said, assign(faces, said, read_vectors))


def _faces_at(connection: sa.Connection, facts: Iterable[Fact]) -> dict[Place, FaceId]:
    places = [fact.place for fact in facts if fact.place is not None]
    return faces_at(places, faces_spoken_of(connection)) if places else {}


def _load_faces(connection: sa.Connection) -> Grouped:
    rows = connection.execute(
        sa.select(
            faces.c.id,
            faces.c.photo_id,
            faces.c.is_drawn,
            people.c.key,
            face_groups.c.certainty,
        )
        .outerjoin(face_groups, face_groups.c.face_id == faces.c.id)
        .outerjoin(people, people.c.id == face_groups.c.person_id)
        .order_by(faces.c.id)
    ).all()
    return Grouped(
        ids=np.array([row[0] for row in rows], np.int64),
        photos=np.array([row[1] for row in rows], np.int64),
        is_drawn=np.array([row[2] for row in rows], bool),
        groups=[row[3] for row in rows],
        certainties=np.array([row[4] or 0 for row in rows], np.float32),
    )


def _save_people(connection: sa.Connection, said: Statements) -> None:
    """Bring names abreast of what was said, and make rows for new people."""
    rows = {row.key: row for row in connection.execute(sa.select(people))}
    spoken_of = {
        said.stands_for(each.person) for each in said.faces.values() if each.person
    }
    new = (spoken_of | said.names.keys() | said.hidden) - rows.keys()
    if new:
        connection.execute(
            people.insert(), [{"key": key, "is_hidden": False} for key in sorted(new)]
        )
    for key in sorted(rows.keys() | new):
        name, is_hidden = said.names.get(key), key in said.hidden
        row = rows.get(key)
        if row is None or (row.name, row.is_hidden) != (name, is_hidden):
            connection.execute(
                people.update()
                .where(people.c.key == key)
                .values(name=name, is_hidden=is_hidden)
            )


def _person_ids(connection: sa.Connection, state: FaceState) -> dict[str, int]:
    """Return the rows of people by key; those who have faces have one."""
    ids: dict[str, int] = {
        row.key: row.id
        for row in connection.execute(sa.select(people.c.key, people.c.id))
    }
    owners = {owner for owner in state.assignment.owners if owner is not None}
    missing = sorted(
        {state.statements.stands_for(owner) for owner in owners} - ids.keys()
    )
    for key in missing:
        row = {"key": key, "is_hidden": False}
        ids[key] = connection.scalars(people.insert().returning(people.c.id), row).one()
    return ids


def _save_members(
    connection: sa.Connection, now: dict[int, tuple[int, bool]], changed: set[int]
) -> None:
    """Store the faces of people anew, with how certain they are."""
    if not changed:
        return
    members: defaultdict[int, list[int]] = defaultdict(list)
    for face, (person, _) in now.items():
        if person in changed:
            members[person].append(face)
    model = face_model(connection)
    asked = np.array(sorted(face for each in members.values() for face in each))
    vectors = load_vectors(connection, model.id, asked.astype(np.int64))
    row_of = {face: row for row, face in enumerate(asked.tolist())}
    rows: list[dict[str, Any]] = []
    for person, mine in members.items():
        certainties = certainties_in(
            vectors[[row_of[face] for face in mine]], model.evidence
        )
        for face, certainty in zip(mine, certainties.tolist(), strict=True):
            is_confirmed = now[face][1]
            rows.append(
                {
                    "face_id": face,
                    "person_id": person,
                    "certainty": 1.0 if is_confirmed else certainty,
                    "is_confirmed": is_confirmed,
                }
            )
    is_gone = sa.or_(
        among(face_people.c.person_id, changed), among(face_people.c.face_id, row_of)
    )
    connection.execute(face_people.delete().where(is_gone))
    if rows:
        connection.execute(face_people.insert(), rows)


def _save_rejected(connection: sa.Connection, state: FaceState) -> None:
    none = set(state.faces.ids[state.assignment.is_none].tolist())
    before = set(connection.scalars(sa.select(faces.c.id).where(faces.c.is_rejected)))
    for changed, is_rejected in ((none - before, True), (before - none, False)):
        if changed:
            connection.execute(
                faces.update()
                .where(among(faces.c.id, changed))
                .values(is_rejected=is_rejected)
            )


def _read_evidence(spec_json: str) -> Evidence:
    spec = json.loads(spec_json)
    return read_evidence(spec.get("thresholds", {}), spec.get("code_bits", 0))
