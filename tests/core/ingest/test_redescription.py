"""Photos that are known are described by another model, region by region."""

from pathlib import Path

import numpy as np
import pytest

from photosearch.core.catalog import Catalog
from photosearch.core.encode import Encoder
from photosearch.core.ingest import describe_again, discover, index_pending
from photosearch.core.records import Encodings, Filter
from photosearch.core.scan import PHOTO_EXTENSIONS
from tests.core.ingest.conftest import OpenStages
from tests.homes import SMALL
from tests.pictures import draw_picture, save_jpeg

COUNT = 20


@pytest.fixture
def indexed(
    tmp_path: Path, catalog: Catalog, encoder: Encoder, open_stages: OpenStages
) -> Catalog:
    """Give the catalog of photos that were described by a model without regions."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for n in range(COUNT):
        save_jpeg(photos / f"{n}.jpg", draw_picture(n, SMALL))
    root = catalog.add_root(photos)
    list(discover(catalog, [root], PHOTO_EXTENSIONS))
    with open_stages(encoder) as stages:
        list(index_pending(stages))
    return catalog


def test_that_photos_described_again_get_region_codes(
    indexed: Catalog, parts_encoder: Encoder, open_stages: OpenStages
) -> None:
    version = indexed.codes_version(parts_encoder.sha256)
    with open_stages(parts_encoder) as stages:
        list(describe_again(stages))
    ids, regions = indexed.region_codes(parts_encoder.sha256)
    assert indexed.photo_ids(Filter()).tolist() == ids.tolist()
    # The drawn network describes the first region, the whole input, as the photo.
    codes = indexed.codes(parts_encoder.sha256)[1]
    assert codes.tolist() == regions[:, 0].tolist()
    new_ids, _ = indexed.region_codes(parts_encoder.sha256, version)
    assert ids.tolist() == new_ids.tolist()


def test_that_what_a_model_without_regions_said_stays_as_it_was(
    indexed: Catalog,
    encoder: Encoder,
    parts_encoder: Encoder,
    open_stages: OpenStages,
) -> None:
    before = indexed.codes(encoder.sha256)[1]
    with open_stages(parts_encoder) as stages:
        list(describe_again(stages))
    assert before.tolist() == indexed.codes(encoder.sha256)[1].tolist()
    assert 0 == len(indexed.region_codes(encoder.sha256)[0])


def test_that_stopping_halfway_keeps_codes_and_regions_together(
    indexed: Catalog, parts_encoder: Encoder, open_stages: OpenStages
) -> None:
    with open_stages(parts_encoder) as stages:
        stream = describe_again(stages)
        next(stream)
        stream.close()
    ids, _ = indexed.region_codes(parts_encoder.sha256)
    assert 0 < len(ids) < COUNT
    assert indexed.codes(parts_encoder.sha256)[0].tolist() == ids.tolist()
    with open_stages(parts_encoder) as stages:
        list(describe_again(stages))
    assert COUNT == len(indexed.region_codes(parts_encoder.sha256)[0])


def test_that_photos_that_lack_only_region_codes_get_them(
    indexed: Catalog, parts_encoder: Encoder, open_stages: OpenStages
) -> None:
    ids = indexed.photo_ids(Filter())
    with open_stages(parts_encoder) as stages:
        wholes = Encodings(
            np.zeros((len(ids), parts_encoder.spec.code_bytes), np.uint8),
            np.ones((len(ids), parts_encoder.spec.embedding_width), np.float32),
        )
        indexed.record_codes(parts_encoder.sha256, ids, wholes)
        steps = list(describe_again(stages))
        assert [] == list(describe_again(stages))
    assert COUNT == steps[-1].done == steps[-1].total
    codes = indexed.codes(parts_encoder.sha256)[1]
    regions = indexed.region_codes(parts_encoder.sha256)[1]
    assert codes.tolist() == regions[:, 0].tolist()


def test_that_a_photo_out_of_reach_gets_region_codes_of_its_thumbnail(
    indexed: Catalog, parts_encoder: Encoder, open_stages: OpenStages, tmp_path: Path
) -> None:
    (tmp_path / "photos").rename(tmp_path / "unplugged")
    with open_stages(parts_encoder) as stages:
        list(describe_again(stages))
    assert COUNT == len(indexed.region_codes(parts_encoder.sha256)[0])
