"""The retrainings of a library as a list, below the line that begins a new one."""

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.retraining import Run, RunState, State
from photosearch.gui import messages
from photosearch.gui.models.retraining import Retraining
from photosearch.gui.models.session import Session

Index = QModelIndex | QPersistentModelIndex


class RetrainingsModel(QAbstractListModel):
    """First the line for a new one, then one a row, the newest first.

    `STATE_ROLE` gives a `RunState`, and None for the first line.
    """

    STATE_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(
        self, session: Session, retraining: Retraining, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._retraining = retraining
        self._states: tuple[RunState, ...] = ()
        retraining.runs_changed.connect(self.read)

    def read(self) -> None:
        """Look again which retrainings there are."""
        self._session.ask(self._retraining.states, self._show)

    def states(self) -> tuple[RunState, ...]:
        """Return the retrainings, the newest first."""
        return self._states

    def row_of(self, run: Run) -> int:
        """Return where a retraining stands; 0 where it is not listed."""
        folders = [each.run.folder for each in self._states]
        return folders.index(run.folder) + 1 if run.folder in folders else 0

    def state_words(self, state: RunState) -> str:
        """Say how a retraining stands."""
        if self._retraining.is_at_work(state.run):
            is_paused = self._retraining.is_paused
            return self.tr("paused") if is_paused else self.tr("at work")
        return {
            State.NEW: self.tr("not begun"),
            State.RUNNING: self.tr("being stopped"),
            State.INTERRUPTED: self.tr("interrupted"),
            State.PAUSED: self.tr("paused"),
            State.FINISHED: self.tr("done"),
            State.FAILED: self.tr("failed"),
        }[state.state]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(self._states)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        state = self._states[index.row() - 1] if index.row() else None
        if role == self.STATE_ROLE:
            return state
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(state)
        if role == Qt.ItemDataRole.ToolTipRole and state is not None:
            return str(state.run.options.folder)
        return None

    def _words(self, state: RunState | None) -> str:
        if state is None:
            return self.tr("New retraining")
        words = self.state_words(state)
        if day := _day(state.run.folder.name):
            words = f"{messages.day(day)} · {words}"
        return f"{state.run.options.name}\n{words}"

    def _show(self, states: tuple[RunState, ...]) -> None:
        self.beginResetModel()
        self._states = states
        self.endResetModel()


def _day(name: str) -> date | None:
    """Read the day out of the name of a run's folder, such as 2026-11-21-1."""
    try:
        return date.fromisoformat(name.rpartition("-")[0])
    except ValueError:
        return None
