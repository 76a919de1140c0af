"""How one photo of the grid is painted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from photosearch.gui.models.photos import PhotosModel
from photosearch.gui.models.thumbnails import CORNER_SHARE
from photosearch.gui.theme import Role, colour

GAP = 6
_TICK = 22
_TICK_INSET = 7
_OFFLINE_OPACITY = 0.35
_WAITING_OPACITY = 0.6
_RING = 3
# Badges lie on photos, which are light or dark whatever the theme is.
_BADGE = QColor(0, 0, 0, 165)
_BADGE_TEXT = QColor(255, 255, 255)
_SELECTED_SHADE = QColor(0, 0, 0, 50)


class PhotoDelegate(QStyledItemDelegate):
    """Paints a thumbnail, the tick of the selection, and the distance of a match."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place = photo_rect(option.rect)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        is_waiting = index.data(PhotosModel.ID_ROLE) < 0
        if index.data(PhotosModel.IS_OFFLINE_ROLE):
            painter.setOpacity(_OFFLINE_OPACITY)
        elif is_waiting:
            painter.setOpacity(_WAITING_OPACITY)
        if pixmap is None:
            _paint_empty(painter, place)
        else:
            _paint_photo(painter, place, pixmap)
        painter.setOpacity(1.0)
        distance = index.data(PhotosModel.DISTANCE_ROLE)
        if distance is not None:
            _paint_badge(painter, place, str(distance), option.font)
        _paint_state(painter, place, option, is_selectable=not is_waiting)


def photo_rect(cell: QRect) -> QRect:
    """Return where in its cell the photo is painted."""
    half = GAP // 2
    return cell.adjusted(half, half, -half, -half)


def tick_rect(cell: QRect) -> QRect:
    """Return where in its cell a click selects without unselecting the others."""
    corner = photo_rect(cell).topLeft() + QPoint(_TICK_INSET, _TICK_INSET)
    return QRect(corner.x(), corner.y(), _TICK, _TICK)


def _paint_photo(painter: QPainter, place: QRect, pixmap: QPixmap) -> None:
    # One that was fetched for another zoom stands in until its own has come.
    painter.drawPixmap(place, pixmap)


def _paint_empty(painter: QPainter, place: QRect) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.PHOTO))
    radius = CORNER_SHARE * place.width()
    painter.drawRoundedRect(place, radius, radius)


def _paint_badge(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    metrics = QFontMetrics(font)
    height = metrics.height() + 2
    width = max(metrics.horizontalAdvance(text) + 12, height)
    badge = QRect(place.right() - width - 5, place.bottom() - height - 5, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BADGE)
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setPen(_BADGE_TEXT)
    painter.setFont(font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def _paint_state(
    painter: QPainter,
    place: QRect,
    option: QStyleOptionViewItem,
    *,
    is_selectable: bool,
) -> None:
    state, accent = option.state, option.palette.color(QPalette.ColorRole.Highlight)
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    radius = CORNER_SHARE * place.width()
    if is_selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SELECTED_SHADE)
        painter.drawRoundedRect(place, radius, radius)
        _paint_ring(painter, place, QPen(accent, _RING), radius)
    if state & QStyle.StateFlag.State_HasFocus:
        _paint_focus(painter, place, option.palette, radius)
    is_under_mouse = state & QStyle.StateFlag.State_MouseOver
    if is_selected or (is_under_mouse and is_selectable):
        _paint_tick(painter, place, accent if is_selected else None)


def _paint_ring(painter: QPainter, place: QRect, pen: QPen, radius: float) -> None:
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = QRectF(place).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius, radius)


def _paint_focus(
    painter: QPainter, place: QRect, palette: QPalette, radius: float
) -> None:
    """Paint two lines around the current photo: one of them is seen on any photo."""
    text = QPen(palette.color(QPalette.ColorRole.Text), 2)
    base = QPen(palette.color(QPalette.ColorRole.Base), 1.5)
    outer = place.adjusted(-2, -2, 2, 2)
    _paint_ring(painter, outer, text, radius + 2)
    _paint_ring(painter, place, base, radius)


def _paint_tick(painter: QPainter, place: QRect, accent: QColor | None) -> None:
    corner = place.topLeft() + QPoint(_TICK_INSET, _TICK_INSET)
    disc = QRectF(corner.x(), corner.y(), _TICK, _TICK)
    painter.setPen(QPen(_BADGE_TEXT, 1.75))
    painter.setBrush(accent if accent is not None else _BADGE)
    painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
    painter.setPen(
        QPen(
            _BADGE_TEXT,
            2,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    if accent is not None:
        left, top = int(disc.left()), int(disc.top())
        painter.drawPolyline(
            [
                QPoint(left + 6, top + 11),
                QPoint(left + 10, top + 15),
                QPoint(left + 16, top + 8),
            ]
        )
