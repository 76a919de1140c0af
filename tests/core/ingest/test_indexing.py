"""The stream of indexing with decoders that misbehave."""

import os
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from photosearch.core.catalog import Catalog, open_catalog
from photosearch.core.decode import DecodeLimits, DecodeTask, decode_photo, open_pool
from photosearch.core.encode import (
    Device,
    DeviceKind,
    Encoder,
    load_model,
    open_encoder,
)
from photosearch.core.ingest import Stages, discover, index_pending
from photosearch.core.records import Counts, Decoded, Progress, Skipped
from photosearch.core.scan import PHOTO_EXTENSIONS
from photosearch.core.thumbnails import Thumbnails
from tests.homes import SMALL
from tests.networks import network, photo_spec
from tests.pictures import draw_picture, save_jpeg

LIMITS = DecodeLimits(timeout_s=2.0)


def decode_or_misbehave(task: DecodeTask, limits: DecodeLimits) -> Decoded:
    """Decode, unless the file's name says otherwise; runs in a worker process."""
    match task.path.stem:
        case "hang":
            time.sleep(600)
        case "die":
            os._exit(11)
    return decode_photo(task, limits)


@pytest.fixture
def encoder(tmp_path: Path) -> Generator[Encoder, None, None]:
    file = tmp_path / "tiny.onnx"
    file.write_bytes(network(photo_spec(), seed=1))
    with open_encoder(load_model(file), Device(DeviceKind.CPU, "CPU", "")) as encoder:
        yield encoder


@pytest.fixture
def catalog(tmp_path: Path, encoder: Encoder) -> Generator[Catalog, None, None]:
    with open_catalog(tmp_path / "library") as catalog:
        catalog.register_model(encoder.sha256, "tiny", "photo", "{}")
        catalog.use_model("photo", encoder.sha256)
        yield catalog


def test_that_a_photo_that_hangs_and_one_that_kills_cost_only_themselves(
    tmp_path: Path, catalog: Catalog, encoder: Encoder
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    names = ["a", "b", "hang", "c", "die", "d"]
    for n, name in enumerate(names):
        save_jpeg(photos / f"{name}.jpg", draw_picture(n, SMALL))
    root = catalog.add_root(photos)
    list(discover(catalog, [root], PHOTO_EXTENSIONS))
    with open_pool(1, LIMITS, decode_or_misbehave) as pool:
        stages = Stages(catalog, pool, encoder, Thumbnails(tmp_path / "t"), 320)
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
