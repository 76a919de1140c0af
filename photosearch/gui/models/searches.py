"""Saved searches, as a list that can be renamed in place, and those made last."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError, QueryError
from photosearch.core.library import LikePhoto, Query
from photosearch.core.records import SavedSearch
from photosearch.gui.background import Lane
from photosearch.gui.models.query import (
    Restored,
    read_query,
    restore,
    store,
    write_query,
)
from photosearch.gui.models.session import Session

logger = logging.getLogger(__name__)

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class SearchesModel(QAbstractListModel):
    """Saved searches by name; `SEARCH_ROLE` gives the `SavedSearch` itself.

    Args:
        session: The open library.

    Signals:
        restored: A `Restored`: a search that somebody wants to make again.
        failed: A `PhotoSearchError`: a name is taken, a search is damaged.
        recent_changed: `recent` is not as it was.
    """

    SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1

    restored = Signal(object)
    failed = Signal(object)
    recent_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._searches: tuple[SavedSearch, ...] = ()
        self._recent: tuple[str, ...] = ()

    # --- what may be done

    def load(self) -> None:
        """Read saved and recent searches from the library."""
        library = self._session.library
        self._ask(library.saved_searches, self._show)
        self._ask(library.recent_searches, self._show_recent)

    def save(self, name: str, query: Query) -> None:
        """Keep a search under a name."""
        library = self._session.library
        self._change(lambda: library.save_search(name, self._spelt(query)))

    def rename(self, search: SavedSearch, name: str) -> None:
        """Give a saved search another name."""
        library = self._session.library
        self._change(lambda: library.rename_search(search.id, name))

    def forget(self, search: SavedSearch) -> None:
        """Drop a saved search."""
        self._change(lambda: self._session.library.forget_search(search.id))

    def remember(self, query: Query) -> None:
        """Note a search as the last one that was made."""
        library = self._session.library

        def work() -> tuple[str, ...]:
            library.remember_search(self._spelt(query))
            return library.recent_searches()

        def on_failure(error: PhotoSearchError) -> None:
            # Nobody asked for this, so nobody is told that it did not work.
            logger.info("a search was not remembered: %s", error)

        self._session.bridge.run(Lane.READ, work, self._show_recent, on_failure)

    def repeat(self, query_json: str) -> None:
        """Find the examples of a search again; `restored` has the query."""
        library = self._session.library
        self._ask(
            lambda: restore(read_query(query_json), library.photo_by_hash),
            self._on_restored,
        )

    @property
    def recent(self) -> tuple[str, ...]:
        """The searches made last, newest first, as text."""
        return self._recent

    # --- Qt's questions

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._searches)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        search = self._searches[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return search.name
        return search if role == self.SEARCH_ROLE else None

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        search = self._searches[index.row()]
        if str(value).strip() == search.name:
            return False
        # The name is shown once the library has taken it.
        self.rename(search, str(value))
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    # --- answers

    def _spelt(self, query: Query) -> str:
        ids = [each.photo for each in query.examples if isinstance(each, LikePhoto)]
        photos = {photo.id: photo for photo in self._session.library.photos(ids)}
        return write_query(store(query, photos))

    def _change(self, write: Callable[[], object]) -> None:
        def work() -> tuple[SavedSearch, ...]:
            write()
            return self._session.library.saved_searches()

        self._ask(work, self._show)

    def _ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._session.bridge.run(Lane.READ, work, done, self.failed.emit)

    def _show(self, searches: tuple[SavedSearch, ...]) -> None:
        self.beginResetModel()
        self._searches = searches
        self.endResetModel()

    def _show_recent(self, recent: tuple[str, ...]) -> None:
        if recent != self._recent:
            self._recent = recent
            self.recent_changed.emit()

    def _on_restored(self, restored: Restored) -> None:
        if restored.lost and not restored.query.examples:
            names = ", ".join(restored.lost)
            self.failed.emit(QueryError(f"{names}: not in the library any more"))
            return
        self.restored.emit(restored)
