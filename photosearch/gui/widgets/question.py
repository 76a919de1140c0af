"""A question that is asked where it arises, without a window of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls


class Question(QFrame):
    """A sentence and two buttons; hidden until something is asked.

    Signals:
        agreed: The user wants it done.
        declined: The user does not.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.text = controls.label(wraps=True)
        self.yes = controls.button(role="danger")
        self.no = controls.button()
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.dismiss)
        row = controls.row(self, margin_px=SPACE_PX)
        row.addWidget(self.text, 1)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        self.hide()

    def ask(self, text: str, yes: str, no: str) -> None:
        """Ask; the answer that changes nothing has the focus.

        Args:
            text: The question, with what follows from it.
            yes: What the button does that changes something.
            no: What the other one is called.
        """
        self.text.setText(text)
        self.yes.setText(yes)
        self.no.setText(no)
        self.setAccessibleName(text)
        self.show()
        self.no.setFocus()

    def dismiss(self) -> None:
        """Take the question back, as if it was answered by no."""
        self.hide()
        self.declined.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _on_yes_clicked(self) -> None:
        self.hide()
        self.agreed.emit()
