"""What is shown when the program made a mistake: a report that can be copied."""

import traceback
from types import TracebackType

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.gui.dialogs.about import versions
from photosearch.gui.theme import SPACE_PX


def report(error: BaseException, trace: TracebackType | None) -> str:
    """Return what somebody needs to know to mend a mistake; no photo is named."""
    lines = traceback.format_exception(type(error), error, trace)
    return f"{versions()}\n\n{''.join(lines)}"


class CrashDialog(QDialog):
    """Shows a report; the program goes on unless the user ends it.

    After `exec` it was accepted to go on, and rejected to end the program.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.resize(640, 420)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[3 * SPACE_PX] * 4)
        box.setSpacing(2 * SPACE_PX)
        title = QLabel(self.tr("The program made a mistake"))
        title.setProperty("role", "title")
        what = QLabel(
            self.tr(
                "Your photos and your library are safe. You may go on, but should "
                "start the program anew before long. If you report this, please add "
                "the text below; it may name folders and files."
            )
        )
        what.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        for widget in (title, what):
            box.addWidget(widget)
        box.addWidget(self.text, 1)
        box.addWidget(self._buttons())

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        parts = QDialogButtonBox.ButtonRole
        copy = QPushButton(self.tr("Copy the report"))
        copy.clicked.connect(self.copy)
        end = QPushButton(self.tr("Quit"))
        go_on = QPushButton(self.tr("Go on"))
        go_on.setProperty("role", "primary")
        go_on.setDefault(True)
        buttons.addButton(copy, parts.ActionRole)
        buttons.addButton(end, parts.RejectRole)
        buttons.addButton(go_on, parts.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
