"""Region codes: those of a photo lie together, and are read where parts are searched.

They share the version of the photo's code: both come and go in one transaction.
"""

import numpy as np
import sqlalchemy as sa

from photosearch.core.catalog.codes import CodesVersion
from photosearch.core.catalog.models import model_id_of
from photosearch.core.catalog.tables import IS_LOST, codes, photos, region_codes
from photosearch.core.records import PhotoIds, RegionCodes

# Rows are many times as long as those of codes: as Python objects only some at a time.
_CHUNK = 1000


def load_region_codes(
    connection: sa.Connection, model_sha256: str, since: CodesVersion | None = None
) -> tuple[PhotoIds, RegionCodes]:
    """Load the region codes of all photos, or of those added since a version.

    Returns:
        Ids (n,) int64, ascending, and codes (n, regions, bytes) uint8; photos without
        region codes are left out.
    """
    model_id = model_id_of(connection, model_sha256)
    is_wanted = codes.c.model_id == model_id
    rows = sa.select(region_codes.c.photo_id, region_codes.c.codes).where(
        region_codes.c.model_id == model_id,
        region_codes.c.photo_id.not_in(sa.select(photos.c.id).where(IS_LOST)),
    )
    if since is None:
        rows = rows.order_by(region_codes.c.photo_id)
    else:
        is_wanted &= codes.c.version > since.added
        # Without an order, so that they are looked up by their version.
        same_photo = codes.c.photo_id == region_codes.c.photo_id
        rows = rows.join(codes, same_photo).where(is_wanted)
    # No photo has region codes without a code.
    most, code_bytes = connection.execute(
        sa.select(sa.func.count(), sa.func.max(sa.func.length(codes.c.code))).where(
            is_wanted
        )
    ).one()
    ids, joined = _read(connection, rows, most)
    if not len(ids):
        return ids, np.empty((0, 0, 0), np.uint8)
    if since is not None:
        order = np.argsort(ids)
        ids, joined = ids[order], joined[order]
    return ids, joined.reshape(len(ids), -1, code_bytes)


def _read(
    connection: sa.Connection, rows: sa.Select[tuple[int, bytes]], most: int
) -> tuple[PhotoIds, RegionCodes]:
    """Read numbers (n,) and byte strings of one length (n, length), at most `most`.

    They go straight to where they stay: a large library has no room for a second copy.
    """
    ids = np.empty(most, np.int64)
    joined = np.empty((0, 0), np.uint8)
    done = 0
    for part in connection.execute(rows).partitions(_CHUNK):
        numbers, blobs = zip(*part, strict=True)
        if not done:
            joined = np.empty((most, len(blobs[0])), np.uint8)
        end = done + len(part)
        ids[done:end] = numbers
        joined[done:end] = np.frombuffer(b"".join(blobs), np.uint8).reshape(
            len(part), -1
        )
        done = end
    return ids[:done], joined[:done]
