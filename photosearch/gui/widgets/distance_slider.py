"""A slider over the distances of this library's photos from the query."""

from PySide6.QtCore import QEvent, QLineF, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models.distances import Distances
from photosearch.gui.theme import Role

_SIDE_PX = 9
_TOP_PX = 4
_CAPTION_SHARE = 0.85
_KNOB_ROOM_PX = 9
_HANDLE_PX = 6
_SNAP_PX = 5


class DistanceSlider(QAbstractSlider):
    """Chooses how unlike a photo may be, over a histogram of the whole library.

    What lies left of the handle is shown. A dashed line marks the automatic cut; the
    handle clings to it, and a double click or the key A goes there.

    Signals:
        distance_chosen: The distance (int, bits) that somebody chose.
    """

    distance_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._distances = Distances()
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setPageStep(8)
        self.actionTriggered.connect(self._on_action_triggered)
        self._retranslate()

    def set_distances(self, distances: Distances, value: int) -> None:
        """Show another result; nobody is told that the value changed.

        Args:
            distances: What to show.
            value: Where the handle stands.
        """
        self._distances = distances
        was_blocked = self.blockSignals(True)
        self.setRange(0, max(distances.last, 1))
        self.setValue(value)
        self.blockSignals(was_blocked)
        self.update()

    def go_to_cut(self) -> None:
        """Choose the automatic cut, where there is one."""
        if self._distances.cut >= 0:
            self._choose(self._distances.cut)

    def words_at(self, distance: int) -> str:
        """Say how many photos lie within a distance."""
        photos = self._distances.photos_within(distance)
        lines = [self.tr("%n photo(s) up to here", "", photos)]
        if distance > self._distances.shown:
            lines = [self.tr("Shows less alike photos, too")]
        elif photos:
            expected = self._distances.expected_by_chance(distance)
            lines.append(self._chance_in_words(expected))
        lines.append(self.tr("Up to %n differing bit(s)", "", distance))
        return "\n".join(lines)

    # --- Qt's questions

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, 48 + self._caption_px())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, 48 + self._caption_px())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.words_at(self._distance_at(event.pos().x()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, ev: QKeyEvent) -> None:
        if ev.key() == Qt.Key.Key_A:
            self.go_to_cut()
        else:
            super().keyPressEvent(ev)

    # --- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag_to(event.position().toPoint())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag_to(event.position().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self.go_to_cut()

    def _drag_to(self, place: QPoint) -> None:
        distance = self._distance_at(place.x())
        cut = self._distances.cut
        if cut >= 0 and abs(self._x_of(cut) - place.x()) <= _SNAP_PX:
            distance = cut
        self._choose(distance)
        QToolTip.showText(self.mapToGlobal(place), self.words_at(distance), self)

    def _choose(self, distance: int) -> None:
        if distance != self.value():
            self.setValue(distance)
            self.distance_chosen.emit(self.value())

    def _on_action_triggered(self, _: int) -> None:
        # Keys and wheel have moved the position, but not yet the value.
        self.distance_chosen.emit(self.sliderPosition())

    # --- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bars(painter)
        self._paint_track(painter)
        self._paint_captions(painter)
        if self._distances.cut >= 0:
            self._paint_cut(painter)
        if self.isEnabled():
            self._paint_handle(painter)

    def _paint_bars(self, painter: QPainter) -> None:
        heights = self._distances.heights()
        step = self._span_px() / self.maximum()
        room = self._floor_px() - _TOP_PX
        painter.setPen(Qt.PenStyle.NoPen)
        for distance, height in enumerate(heights.tolist()):
            if not height:
                continue
            is_shown = self.isEnabled() and distance <= self.sliderPosition()
            painter.setBrush(theme.colour(Role.ACCENT if is_shown else Role.LINE))
            tall = max(height * room, 1.5)
            left = self._x_of(distance) - step / 2
            wide = max(step - (1.0 if step > 3 else 0.0), 1.0)
            painter.drawRect(QRectF(left, self._floor_px() - tall, wide, tall))

    def _paint_track(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour(Role.LINE), 1))
        floor = self._floor_px() + 0.5
        painter.drawLine(QLineF(_SIDE_PX, floor, self.width() - _SIDE_PX, floor))

    def _paint_captions(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * _CAPTION_SHARE))
        painter.setFont(font)
        painter.setPen(theme.colour(Role.MUTED))
        row = QRectF(self.rect().adjusted(4, 0, -4, 0))
        row.setTop(self.height() - self._caption_px())
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(row, Qt.AlignmentFlag.AlignRight, self._ends[1])

    def _paint_cut(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour(Role.TEXT), 1, Qt.PenStyle.DashLine))
        x = round(self._x_of(self._distances.cut)) + 0.5
        painter.drawLine(QLineF(x, 1, x, self._floor_px()))

    def _paint_handle(self, painter: QPainter) -> None:
        x = self._x_of(self.sliderPosition())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(Role.ACCENT, 0.45), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._knob(x, _HANDLE_PX + 2))
        painter.setPen(QPen(theme.colour(Role.RAISED), 1.5))
        painter.setBrush(theme.colour(Role.ACCENT))
        painter.drawEllipse(self._knob(x, _HANDLE_PX))

    def _knob(self, x: float, radius: float) -> QRectF:
        middle = self._floor_px() + 0.5
        return QRectF(x - radius, middle - radius, 2 * radius, 2 * radius)

    # --- places

    def _floor_px(self) -> int:
        return self.height() - _KNOB_ROOM_PX - self._caption_px()

    def _caption_px(self) -> int:
        return round(self.fontMetrics().height() * _CAPTION_SHARE)

    def _span_px(self) -> float:
        return max(self.width() - 2 * _SIDE_PX, 1)

    def _x_of(self, distance: int) -> float:
        return _SIDE_PX + self._span_px() * distance / self.maximum()

    def _distance_at(self, x: int) -> int:
        share = (x - _SIDE_PX) / self._span_px()
        return round(min(max(share, 0.0), 1.0) * self.maximum())

    # --- words

    def _chance_in_words(self, expected: float) -> str:
        if expected < 0.5:
            return self.tr("Hardly any of them by chance")
        return self.tr("About %n of them by chance", "", round(expected))

    def _retranslate(self) -> None:
        self._ends = (self.tr("alike"), self.tr("unlike"))
        self.setAccessibleName(self.tr("How unlike photos may be"))
        self.setAccessibleDescription(
            self.tr("Left is more alike. The key A goes to the automatic cut.")
        )
