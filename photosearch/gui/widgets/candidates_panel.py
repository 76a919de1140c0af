"""Who a face may be: candidates below each other, the most similar first."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from photosearch.core.face_records import WhoIs
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.candidate_row import CandidateRow

_WIDTH_PX = 300


class CandidatesPanel(QScrollArea):
    """Says who it is in words, or that nobody looks like it.

    Args:
        session: The open library.

    Signals:
        person_asked: Show the photos of a person (`PersonId`).
        like_asked: Show the faces like that one (`WhoIs`).
    """

    person_asked = Signal(object)
    like_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._face: WhoIs | None = None
        self._place = (1, 1)
        self._heading = controls.label("heading", wraps=True)
        self._words = controls.label("muted", wraps=True)
        self._column = QVBoxLayout()
        self.rows: list[CandidateRow] = []
        self.like = controls.button("similar")
        self.like.clicked.connect(lambda: self.like_asked.emit(self._face))
        self._arrange()
        self._retranslate()

    @property
    def words(self) -> str:
        """What is said above the candidates."""
        return self._words.text()

    def show_words(self, words: str) -> None:
        """Say something instead of candidates."""
        self.clear()
        self._words.setText(words)
        self._words.show()

    def show_face(self, face: WhoIs, number: int, count: int) -> None:
        """Show who a face may be.

        Args:
            face: The face.
            number: Which one it is, from 1.
            count: How many faces there are.
        """
        self.clear()
        self._face, self._place = face, (number, count)
        close = [each for each in face.candidates if each.is_close]
        for candidate in close or face.candidates:
            row = CandidateRow(self._session, candidate)
            row.person_asked.connect(self.person_asked)
            self.rows.append(row)
            self._column.addWidget(row)
        self.like.show()
        self._retranslate()

    def clear(self) -> None:
        """Show nobody."""
        for row in self.rows:
            row.forget()
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows.clear()
        self._face = None
        self._heading.clear()
        self._heading.hide()
        self.like.hide()

    def _arrange(self) -> None:
        self.setFixedWidth(_WIDTH_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = controls.column(inside, margin_px=2 * SPACE_PX)
        self._column.setSpacing(SPACE_PX)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addLayout(self._column)
        column.addWidget(self.like)
        column.addStretch()
        self.setWidget(inside)
        self.clear()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Who it may be"))
        self.like.setText(self.tr("Faces like this one"))
        if self._face is None:
            return
        number, count = self._place
        self._heading.setText(
            self.tr("Face {0} of {1}").format(number, count)
            if count > 1
            else self.tr("Who it may be")
        )
        self._heading.show()
        is_known = any(each.is_close for each in self._face.candidates)
        self._words.setVisible(not is_known)
        self._words.setText(
            ""
            if is_known
            else self.tr("Nobody in your library is close. These look most like it:")
            if self._face.candidates
            else self.tr("Nobody in your library looks like this.")
        )
