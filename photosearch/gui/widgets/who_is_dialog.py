"""A window that tells who is on a picture from anywhere."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.face_records import WhoIs
from photosearch.gui import messages
from photosearch.gui.models.arrivals import Arrival, arrival, may_be_picture
from photosearch.gui.models.session import Session
from photosearch.gui.models.who_is import Asked, WhoIsQuestion
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.candidates_panel import CandidatesPanel
from photosearch.gui.widgets.empty_state import EmptyState
from photosearch.gui.widgets.face_boxes import FaceBoxes, FramedFace
from photosearch.gui.widgets.picture_view import PictureView

_SIZE_PX = (980, 660)
_SHARE_OF_SCREEN = 0.9


class WhoIsDialog(QDialog):
    """Shows a picture, the faces on it, and who each of them may be.

    Args:
        session: The open library.

    Signals:
        person_asked: Show the photos of a person (`PersonId`).
        like_asked: Show the faces like one (`FaceWish`).
    """

    person_asked = Signal(object)
    like_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.question = WhoIsQuestion(session, self)
        self.view = PictureView()
        self.boxes = FaceBoxes(self.view)
        self.panel = CandidatesPanel(session)
        self._start = EmptyState("person-question")
        self._stack = QStackedWidget()
        self.open_button, self.paste_button = (
            controls.button("open"),
            controls.button("paste"),
        )
        self._close = controls.button()
        self._arrange()
        self._connect()
        self._retranslate()

    def ask_about_file(self, path: Path) -> None:
        """Tell who is on the picture in a file."""
        self._take(Arrival(paths=(path,)))

    def open_file(self) -> None:
        """Let somebody choose a picture."""
        dialog = QFileDialog(self, self.tr("Who is this?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.ask_about_file(Path(name)))
        dialog.open()

    @override
    def done(self, arg__1: int) -> None:
        self.question.cancel()
        self.panel.clear()
        super().done(arg__1)

    # --- what comes

    def _take(self, arrived: Arrival) -> None:
        if arrived.is_useful:
            self.panel.show_words(self.tr("Looking for faces…"))
            self.question.ask_about(arrived, self.tr("pasted picture"))
        else:
            self.panel.show_words(self.tr("There is no picture in it."))
            self._stack.setCurrentIndex(1)

    def _on_picture(self, asked: Asked) -> None:
        image = asked.picture.image
        self.setWindowTitle(self.tr("Who is on {0}?").format(asked.picture.name))
        self.boxes.show_faces(())
        self._stack.setCurrentIndex(1)
        self.view.show_picture(image, image.width(), image.height())

    def _on_answered(self, faces: tuple[WhoIs, ...]) -> None:
        self._show_frames(faces)
        if faces:
            boxes = [each.found.box for each in faces]
            largest = max(boxes, key=lambda box: box.width * box.height)
            self._choose(boxes.index(largest))
        else:
            self.panel.show_words(self.tr("No face was found on this picture."))

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._stack.setCurrentIndex(1)
        self.panel.show_words(messages.about(error).line)

    def _show_frames(self, faces: tuple[WhoIs, ...]) -> None:
        framed = []
        for each in faces:
            names = [who.person.name for who in each.candidates if who.is_close]
            name = next((name for name in names if name), "")
            framed.append(
                FramedFace(each.found.box, self.tr("{0}?").format(name) if name else "")
            )
        self.boxes.show_faces(framed)

    def _choose(self, number: int) -> None:
        """Tell about one of the faces."""
        faces = self.question.faces
        self.panel.show_face(faces[number], number + 1, len(faces))
        self.boxes.mark(number)

    def _on_like_asked(self, face: WhoIs) -> None:
        wish = self.question.wish(face)
        self.accept()
        self.like_asked.emit(wish)

    def _on_person_asked(self, person: object) -> None:
        self.accept()
        self.person_asked.emit(person)

    # --- dropping and keys

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_be_picture(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._take(arrival(event.mimeData()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._on_paste_clicked()
        else:
            super().keyPressEvent(event)

    def _on_paste_clicked(self) -> None:
        self._take(arrival(QGuiApplication.clipboard().mimeData()))

    # --- looks

    def _arrange(self) -> None:
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        self.resize(QSize(*_SIZE_PX).boundedTo(room))
        shown = QWidget()
        row = controls.row(shown, spacing_px=0)
        row.addWidget(self.view, 1)
        row.addWidget(self.panel)
        for page in (self._start, shown):
            self._stack.addWidget(page)
        buttons = controls.row(margin_px=2 * SPACE_PX)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = controls.column(self, spacing_px=0)
        column.addWidget(self._stack, 1)
        column.addWidget(controls.line())
        column.addLayout(buttons)
        for button in (self.open_button, self.paste_button, self._close):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.question.pictured.connect(self._on_picture)
        self.question.answered.connect(self._on_answered)
        self.question.failed.connect(self._on_failure)
        self.boxes.chosen.connect(self._choose)
        self.panel.person_asked.connect(self._on_person_asked)
        self.panel.like_asked.connect(self._on_like_asked)
        self.open_button.clicked.connect(self.open_file)
        self.paste_button.clicked.connect(self._on_paste_clicked)
        self._close.clicked.connect(self.reject)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Who is this?"))
        self.view.setAccessibleName(self.tr("Picture"))
        self._start.set_texts(
            self.tr("Who is this?"),
            self.tr(
                "Drop a picture here, or open or paste one. The people of your library "
                "who look like those on it are shown. It is not added to the library."
            ),
        )
        self.open_button.setText(self.tr("Open a picture…"))
        self.paste_button.setText(self.tr("Paste"))
        self._close.setText(self.tr("Close"))
