"""The list of what the keyboard can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.theme import SPACE_PX

translate = QCoreApplication.translate

_SIZE_PX = (860, 660)
_ARROWS = "↑ ↓ ← →"


@dataclass(frozen=True, slots=True)
class Keys:
    """A group of shortcuts.

    Attributes:
        title: Where they hold.
        rows: Keys as people read them, and what they do.
    """

    title: str
    rows: tuple[tuple[str, str], ...]


def native(keys: str) -> str:
    """Spell keys as the system and the language do."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def keys_of_photos() -> Keys:
    """Return what the keyboard does in the grid of photos."""
    return Keys(
        translate("shortcuts", "Photos"),
        (
            (_ARROWS, translate("shortcuts", "Go to another photo")),
            (
                native("Shift+A")[:-1] + _ARROWS,
                translate("shortcuts", "Select more photos"),
            ),
            (
                native("Ctrl+Space"),
                translate("shortcuts", "Select a photo or no longer"),
            ),
            (native("Return"), translate("shortcuts", "Look at the photo")),
            (native("Ctrl+C"), translate("shortcuts", "Copy the selected files")),
            (
                native("Del"),
                translate("shortcuts", "Move the selected files to the trash"),
            ),
            (
                native("Menu"),
                translate("shortcuts", "What else can be done with a photo"),
            ),
            (native("Esc"), translate("shortcuts", "Show all photos again")),
        ),
    )


def keys_of_results() -> Keys:
    """Return what the keyboard does in the grid while something is looked for."""
    return Keys(
        translate("shortcuts", "What was found"),
        (
            ("+", translate("shortcuts", "Right: look for more like it")),
            ("-", translate("shortcuts", "Wrong: look for others")),
            (
                native("Backspace"),
                translate("shortcuts", "Neither right nor wrong"),
            ),
            (native("Ctrl+Z"), translate("shortcuts", "Undo the last mark")),
            (native("Ctrl+Shift+Z"), translate("shortcuts", "Redo the mark")),
        ),
    )


def keys_of_viewer() -> Keys:
    """Return what the keyboard does while one photo is looked at."""
    return Keys(
        translate("shortcuts", "One photo"),
        (
            ("← →", translate("shortcuts", "The photo before, the next one")),
            (
                f"{native('Home')}, {native('End')}",
                translate("shortcuts", "The first photo, the last one"),
            ),
            ("+  −", translate("shortcuts", "Closer, farther")),  # noqa: RUF001
            ("0", translate("shortcuts", "Fit into the window")),
            ("1", translate("shortcuts", "Full size")),
            (
                native("Shift+A")[:-1] + _ARROWS,
                translate("shortcuts", "Move what is seen"),
            ),
            ("I", translate("shortcuts", "Show what is known about it")),
            ("S", translate("shortcuts", "Show photos like it")),
            ("C", translate("shortcuts", "Compare it with the example")),
            ("O", translate("shortcuts", "Outline what was matched, or not")),
            ("W", translate("shortcuts", "Why it was found")),
            (native("Ctrl+F"), translate("shortcuts", "Search for photos like it")),
            ("B", translate("shortcuts", "Search by a part of it")),
            ("F", translate("shortcuts", "Show faces, or not")),
            (native("Tab"), translate("shortcuts", "Go to the next face")),
            ("N", translate("shortcuts", "Name a face")),
            ("D", translate("shortcuts", "Draw a face that was missed")),
            (native("Del"), translate("shortcuts", "Move it to the trash")),
            (native("Esc"), translate("shortcuts", "Back to the photos")),
        ),
    )


def keys_of_people() -> Keys:
    """Return what the keyboard does on the page of people."""
    return Keys(
        translate("shortcuts", "People"),
        (
            ("Y", translate("shortcuts", "Yes, the same person")),
            ("N", translate("shortcuts", "No, somebody else")),
            ("S", translate("shortcuts", "Skip the question")),
            (native("F2"), translate("shortcuts", "Write a name")),
            ("M", translate("shortcuts", "Merge the selected people")),
            ("H", translate("shortcuts", "Hide a person, or show again")),
            ("C", translate("shortcuts", "Confirm the selected faces")),
            (native("Del"), translate("shortcuts", "Not this person")),
            ("T", translate("shortcuts", "Take faces out as another person")),
            ("X", translate("shortcuts", "Not a face")),
            (native("Ctrl+Z"), translate("shortcuts", "Undo the last decision")),
            (native("Ctrl+Shift+Z"), translate("shortcuts", "Decide it again")),
            (native("Ctrl+F"), translate("shortcuts", "Find a name")),
            (native("Esc"), translate("shortcuts", "Back to all people")),
        ),
    )


class ShortcutsDialog(QDialog):
    """Lists shortcuts by where they hold."""

    def __init__(self, groups: Sequence[Keys], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(QSize(*_SIZE_PX).boundedTo(self.screen().availableSize()))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(_columns(groups))
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[2 * SPACE_PX] * 4)
        box.addWidget(area, 1)
        box.addWidget(buttons)


def _columns(groups: Sequence[Keys]) -> QWidget:
    """Set the groups in two columns of about the same length."""
    lengths = list(accumulate(len(group.rows) + 2 for group in groups))
    first = sum(length <= (lengths[-1] + 2) / 2 for length in lengths)
    columns = QWidget()
    row = QHBoxLayout(columns)
    row.setSpacing(4 * SPACE_PX)
    for part in (groups[:first], groups[first:]):
        row.addWidget(_table(part), 1, Qt.AlignmentFlag.AlignTop)
    return columns


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
