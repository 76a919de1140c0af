"""Somebody who may be the person in a picture."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QSizePolicy
from typing_extensions import override

from photosearch.core.face_records import Candidate
from photosearch.gui import messages
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.face_words import likeness_in_words
from photosearch.gui.models.images import image_in
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.controls import ElidedLabel
from photosearch.gui.widgets.small_picture import SmallPicture

_FACE_PX = 56


class CandidateRow(QFrame):
    """A face, a name, how much alike, and a button to the photos.

    Args:
        session: The open library.
        candidate: The person.

    Signals:
        person_asked: Show the photos of this person (`PersonId`).
    """

    person_asked = Signal(object)

    def __init__(self, session: Session, candidate: Candidate) -> None:
        super().__init__()
        self.setProperty("role", "card")
        # One alone is no higher than one of many.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._candidate = candidate
        self._picture = SmallPicture(_FACE_PX)
        self._name, self._likeness = ElidedLabel(), controls.label("muted")
        self.show_photos = controls.button("photos")
        self.show_photos.clicked.connect(
            lambda: self.person_asked.emit(candidate.person.id)
        )
        self._arrange()
        self._retranslate()
        self._task = self._load(session)

    @property
    def words(self) -> str:
        """What it says of the person."""
        return f"{self._name.text()}, {self._likeness.text()}"

    def forget(self) -> None:
        """Load nothing any more: the row is about to go."""
        self._task.cancel()

    def _load(self, session: Session) -> Task:
        library, cover = session.library, self._candidate.person.cover

        def work() -> QImage | None:
            jpeg = None if cover is None else library.face_thumbnail(cover)
            return image_in(jpeg) if jpeg else None

        show = self._picture.show_image
        return session.bridge.run(Lane.PICTURES, work, show, lambda _: show(None))

    def _arrange(self) -> None:
        words = controls.column(spacing_px=2)
        words.addStretch()
        for label in (self._name, self._likeness):
            words.addWidget(label)
        words.addStretch()
        row = controls.row(spacing_px=SPACE_PX * 3 // 2)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = controls.column(self, margin_px=SPACE_PX)
        column.addLayout(row)
        column.addWidget(self.show_photos)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        candidate = self._candidate
        name = candidate.person.name or self.tr("Somebody without a name")
        self._name.setText(name)
        self._likeness.setText(
            likeness_in_words(candidate.similarity, is_close=candidate.is_close)
        )
        self.setAccessibleName(self.words)
        photos = messages.photos(candidate.person.photos)
        self.show_photos.setText(self.tr("Show {0}").format(photos))
        self.show_photos.setAccessibleName(self.tr("Show photos of {0}").format(name))
