"""Four photos of each of many objects, one folder an object (UKBench's groups).

Nister and Stewenius, "Scalable Recognition with a Vocabulary Tree", 2006.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.data.sources import Photo, Source, list_photos
from trainer.errors import DataError

VIEWS = 4


@dataclass(frozen=True, slots=True)
class SameObject:
    """Photos by object.

    Attributes:
        photos: n photos, four of one object after the other.
        objects: (n,) number of the object, from 0.
    """

    photos: list[Photo]
    objects: npt.NDArray[np.int64]


def list_same_object(path: str, root: Path, cache: Path) -> SameObject:
    """List the photos of a folder `<object>/<view>.webp`.

    Args:
        path: Folder or pack below the data root, `same_object`.
        root: The data root.
        cache: Where packs are unpacked.

    Raises:
        DataError: The folder is missing, or an object has not four photos.
    """
    photos = list_photos(Source(path), root, cache)
    counts = Counter(photo.folder for photo in photos)
    for folder, count in counts.items():
        if count != VIEWS:
            raise DataError(
                f"{path}/{folder} holds {count} photos of its object, not {VIEWS}"
            )
    photos.sort(key=lambda photo: (photo.folder, photo.name))
    return SameObject(photos, np.repeat(np.arange(len(counts)), VIEWS))
