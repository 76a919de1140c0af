"""What a new user sees first: where photos come from."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import SPACE_PX

_ICON_PX = 96
_WIDTH_PX = 560


class WelcomePage(QFrame):
    """Asks for folders as long as there are none.

    Signals:
        folders_dropped: Folders to index, a tuple of `Path`.
        choice_asked: The user wants to choose a folder.
        demo_asked: The user wants to try it on drawn pictures.
    """

    folders_dropped = Signal(object)
    choice_asked = Signal()
    demo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        picture = QLabel()
        picture.setPixmap(theme.logo(_ICON_PX, self.devicePixelRatioF()))
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._words, self._private = QLabel(), QLabel()
        for label in (self._words, self._private):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._private.setProperty("role", "muted")
        self.choose, self.demo = QPushButton(), QPushButton()
        self.choose.setProperty("role", "primary")
        self.choose.clicked.connect(self.choice_asked)
        self.demo.clicked.connect(self.demo_asked)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_PX)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.demo)
        buttons.addStretch(1)
        column = QWidget()
        column.setMaximumWidth(_WIDTH_PX)
        box = QVBoxLayout(column)
        box.setSpacing(2 * SPACE_PX)
        box.addStretch(2)
        for label in (picture, self._title):
            box.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._words)
        box.addSpacing(SPACE_PX)
        box.addLayout(buttons)
        box.addSpacing(SPACE_PX)
        box.addWidget(self._private)
        box.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Where are your photos?"))
        self._words.setText(
            self.tr(
                "Choose a folder, or drop folders here. Photos appear at once and can "
                "be searched while the rest is still being indexed."
            )
        )
        self.choose.setText(self.tr("&Choose a folder…"))
        self.demo.setText(self.tr("&Try it with drawn pictures"))
        self._private.setText(
            self.tr(
                "Your photos stay where they are and are only read. Nothing leaves "
                "this computer."
            )
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _folders(event):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.folders_dropped.emit(_folders(event))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _folders(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    paths = (Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    return tuple(path for path in paths if path.is_dir())
