"""One curve that grows while something is learned, painted small."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import SPACE_PX, Role

Point = tuple[int, float]

_SIZE_PX = (220, 112)
_CAPTION_SHARE = 0.85
_DOT_PX = 3.5
_RADIUS_PX = 8


class CurveChart(QWidget):
    """A figure over the steps, with its name and its last value above it.

    Args:
        is_share: Whether values are shares from 0 to 1, read as percentages.
    """

    def __init__(self, *, is_share: bool = False) -> None:
        super().__init__()
        self._is_share = is_share
        self._title = ""
        self._points: tuple[Point, ...] = ()
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def points(self) -> tuple[Point, ...]:
        """Steps and values that are shown."""
        return self._points

    def set_title(self, title: str) -> None:
        """Name the figure."""
        self._title = title
        self.setAccessibleName(title)
        self.update()

    def set_points(self, points: Sequence[Point], total: int) -> None:
        """Show a curve.

        Args:
            points: Steps and values, ordered by step.
            total: How many steps there will be; 0 while that is not known.
        """
        self._points, self._total = tuple(points), total
        self.setAccessibleDescription(self._description())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(*_SIZE_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SIZE_PX[0] * 2 // 3, _SIZE_PX[1])

    # --- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Role.LINE), 1))
        painter.setBrush(theme.colour(Role.SURFACE))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, _RADIUS_PX, _RADIUS_PX)
        self._paint_heading(painter)
        if self._points:
            self._paint_scale(painter)
            self._paint_curve(painter)

    def _paint_heading(self, painter: QPainter) -> None:
        row = QRectF(self.rect()).adjusted(SPACE_PX * 1.5, SPACE_PX, -SPACE_PX * 1.5, 0)
        row.setHeight(self.fontMetrics().height())
        last = self._shown(self._points[-1][1]) if self._points else ""
        painter.setFont(self._bold())
        painter.setPen(theme.colour(Role.TEXT))
        painter.drawText(row, Qt.AlignmentFlag.AlignRight, last)
        row.setRight(row.right() - painter.fontMetrics().horizontalAdvance(last) - 8)
        painter.setFont(self.font())
        painter.setPen(theme.colour(Role.MUTED))
        title = self.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(row.width())
        )
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft, title)

    def _paint_scale(self, painter: QPainter) -> None:
        """Draw a line at the highest and the lowest value, named at the left."""
        place = self._place()
        painter.setFont(self._small())
        for value in self._range():
            y = self._at(place, self._points[0][0], value).y()
            painter.setPen(QPen(theme.colour(Role.LINE), 1))
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
            painter.setPen(theme.colour(Role.MUTED))
            label = QRectF(0, y - 8, place.left() - 6, 16)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(label, align, self._shown(value))

    def _paint_curve(self, painter: QPainter) -> None:
        place = self._place()
        line = [self._at(place, step, value) for step, value in self._points]
        area = QPainterPath(QPointF(line[0].x(), place.bottom()))
        for point in (*line, QPointF(line[-1].x(), place.bottom())):
            area.lineTo(point)
        shade = QLinearGradient(place.topLeft(), place.bottomLeft())
        shade.setColorAt(0, theme.colour(Role.ACCENT, 0.25))
        shade.setColorAt(1, theme.colour(Role.ACCENT, 0.02))
        painter.fillPath(area, shade)
        painter.setPen(QPen(theme.colour(Role.ACCENT), 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(QPen(theme.colour(Role.SURFACE), 1.5))
        painter.setBrush(theme.colour(Role.ACCENT))
        painter.drawEllipse(line[-1], _DOT_PX, _DOT_PX)

    # --- places

    def _place(self) -> QRectF:
        """Return where the curve is painted."""
        widest = max(
            self.fontMetrics().horizontalAdvance(self._shown(value))
            for value in self._range()
        )
        top = SPACE_PX * 2.5 + self.fontMetrics().height()
        left = SPACE_PX * 1.5 + widest
        return QRectF(self.rect()).adjusted(left, top, -SPACE_PX * 1.5, -SPACE_PX * 1.5)

    def _range(self) -> tuple[float, float]:
        values = [value for _, value in self._points]
        low, high = min(values), max(values)
        # A curve without ups and downs runs through the middle.
        least = 0.01 if self._is_share else max(abs(high), 1e-6) * 0.02
        lacking = max(least - (high - low), 0.0) / 2
        return low - lacking, high + lacking

    def _at(self, place: QRectF, step: int, value: float) -> QPointF:
        low, high = self._range()
        last = max(self._total, self._points[-1][0], 1)
        return QPointF(
            place.left() + place.width() * step / last,
            place.bottom() - place.height() * (value - low) / (high - low),
        )

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * _CAPTION_SHARE))
        return font

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # --- words

    def _shown(self, value: float) -> str:
        locale = QLocale()
        if self._is_share:
            return f"{locale.toString(100.0 * value, 'f', 1)} %"
        return locale.toString(float(value), "f", 2 if abs(value) >= 0.1 else 4)

    def _description(self) -> str:
        if not self._points:
            return self.tr("Nothing measured yet")
        return self.tr("At first {0}, now {1}, after {2} of {3} steps").format(
            self._shown(self._points[0][1]),
            self._shown(self._points[-1][1]),
            self._points[-1][0],
            max(self._total, self._points[-1][0]),
        )
