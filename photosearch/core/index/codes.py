"""All codes of a library in memory, and the nearest of them.

The catalog is the truth; an index is built from it.
"""

from photosearch.core.index.rows import Rows, empty_rows
from photosearch.core.index.scan import Distances, Survey, survey_rows
from photosearch.core.records import PhotoIds
from photosearch.spec.codes import Codes, require_codes


class CodeIndex:
    """Ids and codes of all photos; one thread may write while others search."""

    def __init__(self, code_bytes: int) -> None:
        self.code_bytes = code_bytes
        self._rows = empty_rows((code_bytes,))

    @classmethod
    def of_rows(cls, ids: PhotoIds, codes: Codes) -> "CodeIndex":
        """Make an index of arrays, which are not copied.

        Args:
            ids: (n,) int64, ascending.
            codes: (n, bytes) uint8.
        """
        index = cls(codes.shape[1])
        index._rows = Rows(ids, codes, len(ids))
        return index

    def __len__(self) -> int:
        return self._rows.count

    @property
    def ids(self) -> PhotoIds:
        """All ids, ascending, (n,) int64; a view that must not be changed."""
        return self._rows.ids_in_use

    @property
    def rows(self) -> tuple[PhotoIds, Codes]:
        """All ids and codes (n, bytes) of one moment; views, not to be changed."""
        rows = self._rows
        return rows.ids_in_use, rows.codes_in_use

    def add(self, ids: PhotoIds, codes: Codes) -> None:
        """Add photos; one that is there already gets the new code.

        Args:
            ids: (n,) int64, in any order, each once.
            codes: (n, bytes) uint8.

        Raises:
            ValueError: The arrays do not fit each other or this index.
        """
        require_codes(codes)
        if codes.shape != (len(ids), self.code_bytes):
            raise ValueError(
                f"codes must be ({len(ids)}, {self.code_bytes}), got {codes.shape}"
            )
        self._rows = self._rows.with_added(ids, codes)

    def remove(self, ids: PhotoIds) -> None:
        """Take photos out; ids that are not there are ignored."""
        self._rows = self._rows.without(ids)

    def codes_of(self, ids: PhotoIds) -> tuple[PhotoIds, Codes]:
        """Look codes up; ids that are not there are left out.

        Args:
            ids: Ascending, (n,) int64.
        """
        rows = self._rows
        positions = rows.positions(ids)
        return rows.ids[positions], rows.codes[positions]

    def nearest(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> tuple[PhotoIds, Distances]:
        """Find the photos whose codes differ least from `code`, as `survey` does.

        Returns:
            Ids (k,) int64 and distances (k,) int32 in bits, nearest first, ties by id.
        """
        found = self.survey(code, count, allowed)
        return found.ids, found.distances

    def survey(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> Survey:
        """Find the photos whose codes differ least from `code`, and count the others.

        Args:
            code: One code, shape (bytes,), uint8.
            count: At most this many; fewer if there are fewer photos.
            allowed: Only these may be found, ascending ids; all if None. They are
                chosen before ranking, so that a filter never empties the result.
        """
        rows = self._rows
        # Copying the allowed rows is faster than FAISS's selectors at any share.
        return survey_rows(code, rows if allowed is None else rows.only(allowed), count)
