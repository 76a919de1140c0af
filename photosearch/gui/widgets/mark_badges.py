"""The badges by which photos of a result are called right or wrong."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from photosearch.gui.theme import Role, colour

_SIDE_PX = 24
_SIDE_SHARE = 0.19
_INSET_PX = 6
_GAP_PX = 4
_RESTING_OPACITY = 0.6
# Corners of the signs, in shares of the badge: a tick and a cross, whatever the colour.
_TICK = (((0.28, 0.53), (0.44, 0.68), (0.73, 0.36)),)
_CROSS = (((0.34, 0.34), (0.66, 0.66)), ((0.66, 0.34), (0.34, 0.66)))


def mark_at(photo: QRect, point: QPoint) -> bool | None:
    """Return what a click calls a photo: right (True) or wrong; None beside the badges.

    Args:
        photo: Where the photo is painted.
        point: Where the mouse is.
    """
    hit = [each for each in (True, False) if _place(photo, each).contains(point)]
    return hit[0] if hit else None


def paint_mark(painter: QPainter, photo: QRectF, *, is_right: bool) -> None:
    """Paint the badge of a photo that was called right or wrong."""
    filling = colour(Role.GOOD if is_right else Role.DANGER)
    _paint(painter, photo, is_right, filling, colour(Role.ON_ACCENT))


def paint_offer(painter: QPainter, photo: QRectF) -> None:
    """Paint both badges as they wait to be clicked."""
    for is_right in (True, False):
        filling = colour(Role.SHADE, _RESTING_OPACITY)
        _paint(painter, photo, is_right, filling, colour(Role.ON_PHOTO))


def _place(photo: QRect, is_right: bool) -> QRect:
    side = min(_SIDE_PX, round(_SIDE_SHARE * photo.width()))
    left = photo.left() + _INSET_PX + (0 if is_right else side + _GAP_PX)
    return QRect(left, photo.bottom() + 1 - _INSET_PX - side, side, side)


def _paint(
    painter: QPainter, photo: QRectF, is_right: bool, filling: QColor, line: QColor
) -> None:
    place = QRectF(_place(photo.toRect(), is_right))
    painter.setPen(QPen(colour(Role.ON_PHOTO), 1.5))
    painter.setBrush(filling)
    painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    sign = QPen(line, 2)
    sign.setCapStyle(Qt.PenCapStyle.RoundCap)
    sign.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(sign)
    for corners in _TICK if is_right else _CROSS:
        painter.drawPolyline(
            [place.topLeft() + QPointF(x, y) * place.width() for x, y in corners]
        )
