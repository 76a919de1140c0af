"""The photos of the library or of a result, as a model of up to a million rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    QUrl,
)
from PySide6.QtGui import QPixmap
from typing_extensions import override

from photosearch.core.records import (
    Changes,
    Found,
    Order,
    PendingFile,
    Photo,
    PhotoId,
    PhotoIds,
    PhotoList,
    Root,
)
from photosearch.gui.background import Task
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.groups import (
    Groups,
    Rows,
    by_closeness,
    by_date,
    ungrouped,
)
from photosearch.gui.models.parts import place_on_thumbnail
from photosearch.gui.models.photo_pages import PhotoPages
from photosearch.gui.models.reasons import (
    Reason,
    closeness_in_words,
    distance_in_words,
    reason_of,
    region_in_words,
    score_in_words,
)
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.spec.regions import Box

Index = QModelIndex | QPersistentModelIndex

_DATED = (Order.NEWEST, Order.OLDEST)
_DRAGGED_AT_MOST = 5000
# A plain number: comparing with a member of Qt's enumeration takes ten times as long.
_CELL_ROLE = Qt.ItemDataRole.UserRole.value + 8


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """What the rows are.

    Attributes:
        ids: (n,) int64; negative for files that wait to be indexed.
        found: The result that they are of; None where it is a list.
        places: (n,) int64, where each stands in the result; empty without one.
        faces: Where the face lies that was matched; empty where no faces were compared.
    """

    ids: PhotoIds = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    groups: Groups = field(default_factory=lambda: ungrouped(0))
    found: Found | None = None
    places: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    faces: Mapping[PhotoId, Box] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What is painted of one row.

    Attributes:
        thumbnail: None until it has come.
        distance: In bits; None where no result is shown, or faces were compared.
        region: Where on the thumbnail the matched region lies, in shares of its side;
            None where nothing is to be outlined.
        is_right: Whether somebody called it right, or wrong; None for neither.
    """

    thumbnail: QPixmap | None
    distance: int | None
    is_waiting: bool
    is_offline: bool
    region: QRectF | None = None
    is_right: bool | None = None


