"""What the user said about faces, the last first."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from photosearch.core.face_records import Action
from photosearch.gui import messages
from photosearch.gui.models import decision_words, people_words
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.keyed_rows import Index, KeyedRows
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle

_PAGE = 200
_PAUSE_MS = 300


class HistoryModel(KeyedRows[Action]):
    """One decision a row; what was taken back is struck out.

    The last are read first, and those before them when a view comes to its end.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._wanted, self._has_more = _PAGE, False
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        session.people_changed.connect(self._reading.ask)

    def look(self) -> None:
        """Ask the library what was decided, soon."""
        self._reading.ask()

    @override
    def key_of(self, item: Action) -> Hashable:
        return item.id

    @override
    def value(self, item: Action, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            parts = [messages.moment(item.made_at)]
            if item.faces:
                parts.insert(0, people_words.faces(item.faces))
            if item.is_undone:
                parts.append(self.tr("undone"))
            return f"{decision_words.about(item)}\n{' · '.join(parts)}"
        if role == Qt.ItemDataRole.FontRole and item.is_undone:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return super().value(item, role)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        # Not again before these are there.
        self._has_more = False
        self._wanted += _PAGE
        self._read()

    def _read(self) -> None:
        wanted = self._wanted

        def on_read(actions: tuple[Action, ...]) -> None:
            # Fewer than are wanted by now: what was asked since is on its way.
            if wanted == self._wanted:
                self._has_more = len(actions) == wanted
                self.show_items(actions)

        self._errands.ask(lambda: self._session.library.actions(wanted), on_read)
