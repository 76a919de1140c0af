"""The stream of indexing: what it stores, and with decoders that misbehave."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.catalog import Catalog
from photosearch.core.decode import DecodeLimits, DecodeTask, decode_photo
from photosearch.core.encode import Encoder
from photosearch.core.ingest import discover, index_pending
from photosearch.core.records import Counts, Decoded, Filter, Progress, Skipped
from photosearch.core.scan import PHOTO_EXTENSIONS
from tests.core.ingest.conftest import LIMITS, OpenStages
from tests.homes import SMALL
from tests.pictures import draw_picture, save_jpeg


def decode_or_misbehave(task: DecodeTask, limits: DecodeLimits) -> Decoded:
    """Decode, unless the file's name says otherwise; runs in a worker process."""
    match task.path.stem:
        case "hang":
            time.sleep(600)
        case "die":
            os._exit(11)
    return decode_photo(task, limits)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def test_that_a_photo_that_hangs_and_one_that_kills_cost_only_themselves(
    photos: Path, catalog: Catalog, encoder: Encoder, open_stages: OpenStages
) -> None:
    names = ["a", "b", "hang", "c", "die", "d"]
    for n, name in enumerate(names):
        save_jpeg(photos / f"{name}.jpg", draw_picture(n, SMALL))
    root = catalog.add_root(photos)
    list(discover(catalog, [root], PHOTO_EXTENSIONS))
    with open_stages(encoder, decode_or_misbehave) as stages:
        events = list(index_pending(stages))
    assert {"hang.jpg": "timed out after 2 s", "die.jpg": "the decoder crashed"} == {
        event.file.path.name: event.reason
        for event in events
        if isinstance(event, Skipped)
    }
    assert Counts(indexed=4, failed=2) == catalog.counts()
    steps = [event for event in events if isinstance(event, Progress)]
    assert Counts(indexed=4, failed=2) == steps[-1].counts
    assert [(6, 6)] == [(step.done, step.total) for step in steps[-1:]]


def test_that_each_photo_gets_the_codes_of_its_own_regions(
    photos: Path, catalog: Catalog, parts_encoder: Encoder, open_stages: OpenStages
) -> None:
    count = 20  # more than are encoded together
    for n in range(count):
        save_jpeg(photos / f"{n}.jpg", draw_picture(n, SMALL))
    (photos / "5.jpg").write_bytes(b"no photo")
    save_jpeg(photos / "copy.jpg", draw_picture(3, SMALL))
    root = catalog.add_root(photos)
    list(discover(catalog, [root], PHOTO_EXTENSIONS))
    with open_stages(parts_encoder) as stages:
        list(index_pending(stages))
        shapes = stages.inputs
    ids, regions = catalog.region_codes(parts_encoder.sha256)
    assert catalog.photo_ids(Filter()).tolist() == ids.tolist()
    assert (count - 1, 14, 8) == regions.shape
    for photo, stored in zip(catalog.photos(ids.tolist()), regions, strict=True):
        decoded = decode_photo(DecodeTask(photo.paths[0], shapes, 0), LIMITS)
        expected = parts_encoder.encode(np.stack(decoded.inputs))
        assert expected.regions is not None
        assert expected.regions[0].tolist() == stored.tolist()
