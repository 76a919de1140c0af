"""Keeps the indexes of one model abreast of the catalog."""

import threading
from contextlib import suppress
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog, CodesVersion
from photosearch.core.errors import StorageFullError
from photosearch.core.index import (
    CodeIndex,
    RegionIndex,
    SavedIndex,
    load_index,
    save_index,
)
from photosearch.core.records import Embeddings, PhotoIds
from photosearch.core.search import Searcher, calibrate, sample_ids
from photosearch.spec.model import ModelSpec

# How much a library may grow or shrink before its similarities are measured again.
_RECALIBRATE_SHARE = 0.1


class Indexes:
    """The codes of one model in memory, and what searches them; threads may share it.

    Region codes take many times the room of codes: they are loaded at the first search
    for a part.

    Args:
        catalog: The truth.
        cache: Folder where the index of codes is kept between runs of the program.
        sha256: The model's hash.
        spec: What the model says about itself.
    """

    def __init__(
        self, catalog: Catalog, cache: Path, sha256: str, spec: ModelSpec
    ) -> None:
        self._catalog = catalog
        self._file = cache / f"{sha256[:16]}.index"
        self._sha256 = sha256
        self._spec = spec
        self._codes = CodeIndex(spec.code_bytes)
        self._version: CodesVersion | None = None
        self._regions: RegionIndex | None = None
        self._regions_version: CodesVersion | None = None
        self._searcher: Searcher | None = None
        self._calibrated = 0
        self._updating = threading.RLock()

    @property
    def codes(self) -> CodeIndex:
        """The codes as last brought up to date."""
        return self._codes

    def up_to_date(self, *, with_parts: bool = False) -> Searcher:
        """Bring the indexes abreast of the catalog; threads take turns.

        The searcher that is given searches what they held at this moment or later.

        Args:
            with_parts: Whether it has to know the regions of photos.
        """
        with self._updating:
            version = self._catalog.codes_version(self._sha256)
            self._update_codes(version)
            if with_parts:
                self._update_regions(version)
            changed = abs(len(self._codes) - self._calibrated)
            if changed > _RECALIBRATE_SHARE * self._calibrated:
                self._searcher = None
            if self._searcher is None:
                self._searcher = self._calibrate()
            return self._searcher

    def embeddings(self, ids: PhotoIds) -> Embeddings:
        """Read embeddings (k, width) float32 of ids (k,); zeros where there is none."""
        found = self._catalog.embeddings(self._sha256, ids)
        # The catalog learns the width from what it finds.
        if not found.size:
            return np.zeros((len(ids), self._spec.embedding_width), np.float32)
        return found

    def save(self) -> None:
        """Keep the codes for the next start; a full disk only makes that slower."""
        with self._updating, suppress(StorageFullError):
            if self._version is not None:
                added, removed = self._version.added, self._version.removed
                saved = SavedIndex(self._codes, added, removed)
                save_index(saved, self._file, self._sha256)

    def _update_codes(self, version: CodesVersion) -> None:
        if self._version is None:
            self._load()
        if self._version is None or self._version.removed != version.removed:
            self._build(version)
        elif self._version != version:
            new = self._catalog.codes_added_since(self._sha256, self._version)
            if len(new[0]):
                self._codes.add(*new)
            self._version = version

    def _load(self) -> None:
        saved = load_index(self._file, self._sha256)
        if saved is not None and saved.index.code_bytes == self._spec.code_bytes:
            self._codes = saved.index
            self._version = CodesVersion(saved.added, saved.removed)

    def _build(self, version: CodesVersion) -> None:
        self._codes = CodeIndex(self._spec.code_bytes)
        ids, codes = self._catalog.codes(self._sha256)
        if len(ids):
            self._codes.add(ids, codes)
        self._version, self._searcher = version, None
        self.save()

    def _update_regions(self, version: CodesVersion) -> None:
        known = self._regions_version
        if self._regions is None or known is None or known.removed != version.removed:
            # The old one goes first: there may be no room for two.
            self._regions = self._searcher = None
            self._regions = self._load_regions()
        elif known != version:
            ids, regions = self._catalog.region_codes(self._sha256, known)
            if len(ids):
                self._regions.add(ids, regions)
        self._regions_version = version

    def _load_regions(self) -> RegionIndex:
        ids, regions = self._catalog.region_codes(self._sha256)
        if not len(ids):
            return RegionIndex(self._spec.region_count, self._spec.code_bytes)
        return RegionIndex.of_rows(ids, regions)

    def _calibrate(self) -> Searcher:
        ids = sample_ids(self._codes.ids)
        calibration = calibrate(self.embeddings(ids), len(self._codes))
        self._calibrated = len(self._codes)
        return Searcher(self._codes, self.embeddings, calibration, self._regions)
