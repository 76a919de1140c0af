"""One example of a search: its picture, whether to find or to avoid its like."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Example, LikeFile
from photosearch.gui import messages, theme
from photosearch.gui.background import Lane
from photosearch.gui.models.example_pictures import (
    ExamplePicture,
    name_of,
    small_example,
)
from photosearch.gui.models.session import Session
from photosearch.gui.widgets.controls import ElidedLabel, name_tool, tool
from photosearch.gui.widgets.small_picture import SmallPicture

_PICTURE_PX = 56
_DECODED_PX = 112
_NAME_PX = 120


class ExampleCard(QFrame):
    """A small card with an example.

    Args:
        session: The open library.
        example: What it shows.

    Signals:
        weight_chosen: How much the example shall count (float).
        removed: The example is not wanted any more.
        part_asked: A part of it is to be chosen, or another one.
        part_removed: It shall count as a whole again.
    """

    weight_chosen = Signal(float)
    removed = Signal()
    part_asked = Signal()
    part_removed = Signal()

    def __init__(
        self, session: Session, example: Example, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._example = example
        self._why_not = ""
        self._picture = SmallPicture(_PICTURE_PX)
        self._name = ElidedLabel()
        self._name.setFixedWidth(_NAME_PX)
        self._name.setText(name_of(example))
        self._side, self._part = _choice(), _choice()
        self._side.clicked.connect(lambda: self.weight_chosen.emit(-example.weight))
        theme.show_icon(self._side, "plus" if example.weight > 0 else "minus", 14)
        theme.show_icon(self._part, "part", 14)
        self._add_menu_of_part()
        self._remove = tool("close")
        theme.show_icon(self._remove, "close", 14)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        self._retranslate()
        library = session.library
        # What has to be decoded must not hold up quick questions.
        is_decoded = isinstance(example, LikeFile) or example.region is not None
        self._task = session.bridge.run(
            Lane.PICTURES if is_decoded else Lane.READ,
            lambda: small_example(library, example, _DECODED_PX),
            self._show,
            self._on_failure,
        )

    def forget(self) -> None:
        """Load nothing any more: the card is about to go."""
        self._task.cancel()

    def allow_parts(self, why_not: str) -> None:
        """Let a part be chosen, or say why that is impossible.

        Args:
            why_not: A sentence; empty where it is possible.
        """
        self._why_not = why_not
        self._retranslate()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _add_menu_of_part(self) -> None:
        """Ask for a part at once, or for what is to become of the one there is."""
        self._menu = QMenu(self)
        self._another = self._menu.addAction("", self.part_asked.emit)
        self._no_more = self._menu.addAction("", self.part_removed.emit)
        if self._example.region is None:
            self._part.clicked.connect(self.part_asked)
            return
        self._part.setMenu(self._menu)
        self._part.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(0)
        choices.addWidget(self._side)
        choices.addWidget(self._part)
        choices.addStretch()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(column)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def _show(self, looked: ExamplePicture) -> None:
        self._name.setText(looked.name)
        self._name.setToolTip(looked.name)
        self._picture.show_image(looked.image, is_part=self._example.region is not None)
        self._retranslate()

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._picture.show_image(None)
        self.setToolTip(messages.about(error).line)

    def _retranslate(self) -> None:
        name = self._name.text()
        is_wanted = self._example.weight > 0
        self.setAccessibleName(name)
        self._side.setText(self.tr("like this") if is_wanted else self.tr("unlike"))
        self._side.setToolTip(
            self.tr("Avoid photos like this one")
            if is_wanted
            else self.tr("Find photos like this one")
        )
        self._side.setAccessibleName(f"{name}: {self._side.text()}")
        name_tool(self._remove, self.tr("Remove {0}").format(name))
        self._name_part(name)

    def _name_part(self, name: str) -> None:
        has_part = self._example.region is not None
        self._part.setText(self.tr("part") if has_part else "")
        self._another.setText(self.tr("Choose another part…"))
        self._no_more.setText(self.tr("Search by the whole picture"))
        # What was chosen under another model can still be taken back.
        self._part.setEnabled(has_part or not self._why_not)
        self._another.setEnabled(not self._why_not)
        words = (
            self.tr("Only a part of it counts")
            if has_part
            else self.tr("Choose a part of it…")
        )
        self._part.setToolTip(self._why_not or words)
        self._part.setAccessibleName(f"{name}: {words}")


def _choice() -> QToolButton:
    """Make a button with an icon and a word or none."""
    made = QToolButton()
    made.setProperty("role", "flat")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made
