"""Takes over a batch of files that were read: photos, codes, what became of each."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from photosearch.core.catalog.codes import CodedPhoto, add_codes
from photosearch.core.catalog.face_looks import record_faces
from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.places import settle
from photosearch.core.catalog.tables import among, files, photos
from photosearch.core.face_records import FaceFound, FaceModels
from photosearch.core.ids import PhotoId
from photosearch.core.records import Changes, FileState, Indexed, Skipped


def record(
    connection: sa.Connection,
    batch: Sequence[Indexed | Skipped],
    model_sha256: str,
    faces_by: FaceModels | None = None,
) -> Changes:
    """Note what became of files; the same batch may come twice.

    A file that changed or went since it was handed out keeps its newer state.

    Args:
        connection: The transaction to do it in.
        batch: Each file once.
        model_sha256: The model that made the codes.
        faces_by: The networks that found the faces, where they were looked for; none
            are stored if that was switched off since.
    """
    indexed = [result for result in batch if isinstance(result, Indexed)]
    hashes = {result.content_hash for result in indexed}
    known = _ids_of(connection, hashes)
    new = _new_photos(indexed, known)
    if new:
        connection.execute(photos.insert(), new)
    ids = _ids_of(connection, hashes)
    added = {ids[row["content_hash"]] for row in new}
    add_codes(connection, model_id_of(connection, model_sha256), _coded(indexed, ids))
    if faces_by is not None:
        record_faces(connection, faces_by, _with_faces(indexed, ids))
    before = _photos_of(connection, batch)
    _set_states(connection, batch, ids)
    after = _photos_of(connection, batch)
    changed = before.items() ^ after.items()
    affected = {photo for _, photo in changed if photo is not None}
    return settle(connection, affected | added, added)


def _ids_of(connection: sa.Connection, hashes: Iterable[bytes]) -> dict[bytes, int]:
    rows = connection.execute(
        sa.select(photos.c.content_hash, photos.c.id).where(
            photos.c.content_hash.in_(list(hashes))
        )
    )
    return {row.content_hash: row.id for row in rows}


def _photos_of(
    connection: sa.Connection, batch: Sequence[Indexed | Skipped]
) -> dict[int, int | None]:
    ids = [result.file.id for result in batch]
    rows = connection.execute(
        sa.select(files.c.id, files.c.photo_id).where(among(files.c.id, ids))
    )
    return {row.id: row.photo_id for row in rows}


def _new_photos(
    indexed: Sequence[Indexed], known: Container[bytes]
) -> list[dict[str, Any]]:
    now = datetime.now(UTC).replace(tzinfo=None)
    rows = {
        result.content_hash: {
            "content_hash": result.content_hash,
            "size_bytes": result.size_bytes,
            "format": result.metadata.format,
            "width_px": result.metadata.width_px,
            "height_px": result.metadata.height_px,
            "taken_at": result.metadata.taken_at,
            "camera": result.metadata.camera,
            "latitude": result.metadata.latitude,
            "longitude": result.metadata.longitude,
            "added_at": now,
            "is_lost": False,
        }
        for result in indexed
        if result.content_hash not in known and result.metadata is not None
    }
    return list(rows.values())


def _coded(indexed: Sequence[Indexed], ids: Mapping[bytes, int]) -> list[CodedPhoto]:
    return [
        CodedPhoto(
            ids[result.content_hash], result.code, result.embedding, result.regions
        )
        for result in indexed
        if result.code is not None and result.embedding is not None
    ]


def _with_faces(
    indexed: Sequence[Indexed], ids: Mapping[bytes, int]
) -> dict[PhotoId, Sequence[FaceFound]]:
    return {
        PhotoId(ids[result.content_hash]): result.faces
        for result in indexed
        if result.faces is not None and result.content_hash in ids
    }


def _set_states(
    connection: sa.Connection,
    batch: Sequence[Indexed | Skipped],
    ids: Mapping[bytes, int],
) -> None:
    rows = [_outcome(result, ids) for result in batch]
    if not rows:
        return
    connection.execute(
        files.update()
        .where(
            files.c.id == sa.bindparam("file"),
            files.c.size_bytes == sa.bindparam("size"),
            files.c.mtime_ns == sa.bindparam("mtime"),
        )
        .values(
            state=sa.bindparam("new_state"),
            reason=sa.bindparam("new_reason"),
            attempts=files.c.attempts + sa.bindparam("tries"),
            photo_id=sa.bindparam("photo"),
        ),
        rows,
    )


def _outcome(result: Indexed | Skipped, ids: Mapping[bytes, int]) -> dict[str, Any]:
    if isinstance(result, Skipped):
        state, reason, photo = result.state, result.reason, None
    else:
        # A content that was known when the file was read may be gone by now: the file
        # then waits for another turn, and is decoded.
        photo = ids.get(result.content_hash)
        state = FileState.PENDING if photo is None else FileState.INDEXED
        reason = ""
    return {
        "file": result.file.id,
        "size": result.file.size_bytes,
        "mtime": result.file.mtime_ns,
        "new_state": state.value,
        "new_reason": reason,
        "tries": int(state is not FileState.PENDING),
        "photo": photo,
    }
