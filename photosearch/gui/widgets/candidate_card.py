"""One file of a group of duplicates, beside the others."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QRadioButton
from typing_extensions import override

from photosearch.gui import messages
from photosearch.gui.models.duplicates import Candidate, Fact
from photosearch.gui.models.pictures import Pictures
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls, file_manager
from photosearch.gui.widgets.photo_pane import PhotoPane

_WIDTH_PX = 208
_DIFFERS = "font-weight: 600;"


class CandidateCard(QFrame):
    """Shows a file with its facts; those in which files differ stand out.

    Args:
        session: The open library.
        pictures: Those that are loaded.
        file: The file.
        number: Counted from 1; the key that chooses it.
        differing: In what the files of the group differ.

    Signals:
        chosen: This is the one to keep.
    """

    chosen = Signal()

    def __init__(
        self,
        session: Session,
        pictures: Pictures,
        file: Candidate,
        number: int,
        differing: Collection[Fact],
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.file = file
        self._number = number
        self._differing = frozenset(differing)
        self.pane = PhotoPane(session, pictures)
        self.keep = QRadioButton()
        # The cards do not share a parent that would make them exclusive.
        self.keep.setAutoExclusive(False)
        self._reveal = controls.tool("reveal")
        self._values = {fact: controls.ElidedLabel() for fact in Fact}
        self._names = {fact: controls.label("muted") for fact in Fact}
        self.keep.clicked.connect(self.chosen)
        self._reveal.clicked.connect(lambda: file_manager.reveal(file.path))
        self._arrange()
        self._retranslate()
        self.pane.show_photo(file.photo)

    def facts(self) -> dict[Fact, str]:
        """Return the facts as they are shown."""
        return {fact: label.text() for fact, label in self._values.items()}

    def standing_out(self) -> frozenset[Fact]:
        """Return the facts that stand out."""
        return self._differing

    def _arrange(self) -> None:
        self.setMinimumWidth(_WIDTH_PX)
        column = controls.column(self, margin_px=SPACE_PX)
        column.addWidget(self.pane, 1)
        row = controls.row()
        row.addWidget(self.keep, 1)
        row.addWidget(self._reveal)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_PX)
        grid.setVerticalSpacing(SPACE_PX // 2)
        grid.setColumnStretch(1, 1)
        for place, fact in enumerate(Fact):
            grid.addWidget(self._names[fact], place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[fact], place, 1)
            if fact in self._differing:
                self._values[fact].setStyleSheet(_DIFFERS)
        column.addLayout(grid)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(str(self.file.path))
        self.keep.setText(self.tr("Keep this one ({0})").format(self._number))
        controls.name_tool(self._reveal, self.tr("Show in the file manager"))
        for fact, name in (
            (Fact.PIXELS, self.tr("Picture")),
            (Fact.SIZE, self.tr("Size")),
            (Fact.TAKEN, self.tr("Taken")),
            (Fact.FORMAT, self.tr("Format")),
            (Fact.NAME, self.tr("Name")),
            (Fact.FOLDER, self.tr("Folder")),
        ):
            self._names[fact].setText(name)
            self._values[fact].setText(self._words(fact))

    def _words(self, fact: Fact) -> str:
        photo = self.file.photo
        taken_at = photo.metadata.taken_at
        return {
            Fact.PIXELS: messages.pixels(
                photo.metadata.width_px, photo.metadata.height_px
            ),
            Fact.SIZE: messages.size(photo.size_bytes),
            Fact.TAKEN: messages.moment(taken_at) if taken_at else self.tr("unknown"),
            Fact.FORMAT: photo.metadata.format,
            Fact.NAME: self.file.path.name,
            Fact.FOLDER: str(self.file.path.parent),
        }[fact]
