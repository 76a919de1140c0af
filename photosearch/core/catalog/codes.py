"""Codes and embeddings: rows in the catalog, arrays outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from photosearch.core.catalog.arrays import load_blobs
from photosearch.core.catalog.face_removal import forget_model_faces
from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.photos import photos_by_id
from photosearch.core.catalog.tables import (
    IS_LOST,
    among,
    as_list,
    choices,
    codes,
    embeddings,
    listed,
    models,
    photos,
    region_codes,
)
from photosearch.core.errors import ModelError
from photosearch.core.records import (
    Embeddings,
    Encodings,
    Photo,
    PhotoId,
    PhotoIds,
    RegionCodes,
)
from photosearch.spec.codes import Codes

_EMBEDDINGS = sa.select(embeddings.c.photo_id, embeddings.c.embedding).where(
    embeddings.c.model_id == sa.bindparam("model"),
    embeddings.c.photo_id.in_(listed(sa.bindparam("ids"))),
)


@dataclass(frozen=True, slots=True)
class CodesVersion:
    """Tells whether codes that were loaded earlier are still the codes.

    Where only `added` differs, those added since complete them; where `removed`
    differs, they have to be loaded again.
    """

    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class CodedPhoto:
    """A photo with what a model says about it.

    Attributes:
        code: (bytes,) uint8.
        embedding: (width,) float32.
        regions: (regions, bytes) uint8; None where the model has no region codes.
    """

    photo_id: int
    code: Codes
    embedding: Embeddings
    regions: RegionCodes | None = None


def codes_version(connection: sa.Connection, model_sha256: str) -> CodesVersion:
    """Return the version of a model's codes; it changes with every change of them."""
    row = connection.execute(
        sa.select(models.c.codes_added, models.c.codes_removed).where(
            models.c.id == model_id_of(connection, model_sha256)
        )
    ).one()
    return CodesVersion(*row)


def load_codes(
    connection: sa.Connection, model_sha256: str, since: CodesVersion | None = None
) -> tuple[PhotoIds, Codes]:
    """Load the codes of all photos, or of those added since a version.

    Returns:
        Ids (n,) int64, ascending, and codes (n, bytes) uint8.
    """
    of_model = codes.c.model_id == model_id_of(connection, model_sha256)
    is_there = codes.c.photo_id.not_in(sa.select(photos.c.id).where(IS_LOST))
    if since is None:
        key, blob = codes.c.photo_id, codes.c.code
        return load_blobs(connection, key, blob, of_model, is_there)
    # Without an order, so that they are looked up by their version.
    rows = connection.execute(
        sa.select(codes.c.photo_id, codes.c.code).where(
            of_model, is_there, codes.c.version > since.added
        )
    ).all()
    found = sorted((row.photo_id, row.code) for row in rows)
    ids = np.array([photo for photo, _ in found], dtype=np.int64)
    flat = np.frombuffer(b"".join([code for _, code in found]), dtype=np.uint8)
    return ids, flat.reshape(len(found), -1) if found else flat.reshape(0, 0)


def load_embeddings(
    connection: sa.Connection, model_sha256: str, ids: PhotoIds
) -> Embeddings:
    """Load the embeddings of some photos.

    Args:
        connection: Where to look.
        model_sha256: The model that made them.
        ids: Shape (k,) int64.

    Returns:
        Shape (k, width) float32, in the order asked; zeros where there is none.
    """
    model = model_id_of(connection, model_sha256)
    wanted = {"model": model, "ids": as_list(ids.tolist())}
    rows = connection.execute(_EMBEDDINGS, wanted).all()
    found: dict[int, bytes] = {row[0]: row[1] for row in rows}
    if not found:
        return np.zeros((len(ids), 0), dtype=np.float32)
    nothing = bytes(len(next(iter(found.values()))))
    joined = b"".join([found.get(photo, nothing) for photo in ids.tolist()])
    halves = np.frombuffer(joined, dtype="<f2").reshape(len(ids), -1)
    return halves.astype(np.float32)


