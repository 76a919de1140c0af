"""How one photo of the grid is painted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from photosearch.gui.models.photos import Cell, PhotosModel
from photosearch.gui.models.thumbnails import CORNER_SHARE
from photosearch.gui.theme import Role, colour
from photosearch.gui.widgets.mark_badges import mark_at, paint_mark, paint_offer
from photosearch.gui.widgets.part_outline import paint_outline

_GAP = 6
_TICK = 22
_TICK_INSET = 7
_OFFLINE_OPACITY = 0.35
_WAITING_OPACITY = 0.6
_WRONG_OPACITY = 0.45
_RING = 3
_OUTLINE_PX = 1.5
# These lie on photos, which are light or dark whatever the theme is.
_ON_PHOTO = QColor(255, 255, 255)
_BADGE_OPACITY = 0.65
_SELECTED_OPACITY = 0.2

_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus

Paint = Callable[[QPainter, QRectF], None]


class PhotoDelegate(QStyledItemDelegate):
    """Paints a thumbnail, the tick of the selection, and what was matched."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stamps: dict[tuple[str, int, float], QPixmap] = {}

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place, cell = photo_rect(option.rect), index.data(PhotosModel.CELL_ROLE)
        painter.setOpacity(_opacity(cell))
        if cell.thumbnail is None:
            self._stamp(painter, place, "empty", _paint_empty)
        else:
            # One that was fetched for another zoom stands in until its own has come.
            painter.drawPixmap(place, cell.thumbnail)
        if cell.region is not None:
            paint_outline(painter, _scaled(cell.region, place), _OUTLINE_PX)
        painter.setOpacity(1.0)
        if cell.distance is not None:
            _paint_badge(painter, place, str(cell.distance), option.font)
        state = option.state
        if state & _SELECTED:
            self._stamp(painter, place, "selected", _paint_selected)
        elif state & _HOVERED and not cell.is_waiting:
            self._stamp(painter, place, "hovered", _paint_hovered)
        if state & _HOVERED and cell.distance is not None:
            self._stamp(painter, place, "offer", paint_offer)
        if cell.is_right is not None:
            paint = partial(paint_mark, is_right=cell.is_right)
            self._stamp(painter, place, "right" if cell.is_right else "wrong", paint)
        if state & _FOCUSED:
            self._stamp(painter, place.adjusted(-2, -2, 2, 2), "focus", _paint_focus)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        words = self._words_about_mark(event, option, index)
        if not words:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def _words_about_mark(
        self,
        event: QHelpEvent,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> str:
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return ""
        asked = mark_at(photo_rect(option.rect), event.pos())
        cell = index.data(PhotosModel.CELL_ROLE)
        if asked is None or cell.distance is None:
            return ""
        if asked is cell.is_right:
            return self.tr("Call it neither right nor wrong (Backspace)")
        if asked:
            return self.tr("Right: look for more like it (+)")
        return self.tr("Wrong: look for others (-)")

    def forget_looks(self) -> None:
        """Paint in the colours of now: the theme is another."""
        self._stamps.clear()

    def _stamp(self, painter: QPainter, place: QRect, name: str, paint: Paint) -> None:
        """Paint what looks the same on many photos from a pixmap: ten times faster."""
        ratio = painter.device().devicePixelRatio()
        key = (name, place.width(), ratio)
        stamp = self._stamps.get(key)
        if stamp is None:
            stamp = self._stamps[key] = _painted(place, ratio, paint)
        painter.drawPixmap(place, stamp)


def _opacity(cell: Cell) -> float:
    if cell.is_waiting:
        return _WAITING_OPACITY
    if cell.is_offline:
        return _OFFLINE_OPACITY
    return _WRONG_OPACITY if cell.is_right is False else 1.0


def photo_rect(cell: QRect) -> QRect:
    """Return where in its cell the photo is painted."""
    half = _GAP // 2
    return cell.adjusted(half, half, -half, -half)


def tick_rect(cell: QRect) -> QRect:
    """Return where in its cell a click selects without unselecting the others."""
    place = photo_rect(cell)
    return QRect(place.x() + _TICK_INSET, place.y() + _TICK_INSET, _TICK, _TICK)


def _scaled(shares: QRectF, place: QRect) -> QRectF:
    side = place.width()
    corner = QPointF(place.topLeft()) + shares.topLeft() * side
    return QRectF(corner, shares.size() * side)


def _painted(place: QRect, ratio: float, paint: Paint) -> QPixmap:
    stamp = QPixmap(place.size() * ratio)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRectF(0, 0, place.width(), place.height()))
    painter.end()
    return stamp


def _paint_empty(painter: QPainter, place: QRectF) -> None:
    _fill(painter, place, colour(Role.PHOTO))


def _paint_selected(painter: QPainter, place: QRectF) -> None:
    accent = colour(Role.ACCENT)
    _fill(painter, place, colour(Role.SHADE, _SELECTED_OPACITY))
    _ring(painter, place, QPen(accent, _RING))
    disc = _disc(painter, accent, colour(Role.ON_ACCENT))
    tick = QPen(colour(Role.ON_ACCENT), 2)
    tick.setCapStyle(Qt.PenCapStyle.RoundCap)
    tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(tick)
    corners = ((6, 11.5), (9.5, 15), (16, 8))
    painter.drawPolyline([disc.topLeft() + QPointF(x, y) for x, y in corners])


def _paint_hovered(painter: QPainter, place: QRectF) -> None:
    _disc(painter, colour(Role.SHADE, _SELECTED_OPACITY * 2), _ON_PHOTO)


def _paint_focus(painter: QPainter, place: QRectF) -> None:
    """Paint two lines around the current photo: one of them is seen on any photo."""
    _ring(painter, place, QPen(colour(Role.TEXT), 2))
    _ring(painter, place.adjusted(2, 2, -2, -2), QPen(colour(Role.SURFACE), 1.5))


def _disc(painter: QPainter, filling: QColor, line: QColor) -> QRectF:
    disc = QRectF(_TICK_INSET, _TICK_INSET, _TICK, _TICK)
    painter.setPen(QPen(line, 1.75))
    painter.setBrush(filling)
    painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
    return disc


def _fill(painter: QPainter, place: QRectF, filling: QColor) -> None:
    radius = CORNER_SHARE * place.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(filling)
    painter.drawRoundedRect(place, radius, radius)


def _ring(painter: QPainter, place: QRectF, pen: QPen) -> None:
    half, radius = pen.widthF() / 2, CORNER_SHARE * place.width()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(half, half, -half, -half), radius, radius)


def _paint_badge(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    metrics = QFontMetrics(font)
    height = metrics.height() + 2
    width = max(metrics.horizontalAdvance(text) + 12, height)
    badge = QRect(place.right() - width - 5, place.bottom() - height - 5, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.SHADE, _BADGE_OPACITY))
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setPen(_ON_PHOTO)
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
