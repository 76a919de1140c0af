"""What a retraining brought, measure by measure, before and after."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models import retraining_words as words
from photosearch.gui.theme import SPACE_PX, Role
from photosearch.gui.widgets import controls
from photosearch.spec.retraining_report import Compared

GAINS = frozenset({"views_first", "views_map", "bursts", "copies_first"})
"""Measures of which more is better; agreement with the old model is none of them."""

_BAR_PX = (140, 18)
_LEAST_SPAN = 0.05
_MARK_PX = 4.0


class IntervalBar(QWidget):
    """A difference and the interval that it lies in, left and right of no difference.

    Args:
        compared: The measure.
        span: The largest difference that the bar has room for.
    """

    def __init__(self, compared: Compared, span: float) -> None:
        super().__init__()
        self._compared, self._span = compared, span
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(*_BAR_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(QPen(theme.colour(Role.LINE), 1))
        painter.drawLine(0, round(middle), self.width(), round(middle))
        painter.setPen(QPen(theme.colour(Role.MUTED), 1))
        painter.drawLine(round(self._x(0)), 1, round(self._x(0)), self.height() - 1)
        tint = theme.colour(role_of(self._compared))
        low, high = self._x(self._compared.low), self._x(self._compared.high)
        shade = theme.colour(role_of(self._compared), 0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(QRectF(low, middle - 4, max(high - low, 2), 8), 4, 4)
        painter.setBrush(tint)
        at = self._x(self._compared.after - self._compared.before)
        side = 2 * _MARK_PX
        painter.drawEllipse(QRectF(at - _MARK_PX, middle - _MARK_PX, side, side))

    def _x(self, difference: float) -> float:
        room = self.width() - 2 * _MARK_PX
        share = min(max(difference / self._span, -1.0), 1.0)
        return _MARK_PX + room * (share + 1) / 2


class MeasuresTable(QFrame):
    """A line for each measure: before, after, the difference and its interval."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._measures: tuple[Compared, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(4 * [2 * SPACE_PX]))
        self._grid.setHorizontalSpacing(2 * SPACE_PX)
        self._grid.setVerticalSpacing(SPACE_PX)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(4, 2)

    def show_measures(self, measures: Sequence[Compared]) -> None:
        """Show what was measured."""
        self._measures = tuple(measures)
        self._fill()

    def texts(self) -> list[list[str]]:
        """Return the words of every line from the top, without what is painted."""
        lines = []
        for row in range(self._grid.rowCount()):
            cells = [self._grid.itemAtPosition(row, column) for column in range(4)]
            shown = [cell.widget() for cell in cells if cell is not None]
            lines.append([each.text() for each in shown if isinstance(each, QLabel)])
        return [line for line in lines if line]

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        titles = (
            self.tr("Measured on photos it did not learn from"),
            self.tr("Before"),
            self.tr("After"),
            self.tr("Change"),
            self.tr("95 % sure to lie between"),
        )
        for column, title in enumerate(titles):
            # The long ones give way where the window is narrow.
            label = controls.label("muted", wraps=column in (0, 4))
            self._add(0, column, label, title)
        for row, compared in enumerate(self._measures, start=1):
            self._fill_line(row, compared)

    def _fill_line(self, row: int, compared: Compared) -> None:
        name = controls.label(wraps=True)
        name.setToolTip(words.measure_help(compared.measure))
        self._add(row, 0, name, words.measure(compared.measure))
        for column, value in ((1, compared.before), (2, compared.after)):
            self._add(row, column, controls.label(), words.share(value))
        change = controls.label("heading")
        self._add(row, 3, change, words.gain(compared.after - compared.before))
        if compared.measure not in GAINS:
            return
        bar = IntervalBar(compared, _span(self._measures))
        bar.setToolTip(
            self.tr(
                "{0} percentage points, from %n question(s)", "", compared.queries
            ).format(words.interval(compared))
        )
        bar.setAccessibleName(bar.toolTip())
        self._grid.addWidget(bar, row, 4)

    def _add(self, row: int, column: int, label: QLabel, text: str) -> None:
        label.setText(text)
        if column in (1, 2, 3):
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            label.setAlignment(right)
        self._grid.addWidget(label, row, column)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)


def role_of(compared: Compared) -> Role:
    """Return the colour of a difference: a sure gain, a sure loss, or neither."""
    if compared.low > 0:
        return Role.GOOD
    return Role.DANGER if compared.high < 0 else Role.MUTED


def _span(measures: Sequence[Compared]) -> float:
    ends = [
        abs(end)
        for each in measures
        if each.measure in GAINS
        for end in (each.low, each.high, each.after - each.before)
    ]
    return max([*ends, _LEAST_SPAN])
