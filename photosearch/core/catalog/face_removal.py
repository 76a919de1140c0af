"""Forgets faces: those of photos that are gone, or all of them."""

import os
import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path

import sqlalchemy as sa

from photosearch.core.catalog.faults import named
from photosearch.core.catalog.search_people import forget_people_of_searches
from photosearch.core.catalog.tables import (
    among,
    choices,
    face_actions,
    face_codes,
    face_facts,
    face_groups,
    face_looks,
    face_people,
    faces,
    models,
    people,
)
from photosearch.core.errors import LibraryError, StorageFullError
from photosearch.spec.model import ModelKind

FACE_KINDS = (ModelKind.FACE.value, ModelKind.FACE_DETECTOR.value)
# Those that point to others come first.
_FOUND = (face_people, face_groups, face_codes, face_looks, faces)
_SAID = (face_facts, face_actions, people)


def forget_faces(connection: sa.Connection, ids: Collection[int]) -> None:
    """Drop faces with all that was concluded from them; what was said of them stays."""
    if not ids:
        return
    for table in (face_people, face_groups):
        connection.execute(table.delete().where(among(table.c.face_id, ids)))
    for model_id in _face_models(connection):
        connection.execute(
            face_codes.delete().where(
                face_codes.c.model_id == model_id, among(face_codes.c.face_id, ids)
            )
        )
    connection.execute(faces.delete().where(among(faces.c.id, ids)))
    connection.execute(
        models.update()
        .where(models.c.kind == ModelKind.FACE.value)
        .values(codes_removed=models.c.codes_removed + 1)
    )


def forget_faces_of(connection: sa.Connection, photo_ids: Collection[int]) -> None:
    """Drop the faces of photos that are about to be dropped."""
    ids = connection.scalars(
        sa.select(faces.c.id).where(among(faces.c.photo_id, photo_ids))
    ).all()
    forget_faces(connection, ids)
    # Few pairs of networks ever look, but one of them may know a million photos.
    for model_id, detector_id in connection.execute(
        sa.select(face_looks.c.model_id, face_looks.c.detector_id).distinct()
    ).all():
        connection.execute(
            face_looks.delete().where(
                face_looks.c.model_id == model_id,
                face_looks.c.detector_id == detector_id,
                among(face_looks.c.photo_id, photo_ids),
            )
        )


def forget_model_faces(connection: sa.Connection, model_id: int) -> None:
    """Drop what a face network or a detector said, but not the faces themselves."""
    connection.execute(face_codes.delete().where(face_codes.c.model_id == model_id))
    connection.execute(
        face_looks.delete().where(
            sa.or_(
                face_looks.c.model_id == model_id,
                face_looks.c.detector_id == model_id,
            )
        )
    )


def forget_all_faces(connection: sa.Connection, *, keep_facts: bool) -> None:
    """Drop all faces, and switch looking for them off.

    Args:
        connection: The transaction to do it in.
        keep_facts: Whether what was said about faces, and who people are, stays; if
            not, they leave the searches that are kept, too.
    """
    # What is deleted is overwritten, not only forgotten.
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    if not keep_facts:
        forget_people_of_searches(connection)
    for table in _FOUND if keep_facts else (*_FOUND, *_SAID):
        connection.execute(table.delete())
    connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    connection.execute(choices.delete().where(choices.c.kind.in_(FACE_KINDS)))
    connection.execute(
        models.update()
        .where(models.c.kind == ModelKind.FACE.value)
        .values(codes_removed=models.c.codes_removed + 1)
    )


def wipe_faces(files: Iterable[Path], *, keep_facts: bool) -> None:
    """Drop all faces in copies of the catalog, and what the disk still holds of them.

    Args:
        files: Copies of the catalog. One that is too old to know faces, or is no
            catalog at all, is left as it is; one in which they cannot be dropped, for
            instance as it is damaged, is deleted.
        keep_facts: As in `forget_all_faces`.

    Raises:
        StorageFullError: One of them cannot be deleted either, and the disk is full.
        LibraryError: Likewise, for another reason; the others are done.
    """
    faults = [_wipe_or_delete(file, keep_facts=keep_facts) for file in files]
    for fault in filter(None, faults):
        raise fault


def _wipe_or_delete(file: Path, *, keep_facts: bool) -> LibraryError | None:
    """Drop the faces in a copy, or else the copy; return why neither was possible."""
    try:
        _wipe(file, keep_facts=keep_facts)
    except sa.exc.DatabaseError as error:
        if _knows_no_faces(error.orig):
            return None
        try:
            # What was left beside it repeats parts of it.
            for part in sorted(file.parent.glob(f"{file.name}*")):
                part.unlink(missing_ok=True)
        except OSError:
            is_full = isinstance(named(error.orig, file), StorageFullError)
            kind = StorageFullError if is_full else LibraryError
            return kind(
                f"the backup {file} still has the faces that were to be deleted "
                f"({error.orig}); delete that file"
            )
    return None


def _knows_no_faces(error: BaseException | None) -> bool:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
        return True
    return "no such table" in str(error)


def _wipe(file: Path, *, keep_facts: bool) -> None:
    engine = sa.create_engine(sa.URL.create("sqlite", database=os.fspath(file)))
    try:
        with engine.begin() as connection:
            forget_all_faces(connection, keep_facts=keep_facts)
        with engine.connect().execution_options(
            isolation_level="AUTOCOMMIT"
        ) as connection:
            connection.exec_driver_sql("VACUUM")
    finally:
        engine.dispose()


def _face_models(connection: sa.Connection) -> Collection[int]:
    kind = models.c.kind == ModelKind.FACE.value
    return connection.scalars(sa.select(models.c.id).where(kind)).all()
