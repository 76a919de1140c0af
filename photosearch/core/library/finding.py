"""Answers searches with photos and what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from photosearch.core.catalog import Catalog
from photosearch.core.errors import QueryError
from photosearch.core.library.indexes import Indexes
from photosearch.core.records import (
    Filter,
    Found,
    Match,
    Photo,
    PhotoId,
    PhotoIds,
)
from photosearch.core.search import Example, Marks, Ranking
from photosearch.spec.model import ModelSpec
from photosearch.spec.regions import Box, regions_in_photo

_MS = 1000

# Most photos of a library have one of a few sizes.
_boxes = lru_cache(maxsize=256)(regions_in_photo)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a query asks for, once its examples are described.

    Attributes:
        examples: At least one with a positive weight.
        filter: Which photos may be found at all.
        count: At most this many.
        marks: What was right and wrong in an earlier answer.
        expand: Whether to look for photos like the closest ones as well.
    """

    examples: Sequence[Example]
    filter: Filter = field(default_factory=Filter)
    count: int = 20
    marks: Marks = field(default_factory=Marks)
    expand: bool = False

    @property
    def has_parts(self) -> bool:
        """Whether any example is a part of a photo."""
        return any(each.is_part for each in self.examples)


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
        self.spec = spec
        self._catalog = catalog
        self._indexes = Indexes(catalog, cache, sha256, spec)

    def rank(self, wish: Wish) -> Ranking:
        """Rank the photos that meet a filter by their likeness to examples.

        Raises:
            QueryError: There is nothing to look for, or no photo to be found.
        """
        searcher = self._indexes.up_to_date(with_parts=wish.has_parts)
        if not len(self._indexes.codes):
            raise QueryError("the library is empty: index a folder first")
        is_filtered = wish.filter != Filter()
        allowed = self._catalog.photo_ids(wish.filter) if is_filtered else None
        return searcher.search(
            wish.examples,
            wish.count,
            allowed=allowed,
            marks=wish.marks,
            expand=wish.expand,
        )

    def find(self, wish: Wish) -> tuple[Match, ...]:
        """Rank photos as `rank` does, and tell of each what is known.

        Raises:
            QueryError: There is nothing to look for, or no photo to be found.
        """
        ranking = self.rank(wish)
        photos = {each.id: each for each in self._catalog.photos(ranking.ids)}
        return tuple(
            self._match(photos[PhotoId(photo)], ranking, row)
            for row, photo in enumerate(ranking.ids.tolist())
            if photo in photos
        )

    def example_of(self, photo: PhotoId, weight: float) -> Example | None:
        """Return a photo of the library as an example; None if it has no code."""
        self.warm_up()
        ids, codes = self._indexes.codes.codes_of(np.array([photo], np.int64))
        if not len(ids):
            return None
        return Example(codes[0], self._indexes.embeddings(ids)[0], weight)

    def warm_up(self) -> None:
        """Load the index of codes, or bring it up to date."""
        self._indexes.up_to_date()

    def save(self) -> None:
        """Keep the index for the next start; a full disk only makes that slower."""
        self._indexes.save()

    def _match(self, photo: Photo, ranking: Ranking, row: int) -> Match:
        return Match(
            photo=photo,
            distance=int(ranking.distances[row]),
            similarity=float(ranking.similarities[row]),
            score=float(ranking.scores[row]),
            is_close=bool(ranking.is_close[row]),
            region=box_of(self.spec, photo, int(ranking.regions[row])),
            example=int(ranking.examples[row]),
        )


def box_of(spec: ModelSpec, photo: Photo, region: int) -> Box | None:
    """Return where a region of a photo lies.

    Args:
        spec: The model that numbers the regions.
        photo: The photo as it was when it was indexed.
        region: The number; -1, as any that the model does not know, lies nowhere.
    """
    if not 0 <= region < spec.region_count:
        return None
    about = photo.metadata
    return _boxes(spec.region_levels, spec.resize, about.width_px, about.height_px)[
        region
    ]


def found(ranking: Ranking, right: PhotoIds, elapsed_s: float) -> Found:
    """Return a ranking as the records have it.

    Args:
        ranking: What a search gave.
        right: Photos that were marked as right, (n,) int64.
        elapsed_s: How long it took.
    """
    # What was marked as right is close at any distance, and says nothing of others.
    is_within = ranking.is_close & ~np.isin(ranking.ids, right)
    return Found(
        ids=ranking.ids,
        distances=ranking.query_distances,
        similarities=ranking.similarities,
        scores=ranking.scores.astype(np.float32),
        close=int(np.count_nonzero(ranking.is_close)),
        cut=int(ranking.query_distances[is_within].max(initial=-1)),
        histogram=ranking.histogram,
        elapsed_ms=elapsed_s * _MS,
        regions=ranking.regions,
        examples=ranking.examples,
    )
