"""A library on a disk."""

from collections.abc import Generator
from pathlib import Path

import pytest

from photosearch.core.catalog import Catalog, open_catalog
from tests.core.catalog.libraries import MODEL, Library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def catalog(tmp_path: Path) -> Generator[Catalog, None, None]:
    with open_catalog(tmp_path / "library") as catalog:
        catalog.register_model(MODEL, "test", "photo", "{}")
        catalog.use_model("photo", MODEL)
        yield catalog


@pytest.fixture
def library(catalog: Catalog, folder: Path) -> Library:
    return Library(catalog, folder)