class PhotosModel(QAbstractListModel):
    """Rows as arrays; the photos themselves come from the library when looked at.

    `PHOTO_ROLE` gives a `Photo`, None until it has come; `WAITING_ROLE` the
    `PendingFile` of a row that is not indexed yet, which has a negative id;
    `DISTANCE_ROLE`, `SCORE_ROLE` and `IS_CLOSE_ROLE` (whether it lies within the cut)
    are None where no result is shown; `IS_RIGHT_ROLE` where nobody called a photo of it
    right or wrong. `IS_OFFLINE_ROLE` tells that no file is in reach;
    `CELL_ROLE` gives all that is painted of a row as a `Cell`.
    """

    PHOTO_ROLE = Qt.ItemDataRole.UserRole + 1
    ID_ROLE = Qt.ItemDataRole.UserRole + 2
    DISTANCE_ROLE = Qt.ItemDataRole.UserRole + 3
    SCORE_ROLE = Qt.ItemDataRole.UserRole + 4
    IS_CLOSE_ROLE = Qt.ItemDataRole.UserRole + 5
    WAITING_ROLE = Qt.ItemDataRole.UserRole + 6
    IS_OFFLINE_ROLE = Qt.ItemDataRole.UserRole + 7
    CELL_ROLE = _CELL_ROLE
    IS_RIGHT_ROLE = Qt.ItemDataRole.UserRole + 9

    def __init__(
        self, session: Session, thumbnails: Thumbnails, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._thumbnails = thumbnails
        self._pages = PhotoPages(session, self)
        self._rows = _Rows()
        self._list = PhotoList(_Rows().ids, np.empty(0, dtype=np.int32))
        self._list_order = Order.NEWEST
        self._waiting: dict[int, PendingFile] = {}
        self._found: Found | None = None
        self._found_order: Order | None = None
        self._found_faces: Mapping[PhotoId, Box] = {}
        self._within = -1
        self._marks: Mapping[PhotoId, bool] = {}
        # Where regions lie on the thumbnails of photos of some width and height.
        self._regions: dict[tuple[int, int, int], QRectF | None] = {}
        self._sorting: Task | None = None
        self.is_refreshed = False
        """Whether the last reset brought the same list, only as it is now."""
        self._offline: tuple[Path, ...] = ()
        # Where the ids were when their thumbnails were asked for.
        self._asked_at: dict[int, int] = {}
        self._pages.loaded.connect(self._on_photos_loaded)
        thumbnails.changed.connect(self._on_thumbnail_changed)
        session.changed.connect(self._on_library_changed)
        session.folders_changed.connect(self._ask_for_roots)
        self._ask_for_roots()

    # --- what is shown

    def set_list(self, photos: PhotoList, order: Order = Order.NEWEST) -> None:
        """Show photos of the library.

        Args:
            photos: In the order of the rows.
            order: That order; by date they are grouped by date.
        """
        self._stop_sorting()
        is_same = self._found is None and order is self._list_order
        self._list, self._list_order, self._found = photos, order, None
        self._show_list(is_same)

    def set_waiting(self, files: Sequence[PendingFile]) -> None:
        """Show files that wait to be indexed in front of a list sorted by newest."""
        waiting = {-file.id: file for file in files}
        if waiting != self._waiting:
            self._waiting = waiting
            if self._found is None and self._list_order is Order.NEWEST:
                self._show_list(is_same=True)

    def set_found(
        self,
        found: Found,
        within: int | None = None,
        order: Order | None = None,
        *,
        is_same: bool = False,
        faces: Mapping[PhotoId, Box] | None = None,
    ) -> None:
        """Show what a search found.

        Args:
            found: All that may be shown, most alike first.
            within: Show only photos within this distance, in bits; None for all.
            order: How to sort them; None is by likeness.
            is_same: Whether it is the answer, as it is now, to the search whose result
                was shown before.
            faces: Where in each photo the face lies that was matched, where faces were
                compared.
        """
        self._regions.clear()
        self._found_faces = faces or {}
        self._found = found
        self._within = len(found.histogram) if within is None else within
        self._sort(order, is_same=is_same)

    def show_closest(self, distance: int) -> None:
        """Show only those of the result within a distance, in bits."""
        if self._found is not None and distance != self._within:
            self._within = distance
            self._sort(self._found_order, is_same=True)

    def show_marks(self, marks: Mapping[PhotoId, bool]) -> None:
        """Show which photos of the result were called right (True) or wrong."""
        self._marks = marks
        if len(self._rows.ids):
            self._touch(0, len(self._rows.ids) - 1)

    def is_right(self, row: int) -> bool | None:
        """Tell whether the photo of a row was called right, or wrong, or neither."""
        if self._rows.found is None:
            return None
        return self._marks.get(PhotoId(int(self._rows.ids[row])))

    def next_unmarked(self, row: int) -> int:
        """Return the row of the next photo that was called neither right nor wrong.

        Args:
            row: Look after this one, then from the first row on.

        Returns:
            The row; -1 where everything is marked.
        """
        is_marked = np.isin(self._rows.ids, list(self._marks))
        rows = np.flatnonzero(~is_marked)
        after = rows[rows > row]
        return int(after[0]) if len(after) else int(rows[0]) if len(rows) else -1

    def sort_by(self, order: Order | None) -> None:
        """Sort what is shown of the result; None is by likeness.

        A list is in the order in which the library gave it.
        """
        self._sort(order, is_same=False)

    def _sort(self, order: Order | None, *, is_same: bool) -> None:
        self._stop_sorting()
        found = self._found
        if found is None:
            return
        self._found_order = order
        places = self._shown_places(found)
        if order is None:
            self._show_found(found, places, is_same=is_same)
            return
        ids = [PhotoId(each) for each in found.ids[places].tolist()]
        self._sorting = self._errands.ask(
            lambda: self._session.library.photos(ids),
            lambda photos: self._show_sorted(found, places, photos, order, is_same),
        )

    def _stop_sorting(self) -> None:
        if self._sorting is not None:
            self._sorting.cancel()
            self._sorting = None

    @property
    def found(self) -> Found | None:
        """The result of which photos are shown; None where it is a list."""
        return self._found

    @property
    def shows_faces(self) -> bool:
        """Whether faces were compared for what is shown."""
        return bool(self._rows.faces)

    @property
    def groups(self) -> Groups:
        """The runs of rows that have a header."""
        return self._rows.groups

    # --- rows and photos

    @property
    def ids(self) -> PhotoIds:
        """The photo of each row, (n,) int64; not to be changed."""
        return self._rows.ids

    def row_of(self, photo: int) -> int:
        """Return the row of a photo; -1 where it is not shown."""
        rows = np.flatnonzero(self._rows.ids == photo)
        return int(rows[0]) if len(rows) else -1

    def rows_of(self, photos: PhotoIds) -> Rows:
        """Return the rows of photos, ascending, without those that are not shown."""
        return np.flatnonzero(np.isin(self._rows.ids, photos))

    def known(self, photo: int) -> Photo | None:
        """Return a photo that was looked at lately; None where it has to be fetched."""
        return self._pages.known(photo)

    def fetch(self, photos: Sequence[PhotoId]) -> None:
        """Have these photos known soon, for dragging or copying them."""
        self._pages.fetch(photos[:_DRAGGED_AT_MOST])

    def files_of(self, photos: Sequence[PhotoId]) -> list[Path]:
        """Return a file of each photo; empty unless all photos are known."""
        known = [self._pages.known(photo) for photo in photos[:_DRAGGED_AT_MOST]]
        files = [photo.paths[0] for photo in known if photo is not None]
        return files if len(files) == len(photos) else []

    @property
    def is_settled(self) -> bool:
        """Whether no photos are on their way."""
        return not self._pages.is_fetching

    # --- Qt's questions

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows.ids)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = index.row()
        if role == _CELL_ROLE:
            return self._cell(row)
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return self.thumbnail(row)
            case self.PHOTO_ROLE:
                return self._pages.of_row(row)
            case self.ID_ROLE:
                return int(self._rows.ids[row])
            case self.WAITING_ROLE:
                return self._waiting.get(int(self._rows.ids[row]))
            case self.IS_OFFLINE_ROLE:
                return self._is_offline(row)
            case self.IS_RIGHT_ROLE:
                return self.is_right(row)
            case Qt.ItemDataRole.DisplayRole:
                return self._name(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((self._name(row), *self._mark_in_words(row)))
            case Qt.ItemDataRole.ToolTipRole:
                return self._description(row)
        return self._of_result(row, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if self._rows.ids[index.row()] > 0:
            flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    @override
    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [PhotoId(int(self._rows.ids[index.row()])) for index in indexes]
        return mime_of(self.files_of(ids))

    def thumbnail(self, row: int) -> QPixmap | None:
        """Return the pixmap of a row; None until it was fetched."""
        key = int(self._rows.ids[row])
        self._asked_at[key] = row
        source = self._waiting.get(key) if key < 0 else self._pages.of_row(row)
        return self._thumbnails.get(key, source)

    # --- changes

    def _show_list(self, is_same: bool) -> None:
        waiting = self._waiting if self._list_order is Order.NEWEST else {}
        in_front = np.array(list(waiting), dtype=np.int64)
        ids = np.concatenate((in_front, self._list.ids)) if waiting else self._list.ids
        groups = (
            by_date(self._list.days, len(in_front))
            if self._list_order in _DATED
            else ungrouped(len(self._list.ids))
        )
        self._reset(_Rows(ids, groups), is_same)

    def _shown_places(self, found: Found) -> Rows:
        # What somebody called right belongs to the result, however far it is.
        right = [photo for photo, is_right in self._marks.items() if is_right]
        is_near = found.distances <= self._within
        return np.flatnonzero(is_near | np.isin(found.ids, right))

    def _show_found(self, found: Found, places: Rows, *, is_same: bool) -> None:
        close = int((places < found.close).sum())
        groups = by_closeness(close, len(places))
        rows = _Rows(found.ids[places], groups, found, places, self._found_faces)
        self._reset(rows, is_same)

    def _show_sorted(
        self,
        found: Found,
        places: Rows,
        photos: tuple[Photo, ...],
        order: Order,
        is_same: bool,
    ) -> None:
        self._sorting = None
        of_id = dict(zip(found.ids[places].tolist(), places.tolist(), strict=True))
        ranked = sorted(photos, key=_SORT_KEYS[order])
        ids = np.array([photo.id for photo in ranked], dtype=np.int64)
        days = np.array([_day(photo) for photo in ranked], dtype=np.int32)
        groups = by_date(days) if order in _DATED else ungrouped(len(ids))
        shown = np.array([of_id[photo.id] for photo in ranked], dtype=np.int64)
        self._reset(_Rows(ids, groups, found, shown, self._found_faces), is_same)

    def _reset(self, rows: _Rows, is_same: bool) -> None:
        self.is_refreshed = is_same
        self.beginResetModel()
        self._rows = rows
        self._asked_at.clear()
        self._pages.set_ids(rows.ids)
        self.endResetModel()

    def _on_photos_loaded(self, photos: tuple[Photo, ...]) -> None:
        if self._asked_at:
            rows = self._asked_at.values()
            self._touch(min(rows), max(rows))

    def _on_thumbnail_changed(self, key: int) -> None:
        row = self._asked_at.get(key)
        if row is not None:
            self._touch(row, row)

    def _touch(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first), self.index(last))

    def _on_library_changed(self, changes: Changes) -> None:
        self._pages.forget((*changes.moved, *changes.removed))

    def _ask_for_roots(self) -> None:
        self._errands.ask(self._session.library.roots, self._on_roots)

    def _on_roots(self, roots: tuple[Root, ...]) -> None:
        offline = tuple(root.path for root in roots if not root.is_online)
        if offline != self._offline:
            self._offline = offline
            if len(self._rows.ids):
                self._touch(0, len(self._rows.ids) - 1)

    # --- answers

    def _cell(self, row: int) -> Cell:
        return Cell(
            thumbnail=self.thumbnail(row),
            distance=None
            if self._rows.faces
            else self._of_result(row, self.DISTANCE_ROLE),
            is_waiting=bool(self._rows.ids[row] < 0),
            is_offline=bool(self._offline) and self._is_offline(row),
            region=self._region_on_thumbnail(row),
            is_right=self.is_right(row),
        )

    def reason_of(self, photo: int) -> Reason | None:
        """Return why a photo was found; None where it is shown for another reason."""
        row = self.row_of(photo)
        return self._reason(row) if row >= 0 else None

    def _reason(self, row: int) -> Reason | None:
        found = self._rows.found
        if found is None:
            return None
        face = self._rows.faces.get(PhotoId(int(self._rows.ids[row])))
        return reason_of(found, int(self._rows.places[row]), face)

    def _face_on_thumbnail(self, row: int) -> QRectF | None:
        photo = self._pages.of_row(row)
        if photo is None:
            return None
        face = self._rows.faces[photo.id]
        size = photo.metadata.width_px, photo.metadata.height_px
        return place_on_thumbnail(face, *size)

    def _region_on_thumbnail(self, row: int) -> QRectF | None:
        if self._rows.faces:
            return self._face_on_thumbnail(row)
        found = self._rows.found
        if found is None:
            return None
        region = int(found.regions[self._rows.places[row]])
        photo = self._pages.of_row(row) if region > 0 else None
        if photo is None:
            return None
        size = photo.metadata.width_px, photo.metadata.height_px
        if (region, *size) not in self._regions:
            box = self._session.library.region_box(photo, region)
            place = None if box is None else place_on_thumbnail(box, *size)
            self._regions[region, *size] = place
        return self._regions[region, *size]

    def _of_result(self, row: int, role: int) -> Any:
        found = self._rows.found
        if found is None:
            return None
        place = int(self._rows.places[row])
        if role == self.DISTANCE_ROLE:
            return int(found.distances[place])
        if role == self.SCORE_ROLE:
            return float(found.scores[place])
        return place < found.close if role == self.IS_CLOSE_ROLE else None

    def _is_offline(self, row: int) -> bool:
        if not self._offline or (photo := self._pages.of_row(row)) is None:
            return False
        # The paths that are in reach come first.
        return any(photo.paths[0].is_relative_to(root) for root in self._offline)

    def _name(self, row: int) -> str:
        waiting = self._waiting.get(int(self._rows.ids[row]))
        if waiting is not None:
            return waiting.path.name
        photo = self._pages.of_row(row)
        return photo.paths[0].name if photo is not None else ""

    def _description(self, row: int) -> str | None:
        waiting = self._waiting.get(int(self._rows.ids[row]))
        if waiting is not None:
            return self.tr("{0}\nWaits to be indexed").format(waiting.path.name)
        photo = self._pages.of_row(row)
        return None if photo is None else self._words_about(photo, row)

    def _words_about(self, photo: Photo, row: int) -> str:
        facts = photo.metadata
        lines = [photo.paths[0].name]
        if facts.taken_at is not None:
            locale = QLocale()
            taken_at = QDateTime.fromString(
                facts.taken_at.isoformat(timespec="seconds"), Qt.DateFormat.ISODate
            )
            lines.append(locale.toString(taken_at, QLocale.FormatType.ShortFormat))
        lines.append(f"{facts.width_px} × {facts.height_px}")  # noqa: RUF001
        reason = self._reason(row)
        if reason is not None:
            lines.extend(self._words_why(photo, reason))
        lines.extend(self._mark_in_words(row))
        if self._is_offline(row):
            lines.append(self.tr("Its folder is offline"))
        return "\n".join(lines)

    def _mark_in_words(self, row: int) -> Iterator[str]:
        is_right = self.is_right(row)
        if is_right is not None:
            yield self.tr("called right") if is_right else self.tr("called wrong")

    def _words_why(self, photo: Photo, reason: Reason) -> Iterator[str]:
        if reason.face is not None:
            yield closeness_in_words(reason)
            yield score_in_words(reason)
            return
        yield distance_in_words(reason)
        yield score_in_words(reason)
        if reason.region >= 0:
            box = self._session.library.region_box(photo, reason.region)
            yield region_in_words(reason, box)
        found = self._rows.found
        if found is not None and len(np.unique(found.examples)) > 1:
            yield self.tr("Most like example {0}").format(reason.example + 1)


def mime_of(files: Sequence[Path]) -> QMimeData:
    """Pack files so that other programs take them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def _day(photo: Photo) -> int:
    taken_at = photo.metadata.taken_at
    return taken_at.toordinal() if taken_at else 0


def _time(photo: Photo, sign: int) -> tuple[bool, float]:
    """Sort by time; photos of unknown time come last either way."""
    taken_at = photo.metadata.taken_at
    return taken_at is None, sign * taken_at.timestamp() if taken_at else 0.0


_SORT_KEYS: dict[Order, Callable[[Photo], Any]] = {
    Order.NEWEST: lambda photo: _time(photo, -1),
    Order.OLDEST: lambda photo: _time(photo, 1),
    Order.NAME: lambda photo: photo.paths[0].name.casefold(),
    Order.LARGEST: lambda photo: -photo.size_bytes,
}
