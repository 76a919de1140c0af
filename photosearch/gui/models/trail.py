"""The photos that somebody leafs through, one after the other."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from photosearch.core.records import PhotoId, PhotoIds
from photosearch.gui.models.reasons import Reason


class PhotoRows(Protocol):
    """A list of photos, such as `PhotosModel`."""

    @property
    def ids(self) -> PhotoIds:
        """The photo of each row, (n,) int64; negative for what is not a photo yet."""

    def row_of(self, photo: int) -> int:
        """Return the row of a photo; -1 where it is not shown."""

    def reason_of(self, photo: int) -> Reason | None:
        """Return why a photo was found; None where nothing was looked for."""


class FixedRows:
    """A list of photos that stays as it is."""

    def __init__(self, photos: Sequence[PhotoId]) -> None:
        self._ids = np.array(photos, dtype=np.int64)

    @property
    def ids(self) -> PhotoIds:
        """The photo of each row, (n,) int64."""
        return self._ids

    def row_of(self, photo: int) -> int:
        """Return the row of a photo; -1 where it is not among them."""
        rows = np.flatnonzero(self._ids == photo)
        return int(rows[0]) if len(rows) else -1

    def reason_of(self, photo: int) -> Reason | None:
        """Return None: nothing was looked for."""
        return None


class Trail:
    """Where in a list of photos somebody is.

    The list may change meanwhile: where the photo has gone, the place stays.
    """

    def __init__(self, rows: PhotoRows, photo: PhotoId) -> None:
        self._rows = rows
        self._photo = photo
        self._row = max(rows.row_of(photo), 0)

    @property
    def photo(self) -> PhotoId:
        """The photo that is looked at."""
        return self._photo

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows.ids)

    @property
    def row(self) -> int:
        """The row of the photo, from 0; where it was, if it has gone."""
        if not self._is_here(self._row):
            found = self._rows.row_of(self._photo)
            self._row = found if found >= 0 else self._row
        return self._row

    @property
    def reason(self) -> Reason | None:
        """Why the photo was found; None where nothing was looked for."""
        return self._rows.reason_of(self._photo)

    def neighbour(self, steps: int) -> PhotoId | None:
        """Return the photo so many rows on, or back; None beyond an end."""
        row, direction = self.row + steps, 1 if steps > 0 else -1
        while 0 <= row < self.count:
            photo = PhotoId(int(self._rows.ids[row]))
            if photo >= 0:
                return photo
            row += direction
        return None

    def go(self, steps: int) -> bool:
        """Step on, or back; tell whether there was a photo."""
        photo = self.neighbour(steps)
        if photo is not None:
            self._photo, self._row = photo, self._row + steps
        return photo is not None

    def go_to_end(self, *, last: bool) -> bool:
        """Go to the last photo, or the first."""
        return self.go(self.count - 1 - self.row if last else -self.row)

    def jump(self, photo: PhotoId) -> bool:
        """Go to a photo; tell whether it is in the list at all."""
        row = self._rows.row_of(photo)
        if row >= 0:
            self._photo, self._row = photo, row
        return row >= 0

    def leave_gone(self) -> bool:
        """Go on to a photo beside one that has gone; tell whether there is one."""
        if self._rows.row_of(self._photo) >= 0:
            return True
        for row in (self._row, self._row - 1):
            if 0 <= row < self.count and self._rows.ids[row] >= 0:
                self._photo, self._row = PhotoId(int(self._rows.ids[row])), row
                return True
        return False

    def _is_here(self, row: int) -> bool:
        return row < self.count and self._rows.ids[row] == self._photo
