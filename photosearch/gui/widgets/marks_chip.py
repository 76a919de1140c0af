"""How many photos of the answer were called right and wrong, and the way back."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models.marks import Marks
from photosearch.gui.widgets.controls import label, name_tool, row, tool

_ICON_PX = 16
_LABELS_PX = 6


class MarksChip(QFrame):
    """Shown as long as there are marks, or some that were taken back.

    Args:
        marks: The marks of the search that stands.
    """

    def __init__(self, marks: Marks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        self._marks = marks
        self.right, self.wrong = label(), label()
        self._signs = _sign("check"), _sign("close")
        self.undo, self.redo, self.clear = tool("undo"), tool("redo"), tool("trash")
        for each, icon in (
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.clear, "trash"),
        ):
            theme.show_icon(each, icon, _ICON_PX)
        self.undo.clicked.connect(marks.undo)
        self.redo.clicked.connect(marks.redo)
        self.clear.clicked.connect(marks.clear)
        marks.changed.connect(self._show)
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        line = row(self, spacing_px=0)
        line.setContentsMargins(10, 0, 4, 0)
        for sign, words in zip(self._signs, (self.right, self.wrong), strict=True):
            line.addWidget(sign)
            line.addSpacing(_LABELS_PX // 2)
            line.addWidget(words)
            line.addSpacing(2 * _LABELS_PX)
        for each in (self.undo, self.redo, self.clear):
            line.addWidget(each)

    def _show(self) -> None:
        marks = self._marks
        right, wrong = marks.right_count, marks.wrong_count
        self.right.setText(self.tr("%n right", "", right))
        self.wrong.setText(self.tr("%n wrong", "", wrong))
        self.undo.setEnabled(marks.can_undo)
        self.redo.setEnabled(marks.can_redo)
        self.clear.setEnabled(bool(right or wrong))
        self.setVisible(bool(right or wrong) or marks.can_undo or marks.can_redo)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        name_tool(self.undo, self.tr("Undo the last mark"), _keys("Ctrl+Z"))
        name_tool(self.redo, self.tr("Redo the mark"), _keys("Ctrl+Shift+Z"))
        name_tool(self.clear, self.tr("Clear all marks"))
        self._show()


def _keys(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _sign(icon: str) -> QLabel:
    made = QLabel()
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    theme.show_icon(made, icon, _ICON_PX)
    return made
