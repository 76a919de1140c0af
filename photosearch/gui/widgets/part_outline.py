"""The line around a part of a photo, wherever the photo is shown."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from photosearch.gui.theme import Role, colour

OUTLINE_PX = 2.0
_EDGE_PX = 0.75
_EDGE_OPACITY = 0.55


def paint_outline(
    painter: QPainter, place: QRectF, width_px: float = OUTLINE_PX
) -> None:
    """Paint a line that is seen on light and on dark photos alike.

    Args:
        painter: Paints it.
        place: What it goes around; the line lies within.
        width_px: Of the line, without the edges that set it off.
    """
    wide_px = width_px + 2 * _EDGE_PX
    line = place.adjusted(wide_px / 2, wide_px / 2, -wide_px / 2, -wide_px / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (
        QPen(colour(Role.SHADE, _EDGE_OPACITY), wide_px),
        QPen(colour(Role.ON_PHOTO), width_px),
    ):
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(line)
    painter.restore()
