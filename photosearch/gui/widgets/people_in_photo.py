"""Who is on a photo, as small faces with names."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models.face_words import certainty_in_words
from photosearch.gui.models.photo_faces import ShownFace
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls

_FACE_PX = 32


class PeopleInPhoto(QWidget):
    """A heading and a button for each person; hidden where there is nobody.

    Args:
        session: The open library.

    Signals:
        person_asked: Show the photos of a person (`PersonId`).
    """

    person_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._thumbnails = Thumbnails(session)
        self._thumbnails.set_side(round(_FACE_PX * self.devicePixelRatioF()))
        self._faces: tuple[ShownFace, ...] = ()
        self._buttons: dict[int, QPushButton] = {}
        self._heading = controls.label("heading")
        self._nobody = controls.label("muted", wraps=True)
        self._rows = controls.column(spacing_px=2)
        column = controls.column(self)
        column.addWidget(self._heading)
        column.addLayout(self._rows)
        column.addWidget(self._nobody)
        self._thumbnails.changed.connect(self._show_face)
        self._show()

    @property
    def names(self) -> list[str]:
        """The people as they are named here."""
        return [button.text() for button in self._buttons.values()]

    def show_faces(self, faces: Sequence[ShownFace]) -> None:
        """Show whose faces these are."""
        if tuple(faces) != self._faces:
            self._faces = tuple(faces)
            self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # Hidden at once: it is deleted only when the event loop runs again.
                widget.hide()
                widget.deleteLater()
        self._buttons.clear()
        shown = set()
        for each in self._faces:
            # Somebody may be on a photo twice, as in a mirror.
            if each.name and each.face.person not in shown:
                shown.add(each.face.person)
                self._rows.addWidget(self._button(each))
                self._show_face(each.face.id)
        self._retranslate()

    def _button(self, shown: ShownFace) -> QPushButton:
        button = QPushButton(shown.name.replace("&", "&&"))
        button.setProperty("role", "choice")
        button.setIconSize(QSize(_FACE_PX, _FACE_PX))
        theme.show_icon(button, "person", _FACE_PX)
        button.setToolTip(certainty_in_words(shown.face))
        button.setAccessibleName(self.tr("Photos of {0}").format(shown.name))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        person = shown.face.person
        button.clicked.connect(lambda: self.person_asked.emit(person))
        self._buttons[shown.face.id] = button
        return button

    def _show_face(self, key: int) -> None:
        button = self._buttons.get(key)
        shown = next((each for each in self._faces if each.face.id == key), None)
        if button is None or shown is None:
            return
        picture = self._thumbnails.get(key, shown.face.id)
        if picture is not None:
            # The theme shall not put the sign for a person back.
            button.setProperty("icon_name", "")
            button.setIcon(QIcon(picture))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        unnamed = sum(not each.name for each in self._faces)
        self.setVisible(bool(self._faces))
        self._heading.setText(self.tr("People"))
        self._nobody.setVisible(unnamed > 0)
        self._nobody.setText(self.tr("%n face(s) without a name", "", unnamed))
        self._nobody.setContentsMargins(SPACE_PX, 0, 0, 0)
