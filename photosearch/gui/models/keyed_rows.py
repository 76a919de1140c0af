"""Rows that are read anew now and then, while somebody works with them."""

from collections.abc import Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_MOST_RUNS = 200


class KeyedRows(QAbstractListModel, Generic[T]):
    """A list of records that know who they are.

    When the list is shown again, what is selected or edited stays so, wherever its row
    has gone. `ITEM_ROLE` gives the record of a row.
    """

    ITEM_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[T] = []

    def key_of(self, item: T) -> Hashable:
        """Return what tells a record from all others, however it changes."""
        raise NotImplementedError

    @property
    def items(self) -> tuple[T, ...]:
        """The records in the order of their rows."""
        return tuple(self._items)

    def row_of(self, key: Hashable) -> int:
        """Return the row of the record with a key, -1 where there is none."""
        keys = (self.key_of(item) for item in self._items)
        return next((row for row, each in enumerate(keys) if each == key), -1)

    def show_items(self, items: Sequence[T]) -> None:
        """Show these records in place of those from before."""
        wanted = {self.key_of(item) for item in items}
        runs = self._runs_without(wanted)
        if not self._items or not items or len(runs) > _MOST_RUNS:
            self.beginResetModel()
            self._items = list(items)
            self.endResetModel()
            return
        for run in reversed(runs):
            self.beginRemoveRows(QModelIndex(), run.start, run.stop - 1)
            del self._items[run.start : run.stop]
            self.endRemoveRows()
        self._append_new(items)
        self._arrange_like(items)
        self._update_to(items)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self.value(self._items[index.row()], role)

    def value(self, item: T, role: int) -> Any:
        """Return what a view is told about a record."""
        return item if role == self.ITEM_ROLE else None

    def _runs_without(self, wanted: set[Hashable]) -> list[range]:
        """Return the runs of rows whose records are not wanted any more."""
        runs: list[range] = []
        for row, item in enumerate(self._items):
            if self.key_of(item) in wanted:
                continue
            if runs and runs[-1].stop == row:
                runs[-1] = range(runs[-1].start, row + 1)
            else:
                runs.append(range(row, row + 1))
        return runs

    def _append_new(self, items: Sequence[T]) -> None:
        known = {self.key_of(item) for item in self._items}
        new = [item for item in items if self.key_of(item) not in known]
        if new:
            first = len(self._items)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._items.extend(new)
            self.endInsertRows()

    def _arrange_like(self, items: Sequence[T]) -> None:
        """Put the rows into the order of the new list; all of them are there."""
        order = [self.key_of(item) for item in items]
        before = [self.key_of(item) for item in self._items]
        if order == before:
            return
        self.layoutAboutToBeChanged.emit()
        rows = {key: row for row, key in enumerate(order)}
        held = self.persistentIndexList()
        moved = [self.index(rows[before[index.row()]]) for index in held]
        self._items.sort(key=lambda item: rows[self.key_of(item)])
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _update_to(self, items: Sequence[T]) -> None:
        changed = [
            row
            for row, (old, new) in enumerate(zip(self._items, items, strict=True))
            if old != new
        ]
        self._items = list(items)
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
