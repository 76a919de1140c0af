"""Stages of a stream, opened on a library of their own."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from photosearch.core.catalog import Catalog, open_catalog
from photosearch.core.decode import DecodeLimits, decode_photo, open_pool
from photosearch.core.encode import (
    Device,
    DeviceKind,
    Encoder,
    check_model,
    open_encoder,
)
from photosearch.core.ingest import Stages
from photosearch.core.thumbnails import Thumbnails
from tests.networks import network, parts_spec, photo_spec

LIMITS = DecodeLimits(timeout_s=2.0)
CPU = Device(DeviceKind.CPU, "CPU", "")

OpenStages = Callable[..., AbstractContextManager[Stages]]


@pytest.fixture
def encoder() -> Generator[Encoder, None, None]:
    with open_encoder(check_model(network(photo_spec(), seed=1)), CPU) as encoder:
        yield encoder


@pytest.fixture
def parts_encoder() -> Generator[Encoder, None, None]:
    with open_encoder(check_model(network(parts_spec(), seed=1)), CPU) as encoder:
        yield encoder


@pytest.fixture
def catalog(
    tmp_path: Path, encoder: Encoder, parts_encoder: Encoder
) -> Generator[Catalog, None, None]:
    with open_catalog(tmp_path / "library") as catalog:
        for each in (encoder, parts_encoder):
            catalog.register_model(each.sha256, each.spec.name, "photo", "{}")
        catalog.use_model("photo", encoder.sha256)
        yield catalog


@pytest.fixture
def open_stages(tmp_path: Path, catalog: Catalog) -> OpenStages:
    """Give a function that opens the stages of a stream with an encoder."""

    @contextmanager
    def opened(
        encoder: Encoder, decode: Callable[..., object] = decode_photo
    ) -> Generator[Stages, None, None]:
        with open_pool(1, LIMITS, decode) as pool:
            yield Stages(catalog, pool, encoder, Thumbnails(tmp_path / "t"), 320)

    return opened
