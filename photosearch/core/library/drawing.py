"""Draws the sketches of a library's photos, those that were not drawn before."""

from collections.abc import Callable, Generator
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog
from photosearch.core.duplicates import (
    SIDE,
    Sketches,
    load_sketches,
    save_sketches,
    sketch_of,
)
from photosearch.core.ingest.stages import progress_of
from photosearch.core.pace import Pace
from photosearch.core.records import Photo, PhotoId, PhotoIds, Progress, Stage

_PAGE = 200


def draw_sketches(
    catalog: Catalog,
    ids: PhotoIds,
    thumbnail: Callable[[Photo], bytes | None],
    file: Path,
) -> Generator[Progress, None, Sketches]:
    """Draw sketches from thumbnails; what is drawn is kept, also when cancelled.

    Args:
        catalog: Knows the photos.
        ids: (n,) int64.
        thumbnail: Gives the JPEG of a photo, or None where it is out of reach.
        file: Keeps sketches between runs.

    Yields:
        Progress after every few hundred photos.

    Returns:
        (n, 32, 32) uint8 in the order of `ids`; zeros for a photo that is out of reach
        or shows nothing.
    """
    known = load_sketches(file)
    sketches = np.zeros((len(ids), SIDE, SIDE), np.uint8)
    hashes = np.zeros((len(ids), 16), np.uint8)
    is_done = np.zeros(len(ids), bool)
    position = {int(photo): place for place, photo in enumerate(ids)}
    counts, pace = catalog.counts(), Pace()
    try:
        for first in range(0, len(ids), _PAGE):
            page = [PhotoId(photo) for photo in ids[first : first + _PAGE].tolist()]
            for photo in catalog.photos(page):
                place = position[photo.id]
                hashes[place] = np.frombuffer(photo.content_hash, np.uint8)
                sketch = known.get(photo.content_hash)
                if sketch is None:
                    jpeg = thumbnail(photo)
                    if jpeg is None:
                        continue
                    sketch = sketch_of(jpeg)
                if sketch is not None:
                    sketches[place] = sketch
                is_done[place] = True
            done = min(first + _PAGE, len(ids))
            pace.mark(done)
            yield progress_of(Stage.PREPARING, pace, done, len(ids), counts)
    finally:
        if is_done.sum() != len(known):
            save_sketches(file, hashes[is_done], sketches[is_done])
    return sketches
