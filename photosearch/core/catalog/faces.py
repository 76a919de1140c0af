"""Faces: rows in the catalog, records and arrays outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.tables import (
    IS_LOST,
    among,
    face_codes,
    face_people,
    faces,
    photos,
)
from photosearch.core.face_records import Face, FaceIds, Points
from photosearch.core.ids import FaceId, PersonId, PhotoId
from photosearch.core.records import Embeddings, PhotoIds
from photosearch.spec.codes import Codes
from photosearch.spec.regions import Box

# Rows become Python objects on the way: only some at a time.
_CHUNK = 5000

# In a photo that has a place; shown is what nobody called no face.
_IS_THERE = faces.c.photo_id.not_in(sa.select(photos.c.id).where(IS_LOST))
IS_SHOWN = sa.and_(faces.c.is_rejected == sa.false(), _IS_THERE)


@dataclass(frozen=True, slots=True)
class DescribedFaces:
    """What a model says about all faces, each an array with a row for each face.

    Attributes:
        ids: (n,) int64, ascending.
        photos: (n,) int64, the photo that each is in.
        qualities: (n,) float32, how well it can be told whose it is, 0 to 1.
        scores: (n,) float32, how sure the detector is, 0 to 1.
        codes: (n, bytes) uint8.
        embeddings: (n, width) float32, unit length up to the rounding of float16.
    """

    ids: FaceIds
    photos: PhotoIds
    qualities: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]
    codes: Codes
    embeddings: Embeddings

    def only(self, rows: npt.NDArray[np.intp]) -> "DescribedFaces":
        """Return some of the faces, in the order given."""
        return DescribedFaces(
            self.ids[rows],
            self.photos[rows],
            self.qualities[rows],
            self.scores[rows],
            self.codes[rows],
            self.embeddings[rows],
        )


def faces_in(connection: sa.Connection, photo: PhotoId) -> tuple[Face, ...]:
    """Return the faces of a photo from left to right."""
    rows = connection.execute(
        _faces().where(faces.c.photo_id == photo, IS_SHOWN).order_by(faces.c.left)
    )
    return tuple(_face(row) for row in rows)


def faces_by_id(connection: sa.Connection, ids: Iterable[FaceId]) -> tuple[Face, ...]:
    """Return faces in the order asked for; those that are gone are left out."""
    wanted = list(ids)
    rows = connection.execute(_faces().where(among(faces.c.id, wanted)))
    found = {row.id: _face(row) for row in rows}
    return tuple(found[face] for face in wanted if face in found)


def faces_of_photos(
    connection: sa.Connection, photo_ids: Iterable[int]
) -> dict[int, list[Face]]:
    """Return the faces of each photo, also those that somebody said are none."""
    rows = connection.execute(_faces().where(among(faces.c.photo_id, photo_ids)))
    found: dict[int, list[Face]] = {}
    for row in rows:
        found.setdefault(row.photo_id, []).append(_face(row))
    return found


def described_faces(connection: sa.Connection, model_sha256: str) -> DescribedFaces:
    """Load what a model says about all faces, also what somebody called none.

    Groups are made of all of them, so that nothing that is said changes a group.
    """
    rows = (
        sa.select(
            faces.c.id,
            faces.c.photo_id,
            faces.c.quality,
            faces.c.score,
            face_codes.c.code,
            face_codes.c.embedding,
        )
        .join(face_codes, face_codes.c.face_id == faces.c.id)
        .where(
            face_codes.c.model_id == model_id_of(connection, model_sha256), _IS_THERE
        )
        .order_by(faces.c.id)
    )
    parts = [
        _described(part) for part in connection.execute(rows).partitions(_CHUNK)
    ] or [_described([])]
    return DescribedFaces(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def points_to_bytes(points: Points) -> bytes:
    """Spell five points, or none, as the catalog keeps them."""
    return np.array(points, "<f4").tobytes()


def _described(part: Iterable[Any]) -> tuple[npt.NDArray[Any], ...]:
    rows = list(part)
    ids, photo_ids, qualities, scores, codes, embeddings = (
        zip(*rows, strict=True) if rows else ((),) * 6
    )
    return (
        np.array(ids, np.int64),
        np.array(photo_ids, np.int64),
        np.array(qualities, np.float32),
        np.array(scores, np.float32),
        np.frombuffer(b"".join(codes), np.uint8).reshape(len(rows), -1)
        if rows
        else np.empty((0, 0), np.uint8),
        np.frombuffer(b"".join(embeddings), "<f2")
        .reshape(len(rows), -1)
        .astype(np.float32)
        if rows
        else np.empty((0, 0), np.float32),
    )


def _faces() -> sa.Select[Any]:
    columns = (face_people.c.person_id, face_people.c.certainty)
    return sa.select(faces, *columns, face_people.c.is_confirmed).outerjoin(
        face_people, face_people.c.face_id == faces.c.id
    )


def _face(row: Any) -> Face:
    is_known = row.person_id is not None
    points = np.frombuffer(row.points, "<f4").reshape(-1, 2).tolist()
    return Face(
        id=FaceId(row.id),
        photo=PhotoId(row.photo_id),
        box=Box(row.left, row.top, row.width, row.height),
        points=tuple((x, y) for x, y in points),
        score=row.score,
        quality=row.quality,
        is_drawn=row.is_drawn,
        person=PersonId(row.person_id) if is_known else None,
        certainty=row.certainty if is_known else 0.0,
        is_confirmed=bool(row.is_confirmed),
    )
