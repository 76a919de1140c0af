"""Photos that are known get the codes of another model, beside those they have."""

from collections.abc import Generator, Sequence
from contextlib import closing

import numpy as np

from photosearch.core.decode import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    decode_picture,
)
from photosearch.core.errors import DecodeError
from photosearch.core.ingest.stages import (
    ENCODE_TOGETHER,
    Stages,
    in_groups,
    progress_of,
)
from photosearch.core.pace import Pace
from photosearch.core.records import Decoded, Photo, Progress, Stage
from photosearch.spec.preprocess import Pixels

_PAGE_PHOTOS = 2000

Outcome = tuple[Photo, Decoded | DecodeFailure]


def describe_again(stages: Stages) -> Generator[Progress, None, None]:
    """Give every photo a code of the stages' model, and of its regions, that has none.

    A photo whose file is out of reach, on a drive that is unplugged for instance, is
    described from its thumbnail; where that is missing, too, it stays without.

    Yields:
        Progress after each small batch, which is in the catalog by then.

    Raises:
        LibraryError: The catalog cannot be written to; what was committed stays.
    """
    catalog, model = stages.catalog, stages.encoder.sha256
    counts = catalog.counts()
    total, done, pace = catalog.photo_count() - catalog.code_count(model), 0, Pace()
    with closing(stages.pool.map(_tasks(stages))) as outcomes:
        for group in in_groups(outcomes, ENCODE_TOGETHER):
            _record(stages, group)
            done += len(group)
            # Photos that lack nothing but codes of their regions were not counted.
            total = max(total, done)
            pace.mark(done)
            pace.pause()
            yield progress_of(Stage.ENCODING, pace, done, total, counts)
            pace.resume()


def _tasks(stages: Stages) -> Generator[tuple[Photo, DecodeTask], None, None]:
    last = None
    model, with_regions = stages.encoder.sha256, stages.encoder.spec.region_levels > 0
    while page := stages.catalog.uncoded_photos(
        model, _PAGE_PHOTOS, after=last, with_regions=with_regions
    ):
        last = page[-1].id
        for photo in page:
            yield photo, DecodeTask(photo.paths[0], stages.inputs, stages.thumbnail_px)


def _record(stages: Stages, group: Sequence[Outcome]) -> None:
    pairs = [(photo, _pixels(stages, photo, outcome)) for photo, outcome in group]
    described = [(photo.id, pixels) for photo, pixels in pairs if pixels is not None]
    if not described:
        return
    encodings = stages.encoder.encode(np.stack([pixels for _, pixels in described]))
    stages.catalog.record_codes(
        stages.encoder.sha256,
        np.array([photo_id for photo_id, _ in described], np.int64),
        encodings,
    )


def _pixels(
    stages: Stages, photo: Photo, outcome: Decoded | DecodeFailure
) -> Pixels | None:
    # A file that was changed since it was indexed is another photo by now.
    if isinstance(outcome, Decoded) and outcome.content_hash == photo.content_hash:
        return outcome.inputs[0]
    thumbnail = stages.thumbnails.get(photo.content_hash)
    if thumbnail is None:
        return None
    try:
        made = decode_picture(thumbnail, stages.inputs, 0, DecodeLimits())
    except DecodeError:
        return None
    return made.inputs[0]
