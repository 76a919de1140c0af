"""The grips by which the mouse resizes a box: where they are, and how they look."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from photosearch.gui.theme import Role, colour
from photosearch.gui.widgets.part_shape import GRIPS, Edge

_RADIUS_PX = 5.0
_REACH_PX = 10.0
_FALLING = (Edge.LEFT | Edge.TOP, Edge.RIGHT | Edge.BOTTOM)


def edges_at(point: QPointF, place: QRectF) -> Edge:
    """Return the edges that the mouse would drag.

    Args:
        point: Where it is.
        place: Where the box is.
    """
    reach = QRectF(place)
    reach.adjust(-_REACH_PX, -_REACH_PX, _REACH_PX, _REACH_PX)
    if not reach.contains(point):
        return Edge.NONE
    return _edge_near(
        point.x(), place.left(), place.right(), (Edge.LEFT, Edge.RIGHT)
    ) | _edge_near(point.y(), place.top(), place.bottom(), (Edge.TOP, Edge.BOTTOM))


def cursor_for(edges: Edge) -> Qt.CursorShape:
    """Return the pointer that says which way edges go."""
    if edges in (Edge.LEFT, Edge.RIGHT):
        return Qt.CursorShape.SizeHorCursor
    if edges in (Edge.TOP, Edge.BOTTOM):
        return Qt.CursorShape.SizeVerCursor
    if edges in _FALLING:
        return Qt.CursorShape.SizeFDiagCursor
    return Qt.CursorShape.SizeBDiagCursor


def paint_grips(painter: QPainter, place: QRectF) -> None:
    """Paint a grip at every corner and at the middle of every side of a box."""
    painter.setPen(QPen(colour(Role.ON_PHOTO), 1.5))
    painter.setBrush(colour(Role.ACCENT))
    x = (place.left(), place.center().x(), place.right())
    y = (place.top(), place.center().y(), place.bottom())
    for edges in GRIPS:
        column = _third(edges, Edge.LEFT, Edge.RIGHT)
        line = _third(edges, Edge.TOP, Edge.BOTTOM)
        painter.drawEllipse(QPointF(x[column], y[line]), _RADIUS_PX, _RADIUS_PX)


def _edge_near(at: float, first: float, last: float, edges: tuple[Edge, Edge]) -> Edge:
    # Of a small box, the middle is left to take hold of the whole.
    inside = min(_REACH_PX, (last - first) / 4)
    if at <= first + inside:
        return edges[0]
    return edges[1] if at >= last - inside else Edge.NONE


def _third(edges: Edge, first: Edge, last: Edge) -> int:
    if first in edges:
        return 0
    return 2 if last in edges else 1
