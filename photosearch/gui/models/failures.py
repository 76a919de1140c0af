"""The files that are not in the library, and why."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.records import FailedFile
from photosearch.gui import messages
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle

Index = QModelIndex | QPersistentModelIndex

_AT_MOST = 1000
_PAUSE_MS = 1000


class FailuresModel(QAbstractTableModel):
    """Files that failed or were left out, the last ones first; one a row."""

    PATH_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._files: tuple[FailedFile, ...] = ()
        self._reading = Throttle(self._read, _PAUSE_MS, self)
        session.failures_changed.connect(self._reading.ask)
        session.folders_changed.connect(self._reading.ask)
        self._reading.ask()

    def path_at(self, row: int) -> Path:
        """Return the file of a row."""
        return self._files[row].path

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._files)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            reason = messages.reason(file.reason)
            return (file.path.name, reason, str(file.path.parent))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{file.path}\n{messages.reason(file.reason)}"
        return file.path if role == self.PATH_ROLE else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        is_shown = role == Qt.ItemDataRole.DisplayRole
        if not is_shown or orientation is Qt.Orientation.Vertical:
            return None
        return (self.tr("File"), self.tr("Reason"), self.tr("Folder"))[section]

    def _read(self) -> None:
        self._session.ask(lambda: self._session.library.left_out(_AT_MOST), self._show)

    def _show(self, files: tuple[FailedFile, ...]) -> None:
        if files != self._files:
            self.beginResetModel()
            self._files = files
            self.endResetModel()
