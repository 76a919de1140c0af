"""A line on top of the window that says what did not work, until it is read."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.messages import Message
from photosearch.gui.theme import SPACE_PX


class Banner(QFrame):
    """Shows the last thing that went wrong; it disturbs nothing and can be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._mark = QLabel()
        theme.show_icon(self._mark, "warning")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        )
        self.close_button = QToolButton()
        theme.show_icon(self.close_button, "close", 16)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.close_button)
        self._retranslate()
        self.hide()

    def show_message(self, message: Message) -> None:
        """Say what happened, in place of what was said before."""
        self.words.setText(message.line)
        self.setAccessibleName(message.line)
        self.show()

    def _retranslate(self) -> None:
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.setAccessibleName(self.tr("Close this message"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
