"""Joins the catalog with what tells near copies: groups of duplicates."""

from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.core.catalog import UNKNOWN, Catalog, Pairs, PhotoFacts
from photosearch.core.duplicates import Portraits, near_copies, same_moments
from photosearch.core.ingest.stages import progress_of
from photosearch.core.library.drawing import draw_sketches
from photosearch.core.library.engine import KIND
from photosearch.core.pace import Pace
from photosearch.core.records import (
    DuplicateGroup,
    Embeddings,
    Likeness,
    Photo,
    PhotoId,
    Progress,
    Stage,
)
from photosearch.spec.codes import Codes

Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """All photos that have a code, from the best to the worst.

    The larger picture is better, then the older file.

    Attributes:
        codes: (n, bytes) uint8.
        decided: Pairs that are not to be shown together again.
    """

    catalog: Catalog
    model_sha256: str
    facts: PhotoFacts
    codes: Codes
    decided: Pairs

    def __len__(self) -> int:
        return len(self.codes)

    def embeddings(self, positions: Positions) -> Embeddings:
        """Read the embeddings (k, width) of some photos."""
        ids = self.facts.ids[positions]
        return self.catalog.embeddings(self.model_sha256, ids)

    def is_undecided(self, one: int, other: int) -> bool:
        """Tell whether nobody said that both are to stay."""
        ids = self.facts.ids
        return (PhotoId(int(ids[one])), PhotoId(int(ids[other]))) not in self.decided

    def may_be_copies(self, one: int, other: int) -> bool:
        """Tell whether nothing says that two photos were taken one after the other."""
        cameras, taken_s = self.facts.cameras, self.facts.taken_s
        if cameras[one] and cameras[other]:
            if cameras[one] != cameras[other]:
                return False
            if UNKNOWN not in (taken_s[one], taken_s[other]) and (
                taken_s[one] != taken_s[other]
            ):
                return False
        return self.is_undecided(one, other)

    def only(self, positions: Positions) -> "_Ranked":
        """Return some of the photos, in the order given."""
        return _Ranked(
            self.catalog,
            self.model_sha256,
            self.facts.only(positions),
            self.codes[positions],
            self.decided,
        )

    def group(self, kind: Likeness, positions: Collection[int]) -> DuplicateGroup:
        """Look the photos of a group up; those that went meanwhile are left out."""
        ids = [PhotoId(int(self.facts.ids[each])) for each in positions]
        return DuplicateGroup(kind, self.catalog.photos(ids))


def find_groups(
    catalog: Catalog,
    thumbnail: Callable[[Photo], bytes | None],
    sketch_file: Path,
    kinds: Collection[Likeness],
) -> Generator[Progress | DuplicateGroup, None, None]:
    """Find photos of which one may be enough; see `Tidying.duplicate_groups`.

    Args:
        catalog: What is known of the photos.
        thumbnail: Gives the JPEG of a photo, or None where it is out of reach.
        sketch_file: Where sketches are kept between runs.
        kinds: Which groups to look for.
    """
    decided = catalog.pairs_kept()
    if Likeness.EXACT in kinds:
        yield from _exact(catalog, decided)
    model = catalog.model_in_use(KIND)
    if model is None or not {Likeness.NEAR, Likeness.MOMENT} & set(kinds):
        return
    ranked = _rank(catalog, model.sha256, decided)
    is_copy = np.zeros(len(ranked), bool)
    if Likeness.NEAR in kinds:
        sketches = yield from draw_sketches(
            catalog, ranked.facts.ids, thumbnail, sketch_file
        )
        drawn = np.flatnonzero(sketches.any(axis=(1, 2)))
        copies = yield from _near(ranked.only(drawn), sketches[drawn])
        is_copy[drawn[copies]] = True
    if Likeness.MOMENT in kinds:
        yield from _moments(ranked.only(np.flatnonzero(~is_copy)))


def _exact(catalog: Catalog, decided: Pairs) -> Generator[DuplicateGroup, None, None]:
    """Yield photos with several files, the largest waste first."""
    found = catalog.duplicates()
    waste = {photo.id: photo.size_bytes * (len(photo.paths) - 1) for photo in found}
    for photo in sorted(found, key=lambda each: -waste[each.id]):
        if (photo.id, photo.id) not in decided:
            yield DuplicateGroup(Likeness.EXACT, (photo,))


def _rank(catalog: Catalog, model_sha256: str, decided: Pairs) -> _Ranked:
    facts = catalog.photo_facts()
    ids, codes = catalog.codes(model_sha256)
    _, in_facts, in_codes = np.intersect1d(
        facts.ids, ids, assume_unique=True, return_indices=True
    )
    facts, codes = facts.only(in_facts), codes[in_codes]
    order = np.lexsort((facts.ids, facts.oldest_ns, -facts.pixels))
    return _Ranked(catalog, model_sha256, facts.only(order), codes[order], decided)


def _near(
    ranked: _Ranked, sketches: npt.NDArray[np.uint8]
) -> Generator[Progress | DuplicateGroup, None, list[int]]:
    """Yield the near copies; return the positions of those that are not the best."""
    portraits = Portraits(
        ranked.codes, sketches, ranked.embeddings, ranked.may_be_copies
    )
    counts, pace = ranked.catalog.counts(), Pace()
    copies: list[int] = []
    for compared in near_copies(portraits):
        for positions in compared.groups:
            copies += positions[1:]
            group = ranked.group(Likeness.NEAR, positions)
            if len(group.photos) > 1:
                yield group
        pace.mark(compared.done)
        yield progress_of(Stage.COMPARING, pace, compared.done, len(portraits), counts)
    return copies


def _moments(ranked: _Ranked) -> Generator[DuplicateGroup, None, None]:
    is_known = (ranked.facts.cameras != 0) & (ranked.facts.taken_s != UNKNOWN)
    timed = ranked.only(np.flatnonzero(is_known))
    for positions in same_moments(
        timed.facts.cameras, timed.facts.taken_s, timed.embeddings, timed.is_undecided
    ):
        group = timed.group(Likeness.MOMENT, positions)
        if len(group.photos) > 1:
            yield group
