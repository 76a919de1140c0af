"""What opens at a face: who it is, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.face_words import certainty_in_words
from photosearch.gui.models.images import image_in
from photosearch.gui.models.photo_faces import ShownFace
from photosearch.gui.models.session import Session
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.filter_popups import Popup
from photosearch.gui.widgets.name_editor import NameEditor
from photosearch.gui.widgets.small_picture import SmallPicture

_PICTURE_PX = 64
_SOUGHT_PX = 160
_GAP_PX = 8


class FacePopup(Popup):
    """Names a face, searches by it, or says that it is somebody else or no face.

    Args:
        session: The open library.
        parent: The window in which it opens.

    Signals:
        named: A face (`ShownFace`) and the name (str) that somebody gave it.
        confirmed: A face that is the person it was taken for.
        person_asked: Show the photos of a person (`PersonId`).
        like_asked: Show the faces like a face (`ShownFace`).
        rejected: A face that is somebody else's.
        dropped: A face that is none.
    """

    named = Signal(object, str)
    confirmed = Signal(object)
    person_asked = Signal(object)
    like_asked = Signal(object)
    rejected = Signal(object)
    dropped = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._face: ShownFace | None = None
        self._loading = Task()
        self._picture = SmallPicture(_PICTURE_PX)
        self.editor = NameEditor()
        self._certainty = controls.label("muted", wraps=True)
        self.confirm = _choice("check")
        self.photos = _choice("photos")
        self.like = _choice("similar")
        self.reject = _choice("close")
        self.drop = _choice("eye-off")
        self._arrange()
        self._connect()
        self.setFocusProxy(self.editor)

    @property
    def face(self) -> ShownFace | None:
        """The face that it is about."""
        return self._face

    def open_at(self, face: ShownFace, place: QWidget, names: Sequence[str]) -> None:
        """Open it beside a face.

        Args:
            face: The face.
            place: The frame around it.
            names: Those of people who are known.
        """
        self._face = face
        self.editor.set_names(names)
        self.editor.setText(face.name)
        self._show(face)
        self._load(face)
        # What is hidden now must not keep it as high as it was; wrapped words make it
        # as high as this width needs, not as its hint does.
        self.column.activate()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))
        self.move(self._place_beside(place))
        self.show()
        self.editor.setFocus()
        self.editor.selectAll()

    def _place_beside(self, box: QWidget) -> QPoint:
        room = box.screen().availableGeometry()
        corner = box.mapToGlobal(QPoint(box.width() + _GAP_PX, 0))
        if corner.x() + self.width() > room.right():
            before = box.mapToGlobal(QPoint(-_GAP_PX - self.width(), 0))
            corner.setX(max(before.x(), room.left()))
        corner.setY(max(min(corner.y(), room.bottom() - self.height()), room.top()))
        return corner

    def _load(self, face: ShownFace) -> None:
        library = self._session.library
        self._loading.cancel()
        self._picture.show_image(QImage())

        def work() -> QImage | None:
            jpeg = library.face_thumbnail(face.face.id, _SOUGHT_PX)
            return image_in(jpeg) if jpeg else None

        self._loading = self._session.bridge.run(
            Lane.PICTURES,
            work,
            self._picture.show_image,
            lambda _: self._picture.show_image(None),
        )

    # --- what people do

    def _connect(self) -> None:
        self.editor.name_entered.connect(self._on_name_entered)
        self.editor.given_up.connect(self.close)
        for button, signal in (
            (self.confirm, self.confirmed),
            (self.like, self.like_asked),
            (self.reject, self.rejected),
            (self.drop, self.dropped),
        ):
            button.clicked.connect(lambda *_, signal=signal: self._tell(signal))
        self.photos.clicked.connect(self._on_photos_clicked)

    def _tell(self, signal: Signal) -> None:
        face = self._face
        self.close()
        signal.emit(face)  # type: ignore[attr-defined]

    def _on_name_entered(self, name: str) -> None:
        face = self._face
        self.close()
        if face is None or not name.strip():
            return
        if name.strip() != face.name:
            self.named.emit(face, name.strip())
        elif not face.face.is_confirmed:
            self.confirmed.emit(face)

    def _on_photos_clicked(self) -> None:
        face = self._face
        self.close()
        if face is not None and face.person is not None:
            self.person_asked.emit(face.person.id)

    # --- looks

    def _arrange(self) -> None:
        words = controls.column()
        words.addWidget(self.editor)
        words.addWidget(self._certainty)
        words.addStretch()
        top = controls.row(spacing_px=_GAP_PX * 3 // 2)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.column.addLayout(top)
        self.column.addWidget(controls.line())
        choices = controls.column(spacing_px=2)
        for button in (self.confirm, self.photos, self.like, self.reject, self.drop):
            choices.addWidget(button)
        self.column.addLayout(choices)

    def _show(self, face: ShownFace) -> None:
        name = face.name
        certainty = certainty_in_words(face.face)
        self._certainty.setText(certainty or self.tr("Nobody is known to look like it"))
        self.setAccessibleName(name or self.tr("A face without a name"))
        self.editor.setPlaceholderText(self.tr("Who is this?"))
        self.editor.setAccessibleName(self.tr("Name of this person"))
        has_person = face.person is not None
        self.confirm.setVisible(bool(name) and not face.face.is_confirmed)
        self.photos.setVisible(has_person)
        self.reject.setVisible(has_person)
        who = _as_label(name)
        self.confirm.setText(self.tr("Yes, this is {0}").format(who))
        self.photos.setText(
            self.tr("Photos of {0}").format(who)
            if name
            else self.tr("Photos of this person")
        )
        self.reject.setText(
            self.tr("This is not {0}").format(who)
            if name
            else self.tr("Not the same person")
        )
        self.like.setText(self.tr("Faces like this one"))
        self.drop.setText(self.tr("This is not a face"))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # Keys that leaf through photos, or leave them, are for the viewer below.
            event.accept()
            return True
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange and self._face is not None:
            self._show(self._face)
        super().changeEvent(event)


def _choice(icon: str) -> QPushButton:
    made = QPushButton()
    made.setProperty("role", "choice")
    made.setAutoDefault(False)
    theme.show_icon(made, icon, 16)
    return made


def _as_label(name: str) -> str:
    # A button takes & for the mark of a shortcut.
    return name.replace("&", "&&")
