"""Keeps the index of the model in use abreast of the catalog, and searches it."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog, CodesVersion
from photosearch.core.errors import QueryError, StorageFullError
from photosearch.core.index import CodeIndex, SavedIndex, load_index, save_index
from photosearch.core.records import (
    Embeddings,
    Filter,
    Found,
    Match,
    PhotoId,
    PhotoIds,
)
from photosearch.core.search import (
    Example,
    Ranking,
    Searcher,
    calibrate,
    sample_ids,
)
from photosearch.spec.model import ModelSpec

_MS = 1000

# How much a library may grow or shrink before its similarities are measured again.
_RECALIBRATE_SHARE = 0.1


class Finder:
    """Finds photos by the codes of one model; threads may share it.

    Args:
        catalog: The truth.
        cache: Folder where the index is kept between runs of the program.
        sha256: The model's hash.
        spec: What the model says about itself.
    """

    def __init__(
        self, catalog: Catalog, cache: Path, sha256: str, spec: ModelSpec
    ) -> None:
        self.sha256 = sha256
        self._catalog = catalog
        self._file = cache / f"{sha256[:16]}.index"
        self._spec = spec
        self._index = CodeIndex(spec.code_bytes)
        self._version: CodesVersion | None = None
        self._calibrated = 0
        self._searcher: Searcher | None = None
        self._updating = threading.RLock()

    def rank(self, examples: Sequence[Example], wanted: Filter, count: int) -> Ranking:
        """Rank the photos that meet a filter by their likeness to examples.

        Raises:
            QueryError: There is nothing to look for, or no photo to be found.
        """
        searcher = self.up_to_date()
        if not len(self._index):
            raise QueryError("the library is empty: index a folder first")
        allowed = None if wanted == Filter() else self._catalog.photo_ids(wanted)
        return searcher.search(examples, count, allowed=allowed)

    def find(
        self, examples: Sequence[Example], wanted: Filter, count: int
    ) -> tuple[Match, ...]:
        """Rank photos as `rank` does, and tell of each what is known.

        Raises:
            QueryError: There is nothing to look for, or no photo to be found.
        """
        ranking = self.rank(examples, wanted, count)
        photos = {each.id: each for each in self._catalog.photos(ranking.ids)}
        rows = zip(
            ranking.ids.tolist(),
            ranking.distances.tolist(),
            ranking.similarities.tolist(),
            ranking.scores.tolist(),
            ranking.is_close.tolist(),
            strict=True,
        )
        return tuple(
            Match(photos[PhotoId(photo)], distance, similarity, score, is_close)
            for photo, distance, similarity, score, is_close in rows
            if photo in photos
        )

    def example_of(self, photo: PhotoId, weight: float) -> Example | None:
        """Return a photo of the library as an example; None if it has no code."""
        self.up_to_date()
        ids, codes = self._index.codes_of(np.array([photo], np.int64))
        if not len(ids):
            return None
        return Example(codes[0], self._embeddings(ids)[0], weight)

    def save(self) -> None:
        """Keep the index for the next start; a full disk only makes that slower."""
        with self._updating, suppress(StorageFullError):
            if self._version is not None:
                added, removed = self._version.added, self._version.removed
                saved = SavedIndex(self._index, added, removed)
                save_index(saved, self._file, self.sha256)

    def up_to_date(self) -> Searcher:
        """Bring the index abreast of the catalog; threads take turns.

        The searcher that is given searches what the index held at this moment or later.
        """
        with self._updating:
            return self._brought_up_to_date()

    def _brought_up_to_date(self) -> Searcher:
        version = self._catalog.codes_version(self.sha256)
        if self._version is None:
            self._load()
        if self._version is None or self._version.removed != version.removed:
            self._build(version)
        elif self._version != version:
            new = self._catalog.codes_added_since(self.sha256, self._version)
            if len(new[0]):
                self._index.add(*new)
            self._version = version
        grown = abs(len(self._index) - self._calibrated)
        if self._searcher is None or grown > _RECALIBRATE_SHARE * self._calibrated:
            self._searcher = self._calibrate()
        return self._searcher

    def _load(self) -> None:
        saved = load_index(self._file, self.sha256)
        if saved is not None and saved.index.code_bytes == self._spec.code_bytes:
            self._index = saved.index
            self._version = CodesVersion(saved.added, saved.removed)

    def _build(self, version: CodesVersion) -> None:
        self._index = CodeIndex(self._spec.code_bytes)
        ids, codes = self._catalog.codes(self.sha256)
        if len(ids):
            self._index.add(ids, codes)
        self._version, self._searcher = version, None
        self.save()

    def _calibrate(self) -> Searcher:
        ids = sample_ids(self._index.ids)
        calibration = calibrate(self._embeddings(ids), len(self._index))
        self._calibrated = len(self._index)
        return Searcher(self._index, self._embeddings, calibration)

    def _embeddings(self, ids: PhotoIds) -> Embeddings:
        found = self._catalog.embeddings(self.sha256, ids)
        # The catalog learns the width from what it finds.
        if not found.size:
            return np.zeros((len(ids), self._spec.embedding_width), np.float32)
        return found


def found(ranking: Ranking, elapsed_s: float) -> Found:
    """Return a ranking as the records have it.

    Args:
        ranking: What a search gave.
        elapsed_s: How long it took.
    """
    close = int(np.count_nonzero(ranking.is_close))
    return Found(
        ids=ranking.ids,
        distances=ranking.query_distances,
        similarities=ranking.similarities,
        scores=ranking.scores.astype(np.float32),
        close=close,
        cut=int(ranking.query_distances[:close].max(initial=-1)),
        histogram=ranking.histogram,
        elapsed_ms=elapsed_s * _MS,
        regions=np.full(len(ranking.ids), -1, np.int16),
        examples=np.zeros(len(ranking.ids), np.int16),
    )
