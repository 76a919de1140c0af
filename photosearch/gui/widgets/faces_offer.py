"""What the search for faces is, for who has not switched it on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from photosearch.gui import messages, theme
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls

_WIDTH_PX = 520
_ICON_PX = 48
_SIGN_PX = 20
_TEXT_PX = 480
_SIGNS = ("people", "drive", "clock", "trash")


class FacesOffer(QWidget):
    """Says what happens, where it stays, how long it takes, and how it is undone.

    Signals:
        look_asked: Look for faces.
    """

    look_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._photos = 0
        self._heading = controls.label("title")
        self._points = [controls.label(wraps=True) for _ in _SIGNS]
        self.look = controls.button(role="primary")
        self.look.clicked.connect(self.look_asked)
        self._arrange()
        self._retranslate()

    def show_count(self, photos: int) -> None:
        """Say how many photos would be looked at."""
        self._photos = photos
        self._retranslate()

    def _arrange(self) -> None:
        inner = QFrame()
        inner.setFixedWidth(_WIDTH_PX)
        box = controls.column(inner, spacing_px=2 * SPACE_PX)
        picture = QLabel()
        picture.setFixedHeight(_ICON_PX)
        theme.show_icon(picture, "faces", _ICON_PX)
        box.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, point in zip(_SIGNS, self._points, strict=True):
            sign = QLabel()
            theme.show_icon(sign, name, _SIGN_PX)
            row = controls.row(spacing_px=2 * SPACE_PX)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            point.setFixedWidth(_TEXT_PX)
            row.addWidget(point)
            row.addStretch()
            box.addLayout(row)
        box.addSpacing(SPACE_PX)
        box.addWidget(self.look, 0, Qt.AlignmentFlag.AlignHCenter)
        column = controls.column(self)
        column.addStretch(2)
        column.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Find the people in your photos"))
        self.look.setText(self.tr("Look for faces"))
        texts = (
            self.tr(
                "Faces are looked for in your photos, and those of the same person are "
                "put together. You give a name once, and find all photos of somebody."
            ),
            self.tr(
                "Everything stays on this computer. No photo, no face and no name is "
                "sent anywhere, and your photo files are not touched."
            ),
            self.tr(
                "Each of your {0} is looked at once, which takes about as long as "
                "indexing did. It can be paused or cancelled at any time and goes on "
                "from there; new photos are looked at as they come."
            ).format(messages.photos(self._photos)),
            self.tr(
                "It is off until you switch it on. You can switch it off again, and "
                "delete all faces and names at once."
            ),
        )
        for point, text in zip(self._points, texts, strict=True):
            point.setText(text)
            # A layout that centres does not ask how high text of this width is.
            point.setMinimumHeight(point.heightForWidth(_TEXT_PX))
