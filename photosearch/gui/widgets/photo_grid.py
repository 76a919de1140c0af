"""The grid of photos, and what a person does with them there."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from photosearch.core.records import PhotoId
from photosearch.gui.models.photos import PhotosModel, mime_of
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.widgets.grid_view import GridView, Index
from photosearch.gui.widgets.mark_badges import mark_at
from photosearch.gui.widgets.photo_delegate import PhotoDelegate, photo_rect, tick_rect
from photosearch.gui.widgets.photo_menu import PhotoMenu, copy_files

CELL_MIN_PX = 96
CELL_MAX_PX = 256
CELL_PX = 168
_ZOOM_STEP = 1.18
_SETTLED_MS = 40
_FETCHED_MS = 120
_SCREENS_AROUND = 1.0

_Key = Qt.Key
_MARKS: dict[int, bool | None] = {
    _Key.Key_Plus: True,
    _Key.Key_Equal: True,
    _Key.Key_Minus: False,
    _Key.Key_0: None,
    _Key.Key_Backspace: None,
}
# With others, the keys of marks do something else: Ctrl zooms.
_MARKING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class PhotoGrid(GridView):
    """Photos to look at, select, drag out and search by.

    Signals:
        photo_activated: A `PhotoId` to be looked at.
        selection_changed: Other photos are selected.
        search_asked: Find photos like these; a tuple of `PhotoId`.
        example_asked: A `PhotoId` and its weight, to become an example.
        trash_asked: Move these to the trash; a tuple of `PhotoId`.
        mark_asked: Call photos (a tuple of `PhotoId`) right (True), wrong (False) or
            neither (None).
        properties_asked: A `PhotoId` to tell all about.
        zoomed: The side of a cell, in device-independent pixels.
    """

    photo_activated = Signal(object)
    selection_changed = Signal()
    search_asked = Signal(object)
    example_asked = Signal(object, float)
    trash_asked = Signal(object)
    mark_asked = Signal(object, object)
    properties_asked = Signal(object)
    zoomed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        thumbnails = Thumbnails(session)
        super().__init__(PhotosModel(session, thumbnails), parent)
        self.session = session
        self._thumbnails = thumbnails
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._selected = QTimer(self, singleShot=True, interval=_FETCHED_MS)
        thumbnails.setParent(self)
        self.photos.setParent(self)
        self.setItemDelegate(PhotoDelegate(self))
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._settled.timeout.connect(self._fetch_around)
        self._selected.timeout.connect(self._fetch_selected)
        self._retranslate()

    # --- what is selected, and where

    def selected(self) -> tuple[PhotoId, ...]:
        """Return the selected photos in the order of their rows."""
        return tuple(PhotoId(each) for each in self.selected_ids().tolist())

    def current(self) -> PhotoId | None:
        """Return the photo that the keyboard is at."""
        row = self.currentIndex().row()
        photo = int(self.photos.ids[row]) if row >= 0 else 0
        return PhotoId(photo) if photo > 0 else None

    def show_photo(self, photo: PhotoId) -> bool:
        """Make a photo the current one and scroll to it; return whether it is here."""
        row = self.photos.row_of(photo)
        if row < 0:
            return False
        self.setCurrentIndex(self.photos.index(row))
        self.scrollTo(self.photos.index(row))
        return True

    # --- marks

    @property
    def can_mark(self) -> bool:
        """Whether a result is shown, of which photos can be right or wrong."""
        return self.photos.found is not None and not self.photos.shows_faces

    def mark_selected(self, is_right: bool | None) -> None:
        """Call the selected photos right or wrong, and go on to the next unmarked one.

        Args:
            is_right: None takes their marks away, and stays there.
        """
        photos = self.selected()
        if not self.can_mark or not photos:
            return
        last = self.photos.row_of(photos[-1])
        self.mark_asked.emit(photos, is_right)
        row = self.photos.next_unmarked(last)
        if is_right is not None and row >= 0:
            self._go_to(row)

    def stay_in_view(self) -> None:
        """Let the keyboard be at a photo in view: after marks, the list is another."""
        seen = self.rows_in_view()
        if self.can_mark and seen and self.currentIndex().row() not in seen:
            row = self.photos.next_unmarked(seen.start - 1)
            self._go_to(row if row in seen else seen.start)

    def _go_to(self, row: int) -> None:
        index = self.photos.index(row)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def _mark_at(self, index: QModelIndex, point: QPoint) -> bool | None:
        """Return what a click there calls a photo; None where it marks nothing."""
        if not self.can_mark or not index.isValid():
            return None
        return mark_at(photo_rect(self.visualRect(index)), point)

    def _toggle_mark(self, row: int, is_right: bool) -> None:
        photo = PhotoId(int(self.photos.ids[row]))
        is_off = self.photos.is_right(row) is is_right
        self.mark_asked.emit((photo,), None if is_off else is_right)

    # --- zoom

    @property
    def cell_px(self) -> int:
        """Least side of a cell, in device-independent pixels."""
        return self._cell_px

    def set_cell(self, cell_px: int) -> None:
        """Show photos larger or smaller, keeping the place."""
        cell_px = min(max(cell_px, CELL_MIN_PX), CELL_MAX_PX)
        if cell_px != self._cell_px:
            self._cell_px = cell_px
            self.lay_out()
            self.zoomed.emit(cell_px)

    def zoom_in(self) -> None:
        """Show photos larger."""
        self.set_cell(round(self._cell_px * _ZOOM_STEP))

    def zoom_out(self) -> None:
        """Show photos smaller."""
        self.set_cell(round(self._cell_px / _ZOOM_STEP))

    def zoom_to_default(self) -> None:
        """Show photos in the size of the first start."""
        self.set_cell(CELL_PX)

    # --- fetching

    @override
    def doItemsLayout(self) -> None:
        super().doItemsLayout()
        side = photo_rect(QRect(0, 0, self._layout.side, self._layout.side)).width()
        self._thumbnails.set_side(round(side * self.devicePixelRatioF()))
        self._settled.start()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._fetch_soon()

    @override
    def dataChanged(
        self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = []
    ) -> None:
        super().dataChanged(topLeft, bottomRight, roles)
        if topLeft.row() != bottomRight.row():
            # Photos have come, and now their thumbnails can.
            self._fetch_soon()

    def _fetch_soon(self) -> None:
        if not self._settled.isActive():
            self._settled.start()

    @property
    def is_settled(self) -> bool:
        """Whether all that is in view, and around it, has come."""
        waits = self._settled.isActive() or self._selected.isActive()
        return not waits and not self._thumbnails.is_fetching and self.photos.is_settled

    def _fetch_around(self) -> None:
        """Fetch what is in view first, then what is near; drop what is far."""
        seen, around = self.rows_in_view(), self.rows_in_view(_SCREENS_AROUND)
        self._thumbnails.keep_asking_for(
            set(self.photos.ids[around.start : around.stop].tolist())
        )
        # What is asked for last comes first.
        for row in (
            *range(around.start, seen.start),
            *range(seen.stop, around.stop),
            *seen,
        ):
            self.photos.thumbnail(row)

    def _fetch_selected(self) -> None:
        """Have the selected photos at hand when they are dragged or copied."""
        self.photos.fetch(self.selected())

    # --- events

    def _on_selection_changed(self) -> None:
        self._selected.start()
        self.selection_changed.emit()

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        files = self.photos.files_of(self.selected())
        if files:
            drag = QDrag(self)
            drag.setMimeData(mime_of(files))
            pixmap = self.currentIndex().data(Qt.ItemDataRole.DecorationRole)
            if pixmap is not None:
                drag.setPixmap(
                    pixmap.scaledToWidth(96, Qt.TransformationMode.SmoothTransformation)
                )
            drag.exec(Qt.DropAction.CopyAction)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        is_plain_left = (
            event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        )
        if is_plain_left and index.isValid():
            is_right = self._mark_at(index, point)
            if is_right is not None:
                self._toggle_mark(index.row(), is_right)
                return
            if tick_rect(self.visualRect(index)).contains(point):
                self.toggle(index.row())
                return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            index = self.indexAt(point)
            if self._mark_at(index, point) is not None:
                self.mousePressEvent(event)
            elif index.isValid():
                self._activate(index.row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex().row())
        elif self.can_mark and _is_mark(event):
            self.mark_selected(_MARKS[event.key()])
        elif event.key() == Qt.Key.Key_Delete and self.selected():
            self.trash_asked.emit(self.selected())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_files(self.photos.files_of(self.selected()))
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        if not e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(e)
        elif e.angleDelta().y():
            self.zoom_in() if e.angleDelta().y() > 0 else self.zoom_out()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if self.selected():
            PhotoMenu(self).popup(arg__1.globalPos())

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif e.type() == QEvent.Type.FontChange:
            self.lay_out()
        elif e.type() == QEvent.Type.PaletteChange:
            delegate = self.itemDelegate()
            if isinstance(delegate, PhotoDelegate):
                delegate.forget_looks()

    def toggle(self, row: int) -> None:
        """Select a row beside the others, or no longer."""
        index = self.photos.index(row)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.Toggle
        )

    def _activate(self, row: int) -> None:
        photo = int(self.photos.ids[row]) if row >= 0 else 0
        if photo > 0:
            self.photo_activated.emit(PhotoId(photo))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Photos"))
        self.viewport().update()


def _is_mark(event: QKeyEvent) -> bool:
    return event.key() in _MARKS and not event.modifiers() & ~_MARKING
