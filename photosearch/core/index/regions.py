"""The codes of all regions of all photos in memory, and the photos nearest to a part.

They take as many times the memory of the photos' codes as a photo has regions: 45 MB
for 100,000 photos of 14 regions with 256 bits, 448 MB for a million. So an index is
built only where somebody searches for a part.
"""

import numpy as np

from photosearch.core.index.rows import Rows, empty_rows
from photosearch.core.index.scan import Survey, survey_rows
from photosearch.core.records import PhotoIds, RegionCodes
from photosearch.spec.codes import Codes


class RegionIndex:
    """Ids and region codes of all photos; one thread may write while others search.

    Args:
        regions: How many codes each photo has.
        code_bytes: Length of each.
    """

    def __init__(self, regions: int, code_bytes: int) -> None:
        self._shape = (regions, code_bytes)
        self._rows = empty_rows(self._shape)

    @classmethod
    def of_rows(cls, ids: PhotoIds, regions: RegionCodes) -> "RegionIndex":
        """Make an index of arrays, which are not copied.

        Args:
            ids: (n,) int64, ascending.
            regions: (n, regions, bytes) uint8.
        """
        index = cls(*regions.shape[1:])
        index._rows = Rows(ids, regions, len(ids))
        return index

    def __len__(self) -> int:
        return self._rows.count

    @property
    def ids(self) -> PhotoIds:
        """All ids, ascending, (n,) int64; a view that must not be changed."""
        return self._rows.ids_in_use

    def add(self, ids: PhotoIds, regions: RegionCodes) -> None:
        """Add photos; one that is there already gets the new codes.

        Args:
            ids: (n,) int64, in any order, each once.
            regions: (n, regions, bytes) uint8.

        Raises:
            ValueError: The arrays do not fit each other or this index.
        """
        expected = (len(ids), *self._shape)
        if regions.dtype != np.uint8 or regions.shape != expected:
            raise ValueError(
                f"region codes must be uint8 {expected}, "
                f"got {regions.dtype} {regions.shape}"
            )
        self._rows = self._rows.with_added(ids, regions)

    def remove(self, ids: PhotoIds) -> None:
        """Take photos out; ids that are not there are ignored."""
        self._rows = self._rows.without(ids)

    def regions_of(self, ids: PhotoIds) -> tuple[PhotoIds, RegionCodes]:
        """Look region codes (k, regions, bytes) up; what is not there is left out.

        Args:
            ids: Ascending, (n,) int64.
        """
        rows = self._rows
        positions = rows.positions(ids)
        return rows.ids[positions], rows.codes[positions]

    def survey(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> Survey:
        """Find the photos with a region whose code differs least from `code`.

        A photo is as far as the nearest of its regions; every photo counts once.

        Args:
            code: That of the part to look for, (bytes,) uint8.
            count: At most this many photos; fewer if there are fewer.
            allowed: Only these may be found, ascending ids; all if None. They are
                chosen before ranking, so that a filter never empties the result.
        """
        rows = self._rows
        return survey_rows(code, rows if allowed is None else rows.only(allowed), count)
