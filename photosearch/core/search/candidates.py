"""What is known of the photos that a search compares: codes find, the rest ranks."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Embeddings, PhotoIds, RegionCodes
from photosearch.core.search.calibration import Calibration
from photosearch.spec.codes import Codes, hamming

# Embeddings order what codes found. Of the 100 photos nearest by embedding nearly all
# are among the 400 nearest by code.
_CANDIDATES = 400
_CANDIDATES_A_MATCH = 4


# A mask (n,), positions (k,), or the first ones.
Chosen = npt.NDArray[np.bool_] | npt.NDArray[np.intp] | slice


class Survey(Protocol):
    """What an index of codes tells of one code."""

    @property
    def ids(self) -> PhotoIds:
        """The nearest photos, (k,) int64."""

    @property
    def histogram(self) -> npt.NDArray[np.int64]:
        """How many photos lie at each distance, (bits + 1,)."""


class Surveyed(Protocol):
    """What can be searched by a code."""

    def survey(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> Survey:
        """Find the ids whose codes differ least, and count all distances."""


class Index(Surveyed, Protocol):
    """What a searcher needs of an index of codes."""

    @property
    def ids(self) -> PhotoIds:
        """All ids, ascending, (n,) int64."""

    def codes_of(self, ids: PhotoIds) -> tuple[PhotoIds, Codes]:
        """Look codes up for ascending ids."""


class Regions(Surveyed, Protocol):
    """What a searcher needs of an index of region codes."""

    def regions_of(self, ids: PhotoIds) -> tuple[PhotoIds, RegionCodes]:
        """Look region codes up for ascending ids."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Photos, and what a measure needs of them.

    Attributes:
        ids: (n,) int64, ascending.
        codes: (n, bytes) uint8.
        seen: (n, width) float32, embeddings as seen from the library's centre; no width
            where they were not asked for.
        regions: (n, regions, bytes) uint8; no regions where they were not asked for.
    """

    ids: PhotoIds
    codes: Codes
    seen: Embeddings
    regions: RegionCodes

    def __len__(self) -> int:
        return len(self.ids)

    def only(self, chosen: Chosen) -> "Candidates":
        """Return some of them."""
        return Candidates(
            self.ids[chosen],
            self.codes[chosen],
            self.seen[chosen],
            self.regions[chosen],
        )


def seen_only(seen: Embeddings) -> Candidates:
    """Return nameless photos of which nothing is known but their embeddings."""
    count = len(seen)
    return Candidates(
        ids=np.zeros(count, np.int64),
        codes=np.empty((count, 0), np.uint8),
        seen=seen,
        regions=np.empty((count, 0, 0), np.uint8),
    )


@dataclass(frozen=True, slots=True)
class Probe:
    """A code near which candidates are looked for.

    Attributes:
        code: (bytes,) uint8.
        is_part: Whether it is compared with the regions of photos.
        reach: Which share of the usual number of candidates is taken from around it.
    """

    code: Codes
    is_part: bool
    reach: float = 1.0

    def distances(self, candidates: Candidates) -> npt.NDArray[np.int32]:
        """Return the bits (n,) to photos, or to the nearest region of each."""
        if not self.is_part:
            return hamming(self.code, candidates.codes)
        bits = np.bitwise_count(candidates.regions ^ self.code)
        least: npt.NDArray[np.int32] = bits.sum(axis=2, dtype=np.int32).min(axis=1)
        return least


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be known of candidates beside their codes."""

    embeddings: bool = True
    regions: bool = False


class Stock:
    """All photos of a library, by ids or near codes.

    Args:
        index: Codes of all.
        read_embeddings: Gives (k, width) float32 in the order of ids (k,) int64, zeros
            for a photo that is gone.
        calibration: From where embeddings are seen.
        regions: Region codes of all; None where no parts are searched.
    """

    def __init__(
        self,
        index: Index,
        read_embeddings: Callable[[PhotoIds], Embeddings],
        calibration: Calibration,
        regions: Regions | None,
    ) -> None:
        self._index = index
        self._read_embeddings = read_embeddings
        self._calibration = calibration
        self._regions = regions

    @property
    def ids(self) -> PhotoIds:
        """All ids, ascending, (n,) int64."""
        return self._index.ids

    def look_up(self, ids: PhotoIds, needs: Needs) -> Candidates:
        """Tell what is needed of photos; those that are gone are left out.

        Args:
            ids: Ascending, (k,) int64.
            needs: What else than their codes.
        """
        ids, codes = self._index.codes_of(ids)
        regions = np.empty((len(ids), 0, codes.shape[1]), np.uint8)
        if needs.regions and self._regions is not None:
            known, regions = self._regions.regions_of(ids)
            # One index may be a moment ahead of the other.
            codes, ids = codes[np.isin(ids, known, assume_unique=True)], known
        if not needs.embeddings:
            return Candidates(ids, codes, np.empty((len(ids), 0), np.float32), regions)
        embeddings = self._read_embeddings(ids)
        is_there = np.any(embeddings, axis=1)
        seen = self._calibration.seen_from_centre(embeddings[is_there])
        return Candidates(ids[is_there], codes[is_there], seen, regions[is_there])

    def near(
        self, probes: Sequence[Probe], count: int, allowed: PhotoIds | None
    ) -> tuple[PhotoIds, npt.NDArray[np.int64]]:
        """Find candidates around codes.

        Args:
            probes: At least one.
            count: How many photos are to be ranked in the end.
            allowed: Only these may be found, ascending ids; all if None.

        Returns:
            Ids (k,) int64, ascending, each once, and how many photos lie at each
            distance from the first code, (bits + 1,) int64.
        """
        wanted = max(_CANDIDATES, _CANDIDATES_A_MATCH * count)
        surveys = [
            self._index_of(probe).survey(
                probe.code, math.ceil(probe.reach * wanted), allowed
            )
            for probe in probes
        ]
        ids = np.unique(np.concatenate([survey.ids for survey in surveys]))
        return ids, surveys[0].histogram

    def _index_of(self, probe: Probe) -> Surveyed:
        if not probe.is_part:
            return self._index
        if self._regions is None:
            raise ValueError("there are no region codes to look for a part in")
        return self._regions
