"""In which photos faces were looked for, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import sqlalchemy as sa

from photosearch.core.catalog.face_removal import FACE_KINDS, forget_faces
from photosearch.core.catalog.faces import IS_SHOWN, faces_of_photos, points_to_bytes
from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.people import IS_SOMEBODY
from photosearch.core.catalog.photos import photos_by_id
from photosearch.core.catalog.tables import (
    IS_LOST,
    among,
    choices,
    face_actions,
    face_codes,
    face_facts,
    face_looks,
    face_people,
    faces,
    files,
    folders,
    models,
    people,
    photos,
    roots,
)
from photosearch.core.face_records import (
    Face,
    FaceCounts,
    FaceFound,
    FaceModels,
    FactKind,
)
from photosearch.core.ids import FaceId, PhotoId
from photosearch.core.records import Photo
from photosearch.spec.face_boxes import box_overlaps
from photosearch.spec.regions import Box

# From this share of their union on, two boxes mean the same face.
SAME_FACE_OVERLAP = 0.5

_IS_IN_REACH = sa.exists().where(
    files.c.photo_id == photos.c.id,
    folders.c.id == files.c.folder_id,
    roots.c.id == folders.c.root_id,
    roots.c.is_online == sa.true(),
)


def record_faces(
    connection: sa.Connection,
    by: FaceModels,
    found: Mapping[PhotoId, Sequence[FaceFound]],
) -> None:
    """Store what two networks found in photos; what they looked at before stays.

    Nothing is stored where faces were switched off, or all deleted, since the networks
    began to look. A face that was known keeps its id where a face was found in its
    place again; otherwise it goes, unless a person drew it.

    Args:
        connection: The transaction to do it in.
        by: The networks; both are registered.
        found: The faces in each photo, also where there are none. Photos that are gone
            meanwhile are left out.
    """
    if not faces_are_on(connection):
        return
    model = model_id_of(connection, by.face)
    present = connection.scalars(
        sa.select(photos.c.id).where(among(photos.c.id, found))
    )
    seen = set(
        connection.scalars(
            _looks(connection, by).where(among(face_looks.c.photo_id, found))
        )
    )
    new = [PhotoId(photo) for photo in present if photo not in seen]
    if not new:
        return
    known = faces_of_photos(connection, new)
    for photo in new:
        _replace(connection, model, photo, known.get(photo, []), found[photo])
    detector = model_id_of(connection, by.detector)
    connection.execute(
        face_looks.insert(),
        [
            {"model_id": model, "detector_id": detector, "photo_id": photo}
            for photo in new
        ],
    )
    _count_codes(connection, model)


def faces_are_on(connection: sa.Connection) -> bool:
    """Tell whether any networks are in use that look for faces."""
    chosen = sa.select(sa.func.count()).where(choices.c.kind.in_(FACE_KINDS))
    return connection.scalar(chosen) == len(FACE_KINDS)


def add_face(
    connection: sa.Connection, model_sha256: str, photo: PhotoId, face: FaceFound
) -> FaceId:
    """Store one more face of a photo, such as one that a person drew."""
    model = model_id_of(connection, model_sha256)
    face_id = _insert(connection, model, photo, face)
    _count_codes(connection, model)
    return face_id


def photos_to_look_at(
    connection: sa.Connection, by: FaceModels, limit: int, after: PhotoId
) -> tuple[Photo, ...]:
    """Return photos within reach in which two networks did not look, by id.

    Args:
        connection: Where to look.
        by: The networks.
        limit: At most this many.
        after: Only photos of a larger id, so that one that cannot be read is passed.
    """
    ids = connection.scalars(
        sa.select(photos.c.id)
        .where(photos.c.id > after, *_is_due(connection, by))
        .order_by(photos.c.id)
        .limit(limit)
    ).all()
    return photos_by_id(connection, [PhotoId(photo) for photo in ids])


def count_to_look_at(connection: sa.Connection, by: FaceModels) -> int:
    """Count the photos that `photos_to_look_at` gives in all."""
    return _count(connection, photos, *_is_due(connection, by))


def seen_by_detector(
    connection: sa.Connection, detector: str, photo_ids: Iterable[int]
) -> set[PhotoId]:
    """Return in which of some photos a detector looked, whatever described them."""
    looks = connection.scalars(
        sa.select(face_looks.c.photo_id).where(
            face_looks.c.detector_id == model_id_of(connection, detector),
            among(face_looks.c.photo_id, photo_ids),
        )
    )
    return {PhotoId(photo) for photo in looks}


def looked_at_with(connection: sa.Connection, sha256: str) -> int:
    """Count the photos in which a detector looked, or another network with it."""
    model_id = model_id_of(connection, sha256)
    photo = face_looks.c.photo_id
    is_by = sa.or_(
        face_looks.c.model_id == model_id, face_looks.c.detector_id == model_id
    )
    return (
        connection.scalar(sa.select(sa.func.count(sa.distinct(photo))).where(is_by))
        or 0
    )


def drawn_boxes(
    connection: sa.Connection, hashes: Iterable[bytes]
) -> dict[bytes, list[Box]]:
    """Return where people drew faces into photos of some contents."""
    rows = connection.execute(
        sa.select(face_facts)
        .join(face_actions, face_actions.c.id == face_facts.c.action_id)
        .where(
            face_facts.c.kind == FactKind.DRAWN_FACE.value,
            face_actions.c.is_undone == sa.false(),
            face_facts.c.content_hash.in_(list(hashes)),
        )
        .order_by(face_facts.c.id)
    )
    drawn: dict[bytes, list[Box]] = {}
    for row in rows:
        box = Box(row.left, row.top, row.width, row.height)
        drawn.setdefault(row.content_hash, []).append(box)
    return drawn


def face_counts(connection: sa.Connection, by: FaceModels | None) -> FaceCounts:
    """Count faces and people.

    Args:
        connection: Where to look.
        by: The networks in use; None where faces are switched off, so that no photo
            waits.
    """
    looks = sa.select(face_looks.c.photo_id) if by is None else _looks(connection, by)
    is_waiting = sa.false() if by is None else photos.c.id.not_in(looks)
    whose = sa.select(face_people.c.face_id)
    return FaceCounts(
        photos_looked_at=_count(connection, photos, ~IS_LOST, photos.c.id.in_(looks)),
        photos_waiting=_count(connection, photos, ~IS_LOST, is_waiting),
        faces=_count(connection, faces, IS_SHOWN),
        people=_count(connection, people, IS_SOMEBODY),
        named=_count(connection, people, IS_SOMEBODY, people.c.name.is_not(None)),
        in_nobody=_count(connection, faces, IS_SHOWN, faces.c.id.not_in(whose)),
    )


def _looks(connection: sa.Connection, by: FaceModels) -> sa.Select[tuple[int]]:
    """Return the select of all photos in which two networks looked."""
    return sa.select(face_looks.c.photo_id).where(
        face_looks.c.model_id == model_id_of(connection, by.face),
        face_looks.c.detector_id == model_id_of(connection, by.detector),
    )


def _is_due(
    connection: sa.Connection, by: FaceModels
) -> tuple[sa.ColumnElement[bool], ...]:
    return ~IS_LOST, photos.c.id.not_in(_looks(connection, by)), _IS_IN_REACH


def _count(
    connection: sa.Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]
) -> int:
    number = sa.select(sa.func.count()).select_from(table).where(*conditions)
    return connection.scalar(number) or 0


def _replace(
    connection: sa.Connection,
    model: int,
    photo: int,
    known: Sequence[Face],
    found: Sequence[FaceFound],
) -> None:
    """Bring the faces of a photo abreast of what was found in it."""
    left = list(known)
    for face in found:
        same = _same_face(left, face.box)
        if same is None:
            _insert(connection, model, photo, face)
        else:
            left.remove(same)
            _update(connection, model, same, face)
    forget_faces(connection, [face.id for face in left if not face.is_drawn])


def _same_face(known: Sequence[Face], box: Box) -> Face | None:
    """Return the face that lies in the place of a box, if there is one."""
    if not known:
        return None
    overlaps = box_overlaps(_array([box]), _array([face.box for face in known]))[0]
    nearest = int(overlaps.argmax())
    return known[nearest] if overlaps[nearest] >= SAME_FACE_OVERLAP else None


def _array(boxes: Sequence[Box]) -> Any:
    """Return boxes as (n, 4) float32."""
    rows = [(box.left, box.top, box.width, box.height) for box in boxes]
    return np.array(rows, np.float32)


def _insert(
    connection: sa.Connection, model: int, photo: int, face: FaceFound
) -> FaceId:
    row = {
        "photo_id": photo,
        **_place(face),
        **_looks_of(face),
        "is_drawn": face.is_drawn,
        "is_rejected": False,
    }
    face_id = connection.scalars(faces.insert().returning(faces.c.id), row).one()
    _add_code(connection, model, face_id, face)
    return FaceId(face_id)


def _update(
    connection: sa.Connection, model: int, known: Face, face: FaceFound
) -> None:
    # A box that a person drew stays as it was drawn.
    place = {} if known.is_drawn else _place(face)
    connection.execute(
        faces.update().where(faces.c.id == known.id).values(**place, **_looks_of(face))
    )
    connection.execute(
        face_codes.delete().where(
            face_codes.c.model_id == model, face_codes.c.face_id == known.id
        )
    )
    _add_code(connection, model, known.id, face)


def _place(face: FaceFound) -> dict[str, float]:
    box = face.box
    return {
        "left": box.left,
        "top": box.top,
        "width": box.width,
        "height": box.height,
    }


def _looks_of(face: FaceFound) -> dict[str, Any]:
    return {
        "points": points_to_bytes(face.points),
        "score": face.score,
        "quality": face.quality,
    }


def _add_code(
    connection: sa.Connection, model: int, face_id: int, face: FaceFound
) -> None:
    connection.execute(
        face_codes.insert(),
        {
            "model_id": model,
            "face_id": face_id,
            "code": face.code.tobytes(),
            "embedding": face.embedding.astype("<f2").tobytes(),
        },
    )


def _count_codes(connection: sa.Connection, model: int) -> None:
    """Let what was loaded of a model's codes count as old."""
    connection.execute(
        models.update()
        .where(models.c.id == model)
        .values(codes_added=models.c.codes_added + 1)
    )
