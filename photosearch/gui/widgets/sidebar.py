"""The list of pages at the left of the window."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import SPACE_PX


class Page(Enum):
    """The pages; the value is the icon."""

    PHOTOS = "photos"
    PEOPLE = "people"
    DUPLICATES = "duplicate"
    FOLDERS = "folder"
    MODELS = "model"
    RETRAIN = "retrain"
    ACTIVITY = "activity"


class Sidebar(QFrame):
    """Chooses the page.

    Signals:
        page_chosen: The `Page`.
    """

    page_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.buttons = {page: self._button(page) for page in Page}
        group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PX, 2 * SPACE_PX, SPACE_PX, SPACE_PX)
        box.setSpacing(SPACE_PX // 2)
        for button in self.buttons.values():
            group.addButton(button)
            box.addWidget(button)
        box.addStretch(1)
        self._retranslate()

    def mark(self, page: Page) -> None:
        """Show which page is open."""
        self.buttons[page].setChecked(True)

    def _button(self, page: Page) -> QToolButton:
        button = QToolButton()
        theme.show_icon(button, page.value)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.page_chosen.emit(page))
        return button

    def _retranslate(self) -> None:
        names = {
            Page.PHOTOS: self.tr("Photos"),
            Page.PEOPLE: self.tr("People"),
            Page.DUPLICATES: self.tr("Duplicates"),
            Page.FOLDERS: self.tr("Folders"),
            Page.MODELS: self.tr("Models"),
            Page.RETRAIN: self.tr("Retrain"),
            Page.ACTIVITY: self.tr("Activity"),
        }
        self.setAccessibleName(self.tr("Pages"))
        for page, button in self.buttons.items():
            button.setText(names[page])
            button.setAccessibleName(names[page])

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
