"""The files of one group side by side, one of them chosen to stay."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from photosearch.core.records import DuplicateGroup
from photosearch.gui.models.duplicates import candidates, differing
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.candidate_card import CandidateCard

_AT_MOST = 24
_MOST_BYTES = 128 << 20


class Comparison(QScrollArea):
    """A card for each file; of very large groups, for the first ones only.

    Signals:
        choice_changed: Another file is to stay.
    """

    choice_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pictures = Pictures(session, _MOST_BYTES)
        self._cards: list[CandidateCard] = []
        self._group: DuplicateGroup | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._row = controls.row(inside, spacing_px=SPACE_PX * 3 // 2)
        self.setWidget(inside)

    @property
    def group(self) -> DuplicateGroup | None:
        """The group that is shown."""
        return self._group

    @property
    def keeping(self) -> Path | None:
        """The file that is to stay."""
        chosen = [card.file.path for card in self._cards if card.keep.isChecked()]
        return chosen[0] if chosen else None

    @property
    def others(self) -> list[Path]:
        """The files that are not to stay."""
        return [card.file.path for card in self._cards if not card.keep.isChecked()]

    def cards(self) -> list[CandidateCard]:
        """Return what is shown, from the left."""
        return list(self._cards)

    def show_group(self, group: DuplicateGroup | None) -> None:
        """Show a group, the best file chosen; None shows nothing."""
        self._group = group
        for card in self._cards:
            card.hide()
            card.deleteLater()
        files = candidates(group)[:_AT_MOST] if group else ()
        differences = differing(files)
        self._cards = [
            CandidateCard(self._session, self._pictures, file, place + 1, differences)
            for place, file in enumerate(files)
        ]
        for place, card in enumerate(self._cards):
            card.chosen.connect(lambda place=place: self.keep(place))
            card.pane.wishes_changed.connect(self._want)
            self._row.addWidget(card, 1)
        self._want()
        self.keep(0)

    def keep(self, place: int) -> None:
        """Choose the file to stay, counted from 0."""
        if place < len(self._cards):
            for other, card in enumerate(self._cards):
                card.keep.setChecked(other == place)
            self.ensureWidgetVisible(self._cards[place])
            self.choice_changed.emit()

    def _want(self) -> None:
        self._pictures.want([wish for card in self._cards for wish in card.pane.wishes])
