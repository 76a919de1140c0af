"""What tells photos that are alike apart, of all photos at once, as arrays."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from photosearch.core.catalog.tables import IS_LOST, files, photos
from photosearch.core.records import PhotoIds

_CHUNK = 50_000
UNKNOWN = np.iinfo(np.int64).min
"""The time of a photo that does not tell when it was taken."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """Facts about photos, each an array (n,) int64 in the order of `ids`.

    Attributes:
        ids: Ascending as loaded.
        pixels: Width times height.
        oldest_ns: When the oldest of its files was changed last, since 1970.
        taken_s: When it was taken, in seconds by the camera's clock; `UNKNOWN` where it
            does not tell.
        cameras: The same number for photos of the same camera; 0 where it is unknown.
    """

    ids: PhotoIds
    pixels: npt.NDArray[np.int64]
    oldest_ns: npt.NDArray[np.int64]
    taken_s: npt.NDArray[np.int64]
    cameras: npt.NDArray[np.int64]

    def only(self, positions: npt.NDArray[np.intp]) -> "PhotoFacts":
        """Return the facts about some of the photos, in the order given."""
        return PhotoFacts(
            self.ids[positions],
            self.pixels[positions],
            self.oldest_ns[positions],
            self.taken_s[positions],
            self.cameras[positions],
        )


def photo_facts(connection: sa.Connection) -> PhotoFacts:
    """Load the facts about all photos."""
    chunks = [np.empty((5, 0), np.int64)]
    after = 0
    while len(chunk := _chunk(connection, after)):
        chunks.append(chunk)
        after = int(chunk[0, -1])
    return PhotoFacts(*np.concatenate(chunks, axis=1))


def _chunk(connection: sa.Connection, after: int) -> npt.NDArray[np.int64]:
    """Load the facts (5, n) about the photos that follow an id; (0,) at the end."""
    oldest = sa.select(sa.func.min(files.c.mtime_ns)).where(
        files.c.photo_id == photos.c.id
    )
    same = photos.alias("same")
    first_of_camera = sa.select(sa.func.min(same.c.id)).where(
        same.c.camera == photos.c.camera
    )
    taken_s = sa.cast(sa.func.strftime("%s", photos.c.taken_at), sa.BigInteger)
    rows = (
        sa.select(
            photos.c.id,
            (photos.c.width_px * photos.c.height_px).label("pixels"),
            sa.func.coalesce(oldest.scalar_subquery(), 0).label("oldest"),
            sa.func.coalesce(taken_s, sa.literal(int(UNKNOWN))).label("taken"),
            sa.func.coalesce(first_of_camera.scalar_subquery(), 0).label("camera"),
        )
        .where(photos.c.id > after, ~IS_LOST)
        .order_by(photos.c.id)
        .limit(_CHUNK)
        .subquery()
    )
    # One text a column is several times faster than a Python object a value.
    texts = connection.execute(
        sa.select(*(sa.func.group_concat(column) for column in rows.c))
    ).one()
    if not texts[0]:
        return np.empty(0, np.int64)
    return np.stack([np.fromstring(text, np.int64, sep=",") for text in texts])