def add_codes(
    connection: sa.Connection, model_id: int, coded: Sequence[CodedPhoto]
) -> None:
    """Store codes and all beside them.

    Photos that have a code keep what they have, unless they get their first regions.
    """
    one_each = {photo.photo_id: photo for photo in coded}
    with_code, with_regions = (
        set(
            connection.scalars(
                sa.select(table.c.photo_id).where(
                    table.c.model_id == model_id, among(table.c.photo_id, one_each)
                )
            )
        )
        for table in (codes, region_codes)
    )
    partly = {
        photo_id
        for photo_id in with_code - with_regions
        if one_each[photo_id].regions is not None
    }
    _drop(connection, model_id, partly)
    for photo_id in with_code - partly:
        del one_each[photo_id]
    if not one_each:
        return
    model = models.c.id == model_id
    connection.execute(
        models.update().where(model).values(codes_added=models.c.codes_added + 1)
    )
    version = connection.scalar(sa.select(models.c.codes_added).where(model))
    connection.execute(
        codes.insert(),
        [
            {
                "model_id": model_id,
                "photo_id": photo.photo_id,
                "code": photo.code.tobytes(),
                "version": version,
            }
            for photo in one_each.values()
        ],
    )
    connection.execute(
        embeddings.insert(),
        [
            {
                "model_id": model_id,
                "photo_id": photo.photo_id,
                "embedding": photo.embedding.astype("<f2").tobytes(),
            }
            for photo in one_each.values()
        ],
    )
    parts = [
        {
            "model_id": model_id,
            "photo_id": photo.photo_id,
            "codes": photo.regions.tobytes(),
        }
        for photo in one_each.values()
        if photo.regions is not None
    ]
    if parts:
        connection.execute(region_codes.insert(), parts)


def _drop(connection: sa.Connection, model_id: int, ids: set[int]) -> None:
    """Make room for codes (and embeddings) that replace those of some photos."""
    if not ids:
        return
    for table in (codes, embeddings):
        connection.execute(
            table.delete().where(
                table.c.model_id == model_id, among(table.c.photo_id, ids)
            )
        )


def record_codes(
    connection: sa.Connection,
    model_sha256: str,
    ids: PhotoIds,
    encodings: Encodings,
) -> None:
    """Store what a model says about photos that the library has.

    Args:
        connection: The transaction to do it in.
        model_sha256: The model that made them.
        ids: Shape (n,) int64; those that are gone meanwhile are left out.
        encodings: A row for each of them.
    """
    present = set(
        connection.scalars(
            sa.select(photos.c.id).where(among(photos.c.id, ids.tolist()))
        )
    )
    add_codes(
        connection,
        model_id_of(connection, model_sha256),
        [
            CodedPhoto(photo, *encodings.row(row))
            for row, photo in enumerate(ids.tolist())
            if photo in present
        ],
    )


def code_count(connection: sa.Connection, model_sha256: str) -> int:
    """Count the codes of a model."""
    model_id = model_id_of(connection, model_sha256)
    number = sa.select(sa.func.count()).where(codes.c.model_id == model_id)
    return connection.scalar(number) or 0


def hashes_of_sizes(
    connection: sa.Connection, model_sha256: str, sizes: Iterable[int]
) -> dict[int, tuple[bytes, ...]]:
    """Return the contents of these lengths in bytes that have a code of a model."""
    has_code = sa.exists().where(
        codes.c.model_id == model_id_of(connection, model_sha256),
        codes.c.photo_id == photos.c.id,
    )
    known: dict[int, tuple[bytes, ...]] = {}
    for size, content_hash in connection.execute(
        sa.select(photos.c.size_bytes, photos.c.content_hash).where(
            among(photos.c.size_bytes, sizes), has_code
        )
    ):
        known[size] = (*known.get(size, ()), content_hash)
    return known


def uncoded_photos(
    connection: sa.Connection,
    model_sha256: str,
    limit: int,
    after: PhotoId,
    *,
    with_regions: bool,
) -> tuple[Photo, ...]:
    """Return photos without a code of a model, by id.

    Args:
        connection: Where to look.
        model_sha256: The model that is to describe them.
        limit: At most this many.
        after: Only photos of a larger id, so that one that cannot be read is passed.
        with_regions: Also photos that have a code, but none of their regions.
    """
    model_id = model_id_of(connection, model_sha256)
    is_described = sa.and_(
        *(
            sa.exists().where(
                table.c.model_id == model_id, table.c.photo_id == photos.c.id
            )
            for table in ((codes, region_codes) if with_regions else (codes,))
        )
    )
    ids = connection.scalars(
        sa.select(photos.c.id)
        .where(photos.c.id > after, ~is_described, ~IS_LOST)
        .order_by(photos.c.id)
        .limit(limit)
    ).all()
    return photos_by_id(connection, [PhotoId(photo) for photo in ids])


def forget_model_codes(connection: sa.Connection, model_sha256: str) -> None:
    """Drop all that a model says about photos or faces, unless it is in use.

    Raises:
        ModelError: It is in use, or was never registered.
    """
    model_id = model_id_of(connection, model_sha256)
    in_use = sa.select(choices.c.kind).where(choices.c.model_id == model_id)
    if connection.scalar(in_use) is not None:
        raise ModelError(f"the model {model_sha256[:12]} is in use; use another first")
    for table in (codes, region_codes, embeddings):
        connection.execute(table.delete().where(table.c.model_id == model_id))
    forget_model_faces(connection, model_id)
    connection.execute(
        choices.update()
        .where(choices.c.previous_id == model_id)
        .values(previous_id=None)
    )
    connection.execute(
        models.update()
        .where(models.c.id == model_id)
        .values(codes_removed=models.c.codes_removed + 1)
    )
