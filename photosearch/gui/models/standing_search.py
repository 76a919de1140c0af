"""The saved search that stands: what is marked in it is kept with it."""

import logging
import threading
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer

from photosearch.core.errors import LibraryLockedError, PhotoSearchError
from photosearch.core.library import Example, Library, Query
from photosearch.core.records import Filter, PhotoId, SearchId
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
_AGAIN_MS = 2000

_Question = tuple[tuple[Example, ...], Filter]


class StandingSearch(QObject):
    """Keeps marks, how wide it looks, and what was seen of it, with a saved search.

    Args:
        session: The open library.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due = _Due(session.library)
        self._errands = Errands(session, self)
        self._id: SearchId | None = None
        self._query = Query(())
        self._seen: PhotoId | None = None
        self._is_writing = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._write)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._write_due)
        session.closing.connect(self._on_session_closing)

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
        self._id = search
        self._take(query, None)
        self._soon.start()

    def follow(self, query: Query, newest: PhotoId | None = None) -> None:
        """Take note of the query that stands, and leave the search if it is another.

        Args:
            query: What it asks.
            newest: The photo that had come last when it was answered; None where it
                was not answered anew.
        """
        if _question(query) != _question(self._query):
            self.leave()
        self._take(query, newest)
        if self._id is not None:
            self._soon.start()

    def leave(self) -> None:
        """Keep what is not kept yet, and go by no saved search any more."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        self._id = None

    def _take(self, query: Query, newest: PhotoId | None) -> None:
        """Go by a query; what was seen of another one was not seen of this."""
        is_same = _question(query) == _question(self._query)
        before = self._seen if is_same else None
        self._query, self._seen = query, before if newest is None else newest

    def _write(self) -> None:
        if self._id is not None:
            self._due.put(self._id, _State(self._query, self._seen))
            self._write_due()

    def _write_due(self) -> None:
        if self._is_writing or self._due.is_empty:
            return
        self._is_writing = True
        self._errands.ask(
            self._due.write, lambda _: self._on_written(), Lane.READ, self._on_failed
        )

    def _on_written(self) -> None:
        self._is_writing = False
        self._write_due()

    def _on_failed(self, error: PhotoSearchError) -> None:
        self._is_writing = False
        _note(error)
        if isinstance(error, LibraryLockedError):
            self._again.start()
        else:
            self._write_due()

    def _on_session_closing(self) -> None:
        if self._soon.isActive() and self._id is not None:
            self._due.put(self._id, _State(self._query, self._seen))
        self._soon.stop()
        self._again.stop()
        self._due.write_all()


@dataclass(frozen=True, slots=True)
class _State:
    """What is to be kept of a search; `seen` is None where it was not answered."""

    query: Query
    seen: PhotoId | None


class _Due:
    """What is to be written yet, by whichever thread; the last word stays."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._states: dict[SearchId, _State] = {}
        self._writing = threading.Lock()

    @property
    def is_empty(self) -> bool:
        return not self._states

    def put(self, search: SearchId, state: _State) -> None:
        self._states[search] = state

    def write(self) -> None:
        """Write one search, if one is due.

        Raises:
            QueryError: It is damaged.
            LibraryLockedError: Another program is writing; the search stays due.
            LibraryError: It cannot be written.
        """
        with self._writing:
            if not self._states:
                return
            search, state = self._states.popitem()
            try:
                keep(self._library, search, state.query, state.seen)
            except LibraryLockedError:
                # Something newer may have been put there by now.
                self._states.setdefault(search, state)
                raise

    def write_all(self) -> None:
        """Write all that is due, after what another thread is at; give up if locked."""
        while True:
            try:
                self.write()
            except LibraryLockedError as error:
                _note(error)
                return
            except PhotoSearchError as error:
                _note(error)
            if self.is_empty:
                return


def keep(
    library: Library, search: SearchId, query: Query, seen: PhotoId | None
) -> None:
    """Keep marks and all else that changes of a saved search while it is used.

    Its examples stay as they were saved, also those that are out of the library.

    Args:
        library: Has the search.
        search: The saved search.
        query: What it asks.
        seen: The photo that had come last when it was answered; None where it was
            not, which leaves what was seen before.

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
            seen=stored.seen if seen is None else int(seen),
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


def _note(error: PhotoSearchError) -> None:
    # Nobody asked for this, so nobody is told that it did not work.
    logger.info("a saved search was not kept: %s", error)


def _question(query: Query) -> _Question:
    return query.examples, query.filter
