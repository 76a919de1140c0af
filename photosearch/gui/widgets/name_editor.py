"""A line to write a person's name into, which knows those that were given."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget
from typing_extensions import override

_Key = Qt.Key


class NameEditor(QLineEdit):
    """Completes names; Enter takes what is written or chosen.

    Signals:
        name_entered: A name (str), without blanks around it and not empty.
        given_up: Escape was pressed.
    """

    name_entered = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._list = QListView()
        self._completer.setPopup(self._list)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(self._completer)
        # A click on a name takes it; Enter comes by the line itself.
        self._list.clicked.connect(lambda index: self._take(index.data()))

    def set_names(self, names: Sequence[str]) -> None:
        """Complete these names from now on."""
        self._names.setStringList(list(names))

    @override
    def event(self, arg__1: QEvent) -> bool:
        if arg__1.type() is QEvent.Type.ShortcutOverride and _is_escape(arg__1):
            # Escape ends the writing, and does not leave the page.
            arg__1.accept()
            return True
        return super().event(arg__1)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._take(self._chosen() or self.text())
        elif arg__1.key() == _Key.Key_Escape:
            self._list.hide()
            self.given_up.emit()
        else:
            super().keyPressEvent(arg__1)

    def _chosen(self) -> str:
        """Return the name that the arrow keys are at in the list, if it is open."""
        index = self._list.currentIndex()
        is_open = self._list.isVisible() and index.isValid()
        return str(index.data()) if is_open else ""

    def _take(self, name: str) -> None:
        self._list.hide()
        self.setText(name.strip())
        if name.strip():
            self.name_entered.emit(name.strip())
        else:
            self.given_up.emit()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == _Key.Key_Escape
