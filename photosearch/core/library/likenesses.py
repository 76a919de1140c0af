"""Joins the catalog with what tells near copies: groups of duplicates."""

from collections.abc import Collection, Generator

from photosearch.core.catalog import Catalog, Pairs
from photosearch.core.records import DuplicateGroup, Likeness, Progress
from photosearch.core.thumbnails import Thumbnails


def find_groups(
    catalog: Catalog, thumbnails: Thumbnails, kinds: Collection[Likeness]
) -> Generator[Progress | DuplicateGroup, None, None]:
    """Find photos of which one may be enough; see `Tidying.duplicate_groups`."""
    decided = catalog.pairs_kept()
    if Likeness.EXACT in kinds:
        yield from _exact(catalog, decided)


def _exact(
    catalog: Catalog, decided: Pairs
) -> Generator[DuplicateGroup, None, None]:
    """Yield photos with several files, the largest waste first."""
    found = catalog.duplicates()
    waste = {photo.id: photo.size_bytes * (len(photo.paths) - 1) for photo in found}
    for photo in sorted(found, key=lambda each: -waste[each.id]):
        if (photo.id, photo.id) not in decided:
            yield DuplicateGroup(Likeness.EXACT, (photo,))
