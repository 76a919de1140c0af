"""A question whether faces are somebody's, answered by one key."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from photosearch.core.face_records import Person, Suggestion
from photosearch.core.ids import FaceId, PersonId
from photosearch.gui.models import people_words
from photosearch.gui.models.session import Session
from photosearch.gui.models.suggestions import Suggestions
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.flow_layout import FlowLayout
from photosearch.gui.widgets.small_picture import SmallPicture

_SIDE_PX = 64
_SHOWN = 6
_RIGHT = Qt.TextElideMode.ElideRight


class SuggestionCard(QFrame):
    """Shows the question that is asked now; hidden where there is none.

    Args:
        session: The open library.
        suggestions: The questions.
        person_of: Returns who is meant, where that is known.

    Signals:
        answered: Somebody said yes, no, or skipped it.
    """

    answered = Signal()

    def __init__(
        self,
        session: Session,
        suggestions: Suggestions,
        person_of: Callable[[PersonId], Person | None],
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._suggestions, self._person_of = suggestions, person_of
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.set_side(round(_SIDE_PX * self.devicePixelRatioF()))
        self._thumbnails.changed.connect(lambda _: self._show_pictures())
        self._cover = SmallPicture(_SIDE_PX)
        self._pictures = [SmallPicture(_SIDE_PX) for _ in range(_SHOWN)]
        self.question = controls.ElidedLabel("heading", _RIGHT)
        self.facts = controls.ElidedLabel("muted", _RIGHT)
        self.yes = controls.button(role="primary")
        self.no = controls.button()
        self.skip = controls.button(role="flat")
        self._arrange()
        for button, answer in (
            (self.yes, suggestions.agree),
            (self.no, suggestions.decline),
            (self.skip, suggestions.skip),
        ):
            button.clicked.connect(lambda *_, answer=answer: self._answer(answer))
        suggestions.changed.connect(self.show_question)
        self._retranslate()

    def show_question(self) -> None:
        """Show what is asked now, by the names that are known now."""
        asked = self._suggestions.current
        self.setVisible(asked is not None)
        if asked is None:
            return
        person = self._person_of(asked.person)
        self.question.setText(self._words(person))
        self.facts.setText(self._facts(asked))
        self.setAccessibleName(f"{self.question.text()} {self.facts.text()}")
        self._show_pictures()

    def _answer(self, answer: Callable[[], None]) -> None:
        if self._suggestions.current is not None:
            answer()
            self.answered.emit()

    def _words(self, person: Person | None) -> str:
        if person is not None and person.name:
            return self.tr("Is this {0}?").format(person.name)
        return self.tr("Is this the same person?")

    def _facts(self, asked: Suggestion) -> str:
        parts = [
            people_words.faces(len(asked.faces)),
            self.tr("{0} % certain").format(round(100 * asked.certainty)),
        ]
        more = self._suggestions.count - 1
        if more:
            parts.append(self.tr("%n more question(s)", "", more))
        return " · ".join(parts)

    def _show_pictures(self) -> None:
        asked = self._suggestions.current
        if asked is None:
            return
        person = self._person_of(asked.person)
        cover = None if person is None else person.cover
        self._cover.setVisible(cover is not None)
        if cover is not None:
            self._show_face(self._cover, cover)
        for place, picture in enumerate(self._pictures):
            picture.setVisible(place < len(asked.faces))
            if place < len(asked.faces):
                self._show_face(picture, asked.faces[place])

    def _show_face(self, picture: SmallPicture, face: FaceId) -> None:
        found = self._thumbnails.get(face, face)
        if found is not None:
            picture.show_image(found.toImage())

    def _arrange(self) -> None:
        row = controls.row(self, spacing_px=SPACE_PX, margin_px=3 * SPACE_PX // 2)
        row.addWidget(self._cover)
        texts = controls.column(spacing_px=2)
        texts.addStretch()
        texts.addWidget(self.question)
        texts.addWidget(self.facts)
        texts.addStretch()
        row.addSpacing(SPACE_PX)
        row.addLayout(texts)
        row.addSpacing(SPACE_PX)
        faces = QWidget()
        # What there is no room for wraps to a line that is out of sight.
        faces.setMinimumWidth(_SIDE_PX)
        faces.setFixedHeight(_SIDE_PX)
        strip = FlowLayout(faces)
        strip.setSpacing(SPACE_PX // 2)
        for picture in self._pictures:
            strip.addWidget(picture)
        row.addWidget(faces, 1)
        for button in (self.yes, self.no, self.skip):
            row.addWidget(button)
        self.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for button, text, keys in (
            (self.yes, self.tr("Yes"), "Y"),
            (self.no, self.tr("No"), "N"),
            (self.skip, self.tr("Skip"), "S"),
        ):
            button.setText(f"{text} ({keys})")
            button.setAccessibleName(text)
        self.yes.setToolTip(self.tr("The same person: all of these faces"))
        self.no.setToolTip(self.tr("Somebody else; this is not asked again"))
        self.skip.setToolTip(self.tr("Decide later"))
        self.show_question()
