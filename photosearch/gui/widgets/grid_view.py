"""A list view that lays out cells by arithmetic: a million of them without a pause."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QRubberBand,
    QStyle,
    QStyleOptionRubberBand,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from photosearch.core.records import PhotoIds
from photosearch.gui.models.groups import Rows
from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.widgets.grid_header import paint_header
from photosearch.gui.widgets.grid_layout import GridLayout, Measures

Index = QModelIndex | QPersistentModelIndex

_MARGIN = 12
_HEADER_LINES = 2.6
_LEAST_STEP_PX = 20

_PLAIN = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Active
_SELECTED = _PLAIN | QStyle.StateFlag.State_Selected

_Move = QAbstractItemView.CursorAction
_Select = QItemSelectionModel.SelectionFlag
_Hint = QAbstractItemView.ScrollHint


class GridView(QListView):
    """The rows of a `PhotosModel` in lines under the headers of their groups.

    Qt's list view keeps a rectangle for every row: with a million rows each change of
    its width took six seconds. Here all places are computed from the number of the row.
    """

    def __init__(self, photos: PhotosModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos = photos
        self._cell_px = 168
        self._is_extending = False
        self._anchor_row = 0
        self._band_from: QPoint | None = None
        self._band = QRect()
        self._kept: tuple[PhotoIds, int, int, int] | None = None
        self._layout = self._laid_out()
        self._set_up()
        # Before the view clears its selection, and after it did.
        photos.modelAboutToBeReset.connect(self._keep_place)
        self.setModel(photos)
        photos.modelReset.connect(self._restore_place)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Its coming and going would change the width and with it all lines.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)

    # --- where rows lie

    def _laid_out(self) -> GridLayout:
        measures = Measures(
            width=self.viewport().width(),
            cell=self._cell_px,
            header=round(self.fontMetrics().height() * _HEADER_LINES),
            margin=_MARGIN,
        )
        return GridLayout(self.photos.groups, measures)

    def _top_place(self) -> tuple[int, int]:
        """Return the first row in view, -1 at the very top, and its height there."""
        top = self.verticalOffset()
        rows = self._layout.rows_between(top, top + self.viewport().height())
        if top == 0 or not rows:
            return -1, 0
        return rows.start, self._layout.rect(rows.start).top() - top

    def _scroll_to_place(self, row: int, offset: int) -> None:
        self.verticalScrollBar().setValue(self._layout.rect(row).top() - offset)

    def rows_in_view(self, screens: float = 0.0) -> range:
        """Return the rows in view and so many screens above and below."""
        top, height = self.verticalOffset(), self.viewport().height()
        more = round(screens * height)
        return self._layout.rows_between(top - more, top + height + more)

    def lay_out(self) -> None:
        """Lay out for another width or zoom; what was at the top stays there."""
        row, offset = self._top_place()
        self.doItemsLayout()
        if row >= 0:
            self._scroll_to_place(row, offset)

    @override
    def doItemsLayout(self) -> None:
        self._layout = self._laid_out()
        QAbstractItemView.doItemsLayout(self)

    @override
    def updateGeometries(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._layout.height - height))
        bar.setPageStep(height)
        bar.setSingleStep(max(_LEAST_STEP_PX, self._layout.side // 3))
        self.horizontalScrollBar().setRange(0, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        if self._layout.width != self.viewport().width():
            self.lay_out()

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= self._layout.groups.total:
            return QRect()
        return self._layout.rect(index.row()).translated(0, -self.verticalOffset())

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        row = self._layout.row_at(p + QPoint(0, self.verticalOffset()))
        return self.photos.index(row) if row >= 0 else QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: _Hint = _Hint.EnsureVisible,
    ) -> None:
        rect, height = self.visualRect(index), self.viewport().height()
        if rect.isNull():
            return
        above, below = rect.top() - _MARGIN, rect.bottom() + _MARGIN - height
        move = above if above < 0 else max(0, min(below, above))
        if hint is _Hint.PositionAtCenter:
            move = rect.center().y() - height // 2
        elif hint is _Hint.PositionAtTop:
            move = above
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + move)

    # --- a list that is not as it was

    def _keep_place(self) -> None:
        row, offset = self._top_place()
        top = int(self.photos.ids[row]) if row >= 0 else 0
        current = self.currentIndex().row()
        at = int(self.photos.ids[current]) if current >= 0 else 0
        self._kept = (self.selected_ids(), at, top, offset)

    def _restore_place(self) -> None:
        self.doItemsLayout()
        kept, self._kept = self._kept, None
        if kept is None or not self.photos.is_refreshed:
            self.verticalScrollBar().setValue(0)
            return
        selected, current, top, offset = kept
        self.select_rows(self.photos.rows_of(selected))
        row = self.photos.row_of(current) if current else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self.photos.index(row), _Select.NoUpdate
            )
        row = self.photos.row_of(top) if top else -1
        if row >= 0:
            self._scroll_to_place(row, offset)
        else:
            self.verticalScrollBar().setValue(0)

    # --- what is selected

    def selected_ids(self) -> PhotoIds:
        """Return the selected photos in the order of their rows, (n,) int64."""
        ids = [self.photos.ids[run.start : run.stop] for run in self._selected_runs()]
        joined = np.concatenate(ids) if ids else self.photos.ids[:0]
        return joined[joined > 0]

    def _selected_runs(self) -> list[range]:
        """Return the runs of selected rows, ascending."""
        selection = self.selectionModel().selection()
        found = [selection.at(place) for place in range(selection.count())]
        runs = [range(each.top(), each.bottom() + 1) for each in found]
        return sorted(runs, key=lambda run: run.start)

    def select_rows(self, rows: Rows) -> None:
        """Select these rows, ascending, and no others."""
        breaks = np.flatnonzero(np.diff(rows) > 1) + 1
        runs = np.split(rows, breaks) if len(rows) else []
        self.selectionModel().select(
            self._ranges([range(int(run[0]), int(run[-1]) + 1) for run in runs]),
            _Select.ClearAndSelect,
        )

    def _ranges(self, runs: list[range]) -> QItemSelection:
        selection = QItemSelection()
        for run in runs:
            first, last = self.photos.index(run.start), self.photos.index(run[-1])
            selection.select(first, last)
        return selection

    @override
    def selectAll(self) -> None:
        # Qt's own asks the model about every row.
        if self._layout.groups.total:
            everything = self._ranges([range(self._layout.groups.total)])
            self.selectionModel().select(everything, _Select.ClearAndSelect)

    @override
    def setSelection(self, rect: QRect, command: _Select) -> None:
        state = self.state()
        if state is QAbstractItemView.State.DragSelectingState:
            area = rect.normalized().translated(0, self.verticalOffset())
            runs = self._layout.rows_in(area)
        elif self._is_extending and self.currentIndex().isValid():
            ends = sorted((self._anchor_row, self.currentIndex().row()))
            runs = [range(ends[0], ends[1] + 1)]
        else:
            at = self.indexAt(rect.topLeft())
            runs = [range(at.row(), at.row() + 1)] if at.isValid() else []
        self.selectionModel().select(self._ranges(runs), command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._is_extending:
            self._anchor_row = max(0, current.row())

    @override
    def dataChanged(
        self,
        topLeft: Index,
        bottomRight: Index,
        roles: Sequence[int] = [],
    ) -> None:
        # Nothing moves, whatever a row says: only what is in view is painted again.
        seen = self.rows_in_view()
        if topLeft.row() == bottomRight.row() and topLeft.row() in seen:
            self.viewport().update(self.visualRect(topLeft))
        elif topLeft.row() < seen.stop and bottomRight.row() >= seen.start:
            self.viewport().update()

    # --- keys and mouse

    @override
    def moveCursor(
        self,
        cursorAction: _Move,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        total = self._layout.groups.total
        if not total:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self.photos.index(self.rows_in_view().start)
        page = max(1, self.viewport().height() // self._layout.side)
        layout = self._layout
        match cursorAction:
            case _Move.MoveLeft | _Move.MovePrevious:
                row = max(0, row - 1)
            case _Move.MoveRight | _Move.MoveNext:
                row = min(total - 1, row + 1)
            case _Move.MoveUp:
                row = layout.row_below(row, -1)
            case _Move.MoveDown:
                row = layout.row_below(row, 1)
            case _Move.MovePageUp:
                row = layout.row_below(row, -page)
            case _Move.MovePageDown:
                row = layout.row_below(row, page)
            case _Move.MoveHome:
                row = 0
            case _Move.MoveEnd:
                row = total - 1
        return self.photos.index(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyPressEvent(event)
        self._is_extending = False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._band_from = self._content_point(event)
        super().mousePressEvent(event)
        self._is_extending = False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_drawn = self.state() is QAbstractItemView.State.DragSelectingState
        if is_drawn and self._band_from is not None:
            self._band = QRect(self._band_from, self._content_point(event)).normalized()
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._band_from, self._band = None, QRect()
        self.viewport().update()

    def _content_point(self, event: QMouseEvent) -> QPoint:
        return event.position().toPoint() + QPoint(0, self.verticalOffset())

    # --- painting

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        offset = self.verticalOffset()
        area = e.rect().translated(0, offset)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(0, -offset)
        if self._layout.groups.has_headers:
            for group in self._layout.groups_between(area.top(), area.bottom()):
                rect = self._layout.header(group)
                if rect.intersects(area):
                    paint_header(painter, rect, self._layout.groups[group], self)
        self._paint_cells(painter, area)
        self._paint_band(painter)
        painter.end()

    def _paint_cells(self, painter: QPainter, area: QRect) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rows = self._layout.rows_between(area.top(), area.bottom())
        selected = self._selected_among(rows)
        current = self.currentIndex().row() if self.hasFocus() else -1
        pointer = self.viewport().mapFromGlobal(self.cursor().pos())
        hovered = self.indexAt(pointer).row() if self.underMouse() else -1
        delegate = self.itemDelegate()
        for row in rows:
            option.rect = self._layout.rect(row)
            state = _SELECTED if row in selected else _PLAIN
            if row == current:
                state |= QStyle.StateFlag.State_HasFocus
            if row == hovered:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            delegate.paint(painter, option, self.photos.index(row))

    def _selected_among(self, rows: range) -> set[int]:
        """Return which of some rows are selected, without asking about each."""
        found: set[int] = set()
        for run in self._selected_runs():
            found.update(range(max(run.start, rows.start), min(run.stop, rows.stop)))
        return {row for row in found if self.photos.ids[row] > 0}

    def _paint_band(self, painter: QPainter) -> None:
        if self._band.isNull():
            return
        option = QStyleOptionRubberBand()
        option.initFrom(self)
        option.shape = QRubberBand.Shape.Rectangle
        option.opaque = False
        option.rect = self._band
        self.style().drawControl(
            QStyle.ControlElement.CE_RubberBand, option, painter, self
        )
