"""The models that are at hand, as a list."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.library import ModelState
from photosearch.gui import messages
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle

_COUNTING_MS = 3000

Index = QModelIndex | QPersistentModelIndex


class InstalledModels(QAbstractListModel):
    """One model a row; `STATE_ROLE` gives its `ModelState`."""

    STATE_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._states: tuple[ModelState, ...] = ()
        self._counting = Throttle(self.read, _COUNTING_MS, self)
        session.models_changed.connect(self.read)
        session.changed.connect(self._counting.ask)
        self.read()

    def read(self) -> None:
        """Look again which models there are."""
        self._session.ask(self._session.library.models, self._show)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._states)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        state = self._states[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{state.model.name}\n{self._words(state)}"
        return state if role == self.STATE_ROLE else None

    def _words(self, state: ModelState) -> str:
        if state.is_in_use:
            return self.tr("in use")
        if state.photos:
            described = messages.photos(state.photos)
            return self.tr("knows {0}").format(described)
        return self.tr("not used yet")

    def _show(self, states: tuple[ModelState, ...]) -> None:
        if states != self._states:
            self.beginResetModel()
            self._states = states
            self.endResetModel()
