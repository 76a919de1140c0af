"""The face that others shall be like, as a small card in the tray."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.gui import messages, theme
from photosearch.gui.background import Lane
from photosearch.gui.models.example_pictures import ExamplePicture, small_example
from photosearch.gui.models.face_search import FaceWish
from photosearch.gui.models.session import Session
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.controls import ElidedLabel
from photosearch.gui.widgets.small_picture import SmallPicture

_PICTURE_PX = 56
_NAME_PX = 160


class FaceWishCard(QFrame):
    """Shows the face, and takes it out of the search.

    Args:
        session: The open library.
        wish: The face.

    Signals:
        removed: It is not looked for any more.
    """

    removed = Signal()

    def __init__(
        self, session: Session, wish: FaceWish, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._wish = wish
        self._picture = SmallPicture(_PICTURE_PX)
        self._heading, self._name = ElidedLabel(), ElidedLabel("muted")
        self._remove = controls.tool("close")
        theme.show_icon(self._remove, "close", 14)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        self._retranslate()
        library = session.library
        self._task = session.bridge.run(
            Lane.PICTURES,
            lambda: small_example(library, wish.example, 2 * _PICTURE_PX),
            self._show,
            self._on_failure,
        )

    def forget(self) -> None:
        """Load nothing any more: the card is about to go."""
        self._task.cancel()

    def _lay_out(self) -> None:
        words = controls.column(spacing_px=2)
        words.addStretch()
        for label in (self._heading, self._name):
            label.setFixedWidth(_NAME_PX)
            words.addWidget(label)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(words)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def _show(self, looked: ExamplePicture) -> None:
        self._picture.show_image(looked.image)

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._picture.show_image(None)
        self.setToolTip(messages.about(error).line)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Faces like this one"))
        self._name.setText(self._wish.name)
        self.setAccessibleName(f"{self._heading.text()}: {self._wish.name}")
        controls.name_tool(self._remove, self.tr("Look for faces no more"))
