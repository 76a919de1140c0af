"""What a page shows where there is nothing to show: why, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from photosearch.gui import theme
from photosearch.gui.widgets.controls import label

_ICON_PX = 48
_TEXT_PX = 420


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and buttons below them."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        theme.show_icon(picture, icon, _ICON_PX)
        self._heading, self._text = label("heading"), label("muted", wraps=True)
        self._text.setFixedWidth(_TEXT_PX)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for widget in (picture, self._heading, self._text):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def set_texts(self, heading: str, text: str) -> None:
        """Say what is the matter, and what it means."""
        self._heading.setText(heading)
        self._text.setText(text)
        # A layout that centres does not ask how high text of this width is.
        self._text.setMinimumHeight(self._text.heightForWidth(_TEXT_PX))

    def add_button(self, button: QPushButton) -> None:
        """Offer something to do about it."""
        if self._buttons.isEmpty():
            self._buttons.addStretch()
            self._buttons.addStretch()
        self._buttons.insertWidget(self._buttons.count() - 1, button)
