"""The list of what the keyboard can do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.theme import SPACE_PX


@dataclass(frozen=True, slots=True)
class Keys:
    """A group of shortcuts.

    Attributes:
        title: Where they hold.
        rows: Keys as people read them, and what they do.
    """

    title: str
    rows: tuple[tuple[str, str], ...]


class ShortcutsDialog(QDialog):
    """Lists shortcuts by where they hold."""

    def __init__(self, groups: Sequence[Keys], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(620, 640)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(_table(groups))
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[2 * SPACE_PX] * 4)
        box.addWidget(area, 1)
        box.addWidget(buttons)


def _table(groups: Sequence[Keys]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setHorizontalSpacing(3 * SPACE_PX)
    grid.setVerticalSpacing(SPACE_PX)
    grid.setColumnStretch(1, 1)
    for group in groups:
        title = QLabel(group.title)
        title.setProperty("role", "heading")
        title.setContentsMargins(0, 2 * SPACE_PX if grid.count() else 0, 0, 0)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for keys, what in group.rows:
            row = grid.rowCount()
            shown = QLabel(keys)
            shown.setProperty("role", "muted")
            grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
            words = QLabel(what)
            words.setWordWrap(True)
            grid.addWidget(words, row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return table
