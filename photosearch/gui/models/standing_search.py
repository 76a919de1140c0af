"""The saved search that stands: what is marked in it is kept with it."""

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Example, Library, Query
from photosearch.core.records import Filter, SearchId
from photosearch.gui.background import Lane
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.query import (
    StoredMark,
    StoredQuery,
    read_query,
    store,
    write_query,
)
from photosearch.gui.models.session import Session

logger = logging.getLogger(__name__)

_PAUSE_MS = 500

_Question = tuple[tuple[Example, ...], Filter]


class StandingSearch(QObject):
    """Keeps marks, how wide it looks, and what was seen of it, with a saved search.

    Args:
        session: The open library.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = session.library
        self._errands = Errands(session, self)
        self._id: SearchId | None = None
        self._query = Query(())
        self._due: dict[SearchId, Query] = {}
        self._is_writing = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._write)

    @property
    def search(self) -> SearchId | None:
        """The saved search; None where what stands is not saved."""
        return self._id

    def open(self, search: SearchId, query: Query) -> None:
        """Go by a saved search.

        Args:
            search: The saved search.
            query: What it asks.
        """
        self.leave()
        self._id, self._query = search, query
        self._soon.start()

    def follow(self, query: Query) -> None:
        """Take note of the query that stands, and leave the search if it is another."""
        if self._id is None:
            return
        if _question(query) != _question(self._query):
            self.leave()
        else:
            self._query = query
            self._soon.start()

    def leave(self) -> None:
        """Keep what is not kept yet, and go by no saved search any more."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        self._id = None

    def _write(self) -> None:
        if self._id is not None:
            self._due[self._id] = self._query
            self._write_next()

    def _write_next(self) -> None:
        """Write one at a time: the last word is to stay."""
        if self._is_writing or not self._due:
            return
        library = self._library
        search, query = self._due.popitem()
        self._is_writing = True
        self._errands.ask(
            lambda: keep(library, search, query),
            lambda _: self._on_written(),
            Lane.READ,
            self._on_failed,
        )

    def _on_written(self) -> None:
        self._is_writing = False
        self._write_next()

    def _on_failed(self, error: PhotoSearchError) -> None:
        # Nobody asked for this, so nobody is told that it did not work.
        logger.info("a saved search was not kept: %s", error)
        self._on_written()


def keep(library: Library, search: SearchId, query: Query) -> None:
    """Keep marks and all else that changes of a saved search while it is used.

    Its examples stay as they were saved, also those that are out of the library.

    Raises:
        QueryError: It is damaged.
        LibraryError: Another program is writing.
    """
    texts = [each.query_json for each in library.saved_searches() if each.id == search]
    for text in texts:
        stored = read_query(text)
        changed = replace(
            stored,
            marks=_marks(library, stored, query),
            expand=query.expand,
            seen=int(library.newest_photo()),
        )
        if changed != stored:
            library.change_search(search, write_query(changed))


def _marks(
    library: Library, stored: StoredQuery, query: Query
) -> tuple[StoredMark, ...]:
    ids = [mark.photo for mark in query.marks]
    marks = store(query, {photo.id: photo for photo in library.photos(ids)}).marks
    # Those of photos that are out of the library may be of use again.
    out = [
        each
        for each in stored.marks
        if library.photo_by_hash(each.content_hash) is None
    ]
    return (*out, *marks)


def _question(query: Query) -> _Question:
    return query.examples, query.filter
