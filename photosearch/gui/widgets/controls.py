"""Labels and buttons as all pages use them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import SPACE_PX, Role

_LEAST_CHARACTERS = 8


def label(role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a label whose text the mouse and the keyboard can copy.

    Args:
        role: `title`, `heading`, `muted`, or nothing special.
        wraps: Whether long text goes on in the next line.
    """
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(icon: str = "", role: str = "") -> QPushButton:
    """Make a button with words on it.

    Args:
        icon: File in `resources/icons`, without its ending.
        role: `primary`, `danger`, `flat`, or nothing special.
    """
    made = QPushButton()
    made.setProperty("role", role)
    if icon:
        theme.show_icon(made, icon, 16)
    return made


def tool(icon: str, *, checkable: bool = False) -> QToolButton:
    """Make a button that shows an icon alone; its tool tip says what it does."""
    made = QToolButton()
    made.setProperty("role", "flat")
    made.setAutoRaise(True)
    made.setCheckable(checkable)
    theme.show_icon(made, icon)
    return made


def name_tool(target: QWidget, text: str, keys: str = "") -> None:
    """Say what a button with an icon does, to eyes and to screen readers.

    Args:
        target: The button.
        text: What it does.
        keys: The key that does the same, as people read it.
    """
    target.setToolTip(f"{text} ({keys})" if keys else text)
    target.setAccessibleName(text)


def column(
    parent: QWidget | None = None, *, spacing_px: int = SPACE_PX, margin_px: int = 0
) -> QVBoxLayout:
    """Make a layout of things below each other."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    made.setSpacing(spacing_px)
    made.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
    return made


def row(
    parent: QWidget | None = None, *, spacing_px: int = SPACE_PX, margin_px: int = 0
) -> QHBoxLayout:
    """Make a layout of things beside each other."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    made.setSpacing(spacing_px)
    made.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
    return made


def line() -> QFrame:
    """Make a thin line across, between things."""
    made = QFrame()
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


class ElidedLabel(QLabel):
    """One line that gives way: what does not fit is left out in its middle."""

    def __init__(
        self,
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__()
        self._mode = mode
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(width, self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._shown() != self.text() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_muted = self.property("role") == "muted"
        painter.setPen(theme.colour(Role.MUTED if is_muted else Role.TEXT))
        painter.drawText(self.contentsRect(), int(self.alignment()), self._shown())

    def _shown(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), self._mode, width)
