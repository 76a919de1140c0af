"""How a box over a photo is drawn, moved and resized; places are pixels of the photo.

No box leaves the photo, and none becomes smaller than `LEAST_PX` a side.
"""

from enum import Flag, auto

from PySide6.QtCore import QPointF, QRectF, QSizeF

LEAST_PX = 16.0
"""A part smaller than this shows nothing that could be looked for."""


class Edge(Flag):
    """Edges of a box that are dragged; a corner is two of them."""

    NONE = 0
    LEFT = auto()
    TOP = auto()
    RIGHT = auto()
    BOTTOM = auto()


CORNERS = (
    Edge.LEFT | Edge.TOP,
    Edge.RIGHT | Edge.TOP,
    Edge.RIGHT | Edge.BOTTOM,
    Edge.LEFT | Edge.BOTTOM,
)

GRIPS = (*CORNERS, Edge.LEFT, Edge.TOP, Edge.RIGHT, Edge.BOTTOM)
"""Everything that a box can be resized by, corners first."""


def drawn(start: QPointF, end: QPointF, photo: QSizeF) -> QRectF:
    """Return the box between two corners, as far as it lies in the photo."""
    left, width = _span(start.x(), end.x(), photo.width())
    top, height = _span(start.y(), end.y(), photo.height())
    return QRectF(left, top, width, height)


def middle(photo: QSizeF) -> QRectF:
    """Return the box that the keyboard starts from: the middle of the photo."""
    width, height = photo.width() / 2, photo.height() / 2
    corner = QPointF(width / 2, height / 2)
    return drawn(corner, corner + QPointF(width, height), photo)


def moved(box: QRectF, right_px: float, down_px: float, photo: QSizeF) -> QRectF:
    """Return a box elsewhere, as far as it can go."""
    left = min(max(box.left() + right_px, 0.0), photo.width() - box.width())
    top = min(max(box.top() + down_px, 0.0), photo.height() - box.height())
    return QRectF(left, top, box.width(), box.height())


def dragged(box: QRectF, edges: Edge, to: QPointF, photo: QSizeF) -> QRectF:
    """Return a box whose edges went to a point, as far as they can go."""
    left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
    least_x, least_y = _least(photo.width()), _least(photo.height())
    if Edge.LEFT in edges:
        left = min(max(to.x(), 0.0), right - least_x)
    if Edge.RIGHT in edges:
        right = max(min(to.x(), photo.width()), left + least_x)
    if Edge.TOP in edges:
        top = min(max(to.y(), 0.0), bottom - least_y)
    if Edge.BOTTOM in edges:
        bottom = max(min(to.y(), photo.height()), top + least_y)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def grown(box: QRectF, right_px: float, down_px: float, photo: QSizeF) -> QRectF:
    """Return a box that is wider and taller by so much; less than 0 makes it smaller.

    Its right and bottom edges move.
    """
    corner = box.bottomRight() + QPointF(right_px, down_px)
    return dragged(box, Edge.RIGHT | Edge.BOTTOM, corner, photo)


def _span(start: float, end: float, length: float) -> tuple[float, float]:
    """Return where a side begins and how long it is, at least `LEAST_PX`."""
    first, last = (min(max(each, 0.0), length) for each in sorted((start, end)))
    least = _least(length)
    if last - first < least:
        # It grows on from where it was begun.
        first = first if start <= end else last - least
        first = min(max(first, 0.0), length - least)
        last = first + least
    return first, last - first


def _least(length: float) -> float:
    return min(LEAST_PX, length)
