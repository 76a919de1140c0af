"""A part of a photo, outlined wherever the photo is shown."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from photosearch.gui.theme import Role, colour
from photosearch.spec.regions import Box

_WIDTH_PX = 2.0
_EDGE_OPACITY = 0.55


def place_of(part: Box, photo: QRectF) -> QRectF:
    """Return where a part lies.

    Args:
        part: The part, in shares of the photo.
        photo: Where the whole photo lies.
    """
    return QRectF(
        photo.left() + part.left * photo.width(),
        photo.top() + part.top * photo.height(),
        part.width * photo.width(),
        part.height * photo.height(),
    )


def part_at(place: QRectF, photo: QRectF) -> Box:
    """Return which part of a photo lies in a place.

    Args:
        place: Within the photo, and not empty.
        photo: Where the whole photo lies.
    """
    left = min(max((place.left() - photo.left()) / photo.width(), 0.0), 1.0)
    top = min(max((place.top() - photo.top()) / photo.height(), 0.0), 1.0)
    # Nothing may stick out, however the division was rounded.
    width = min(place.width() / photo.width(), 1.0 - left)
    height = min(place.height() / photo.height(), 1.0 - top)
    return Box(left, top, width, height)


def paint_outline(painter: QPainter, place: QRectF) -> None:
    """Paint a line that is seen on light and on dark photos alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = _WIDTH_PX / 2
    for pen in (
        QPen(colour(Role.SHADE, _EDGE_OPACITY), 2 * _WIDTH_PX + 1),
        QPen(colour(Role.ON_PHOTO), _WIDTH_PX),
    ):
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(place.adjusted(inset, inset, -inset, -inset))
    painter.restore()
