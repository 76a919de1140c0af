"""How people are told that something new came to their saved searches."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QToolButton
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import Role, colour

_PADDING_PX = 7
_DOT_PX = 4.5
_DOT_AT = 0.72


class NewsButton(QToolButton):
    """A button with an icon, and a dot on it while there is something new."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._has_news = False
        self.setProperty("role", "flat")
        self.setAutoRaise(True)
        theme.show_icon(self, icon)

    def show_news(self, *, has_news: bool) -> None:
        """Show the dot, or no longer."""
        if has_news != self._has_news:
            self._has_news = has_news
            self.update()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if not self._has_news:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # A rim in the colour of the ground keeps it apart from the icon.
        painter.setPen(QPen(colour(Role.WINDOW), 2))
        painter.setBrush(colour(Role.ACCENT))
        centre = QPointF(_DOT_AT * self.width(), (1 - _DOT_AT) * self.height())
        painter.drawEllipse(centre, _DOT_PX, _DOT_PX)


def news_pill(text: str, font: QFont, scale: float) -> QPixmap:
    """Paint a few words on a pill, for a row of a list.

    Args:
        text: The words.
        font: That of the row.
        scale: The screen's device pixel ratio.
    """
    metrics = QFontMetrics(font)
    size = QSize(metrics.horizontalAdvance(text) + 2 * _PADDING_PX, metrics.height())
    pill = QPixmap(size * scale)
    pill.setDevicePixelRatio(scale)
    pill.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pill)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.ACCENT))
    place = QRectF(0, 0, size.width(), size.height())
    painter.drawRoundedRect(place, size.height() / 2, size.height() / 2)
    painter.setPen(colour(Role.ON_ACCENT))
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pill
