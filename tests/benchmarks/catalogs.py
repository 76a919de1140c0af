"""Catalogs of many photos that were never decoded, written as indexing writes them."""

import json
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog, open_catalog
from photosearch.core.models import InstalledModel
from photosearch.core.records import (
    FolderScan,
    FoundFile,
    Indexed,
    Metadata,
    PendingFile,
)
from photosearch.spec.codes import Codes
from photosearch.spec.model import ModelKind
from tests.benchmarks.rows import Options, folders_in, shipped_model

_TOGETHER = 5000
_A_FOLDER = 500
_CLUSTERS = 20_000
_REGION_LEVELS = 3
_METADATA = Metadata("JPEG", 4000, 3000, camera="Acme 100")


def use_model(catalog: Catalog, model: InstalledModel) -> None:
    """Note a model as the one in use."""
    spec = json.dumps(asdict(model.spec))
    catalog.register_model(model.sha256, model.name, ModelKind.PHOTO, spec)
    catalog.use_model(ModelKind.PHOTO, model.sha256)


def index_without_decoding(catalog: Catalog, model: InstalledModel) -> None:
    """Give every file that waits a content and what a model might say about it."""
    random = np.random.default_rng(5)
    centres = random.integers(0, 256, (_CLUSTERS, model.spec.code_bytes), np.uint8)
    after: PendingFile | None = None
    while page := catalog.pending(_TOGETHER, after):
        after = page[-1]
        codes = _near(centres[random.integers(0, _CLUSTERS, len(page))], random)
        embeddings = random.standard_normal(
            (len(page), model.spec.embedding_width), np.float32
        )
        embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
        shape = (len(page), model.spec.region_count)
        regions = _near(centres[random.integers(0, _CLUSTERS, shape)], random)
        results = [
            Indexed(
                file,
                _hash(file),
                file.size_bytes,
                _METADATA,
                code,
                embedding,
                of_photo if model.spec.region_count else None,
            )
            for file, code, embedding, of_photo in zip(
                page, codes, embeddings, regions, strict=True
            )
        ]
        catalog.record(results, model.sha256)


def model_with_regions() -> InstalledModel:
    """Return the shipped model, as if it described parts where it does not."""
    model = shipped_model()
    levels = model.spec.region_levels or _REGION_LEVELS
    return replace(model, spec=replace(model.spec, region_levels=levels))


def library_of(
    options: Options, photos: int, model: InstalledModel | None = None
) -> Path:
    """Return the home of a library with so many made-up photos.

    It is written in a process of its own, so that none of it is in this one's memory,
    and used again by the next benchmark that asks.
    """
    model = model or shipped_model()
    name = f"{model.sha256[:8]}-{model.spec.region_count}"
    home = options.work / f"made-up-{photos}-{name}"
    if not home.is_dir():
        unfinished = options.fresh_folder("made-up")
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as executor:
            executor.submit(_write_library, unfinished, photos, model).result()
        unfinished.rename(home)
    return home


def _hash(file: PendingFile) -> bytes:
    """Return a content hash; rising ones are quick to insert."""
    return file.id.to_bytes(16, "big")


def _near(codes: Codes, random: np.random.Generator) -> Codes:
    """Flip a quarter of the bits: photos crowd in clusters, as real ones do."""
    one, other = random.integers(0, 256, (2, *codes.shape), np.uint8)
    near: Codes = codes ^ (one & other)
    return near


def _write_library(home: Path, photos: int, model: InstalledModel) -> None:
    (home / "photos").mkdir()
    with open_catalog(folders_in(home).library) as catalog, catalog.writing():
        root = catalog.add_root(home / "photos")
        for scans in _made_up_scans(photos):
            catalog.apply_folders(root.id, scans)
        use_model(catalog, model)
        index_without_decoding(catalog, model)


def _made_up_scans(photos: int) -> Iterator[Sequence[FolderScan]]:
    for first in range(0, photos, _TOGETHER):
        last = min(photos, first + _TOGETHER)
        yield [
            FolderScan(
                path=b"%06d" % start,
                signature=b"made up",
                files=tuple(
                    FoundFile(
                        name=b"photo %07d.jpg" % number,
                        size_bytes=3_000_000 + number,
                        mtime_ns=1_700_000_000_000_000_000 + number,
                        device=1,
                        inode=number + 1,
                    )
                    for number in range(start, min(last, start + _A_FOLDER))
                ),
            )
            for start in range(first, last, _A_FOLDER)
        ]
