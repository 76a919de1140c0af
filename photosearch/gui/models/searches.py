"""Saved searches, as a list that can be renamed in place, and those made last."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
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
from photosearch.core.records import PhotoId, SavedSearch, SearchId
from photosearch.gui.background import Lane
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.people_choices import people_of
from photosearch.gui.models.query import (
    Restored,
    read_query,
    restore,
    store,
    write_query,
)
from photosearch.gui.models.search_news import SearchNews
from photosearch.gui.models.session import Session
from photosearch.gui.models.standing_search import StandingSearch

logger = logging.getLogger(__name__)

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class SearchesModel(QAbstractListModel):
    """Saved searches by name; `SEARCH_ROLE` gives the `SavedSearch` itself.

    `NEW_ROLE` gives how many close photos came since it was last looked at.

    Args:
        session: The open library.

    Attributes:
        news: Counts what is new.

    Signals:
        restored: A `Restored`: a search that somebody wants to make again.
        failed: A `PhotoSearchError`: a name is taken, a search is damaged.
        recent_changed: `recent` is not as it was.
    """

    SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
    NEW_ROLE = Qt.ItemDataRole.UserRole + 2

    restored = Signal(object)
    failed = Signal(object)
    recent_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._searches: tuple[SavedSearch, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._standing = StandingSearch(session, self)
        self.news = SearchNews(session, self)
        self.news.changed.connect(self._on_news)
        session.searches_changed.connect(self.load)

    # --- what may be done

    def load(self) -> None:
        """Read saved and recent searches from the library."""
        library = self._session.library
        self._ask(library.saved_searches, self._show)
        self._ask(library.recent_searches, self._show_recent)

    def save(self, name: str, query: Query) -> None:
        """Keep a search under a name; from then on it is the one that stands."""
        library = self._session.library

        def work() -> tuple[SearchId, tuple[SavedSearch, ...]]:
            saved = library.save_search(name, self._spelt(query))
            return saved.id, library.saved_searches()

        def on_saved(answer: tuple[SearchId, tuple[SavedSearch, ...]]) -> None:
            self._show(answer[1])
            self._stand(answer[0], query)

        self._ask(work, on_saved)

    def open(self, search: SavedSearch) -> None:
        """Make a saved search again, and keep with it what is marked from now on.

        `restored` has the query. Nothing happens where it is the one that stands.
        """
        if search.id == self._standing.search:
            return
        library = self._session.library

        def text() -> str:
            # Marks may have been added since this list was read.
            texts = {each.id: each.query_json for each in library.saved_searches()}
            return texts.get(search.id, search.query_json)

        self._restore(text, lambda query: self._stand(search.id, query))

    def follow(self, query: Query, newest: PhotoId | None = None) -> None:
        """Take note of the query that stands, as it is now.

        Args:
            query: What it asks.
            newest: The photo that had come last when it was answered; None where it
                was not answered anew.
        """
        self._standing.follow(query, newest)
        self.news.see(self._standing.search)

    def rename(self, search: SavedSearch, name: str) -> None:
        """Give a saved search another name."""
        library = self._session.library
        self._change(lambda: library.rename_search(search.id, name))

    def forget(self, search: SavedSearch) -> None:
        """Drop a saved search."""
        self._change(lambda: self._session.library.forget_search(search.id))

    def remember(self, query: Query) -> None:
        """Note the question of a search as the last one, without what refined it."""
        library = self._session.library
        query = replace(query, marks=(), expand=False)

        def work() -> tuple[str, ...]:
            library.remember_search(self._spelt(query))
            return library.recent_searches()

        def on_failure(error: PhotoSearchError) -> None:
            # Nobody asked for this, so nobody is told that it did not work.
            logger.info("a search was not remembered: %s", error)

        self._errands.ask(work, self._show_recent, Lane.READ, on_failure)

    def repeat(self, query_json: str) -> None:
        """Find the examples of a search again; `restored` has the query."""
        self._restore(lambda: query_json, lambda _: None)

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
        if role == self.NEW_ROLE:
            return self.news.count(search.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((search.name, *self._news_in_words(search)))
        return search if role == self.SEARCH_ROLE else None

    def new_photos(self) -> int:
        """Count what is new to all saved searches together."""
        return sum(self.news.count(each.id) for each in self._searches)

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
        ids.extend(mark.photo for mark in query.marks)
        photos = {photo.id: photo for photo in self._session.library.photos(ids)}
        people = people_of(self._session.library, query.filter)
        return write_query(store(query, photos, people))

    def _restore(
        self, text: Callable[[], str], on_query: Callable[[Query], None]
    ) -> None:
        library = self._session.library

        def on_restored(restored: Restored) -> None:
            is_empty = not (restored.query.examples or restored.query.filter.people)
            if restored.lost and is_empty:
                names = ", ".join(restored.lost)
                self.failed.emit(QueryError(f"{names}: not in the library any more"))
                return
            on_query(restored.query)
            self.restored.emit(restored)

        self._ask(
            lambda: restore(
                read_query(text()), library.photo_by_hash, library.person_by_key
            ),
            on_restored,
        )

    def _stand(self, search: SearchId, query: Query) -> None:
        self._standing.open(search, query)
        self.news.see(search)

    def _on_news(self, search: SearchId) -> None:
        for row, each in enumerate(self._searches):
            if each.id == search:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _news_in_words(self, search: SavedSearch) -> Iterator[str]:
        count = self.news.count(search.id)
        if count:
            yield self.tr("%n new photo(s)", "", count)

    def _change(self, write: Callable[[], object]) -> None:
        def work() -> tuple[SavedSearch, ...]:
            write()
            return self._session.library.saved_searches()

        self._ask(work, self._show)

    def _ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._errands.ask(work, done, Lane.READ, self.failed.emit)

    def _show(self, searches: tuple[SavedSearch, ...]) -> None:
        self.beginResetModel()
        self._searches = searches
        self.endResetModel()

    def _show_recent(self, recent: tuple[str, ...]) -> None:
        if recent != self._recent:
            self._recent = recent
            self.recent_changed.emit()
