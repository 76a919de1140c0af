"""What has come to saved searches since they were last looked at."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Library
from photosearch.core.records import Changes, PhotoId, SavedSearch, SearchId
from photosearch.gui.background import Lane
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.query import read_query, restore
from photosearch.gui.models.session import Session
from photosearch.gui.models.throttle import Throttle

logger = logging.getLogger(__name__)

_PAUSE_MS = 15_000
_QUIET_MS = 2_000
_CLOSE_AT_MOST = 300
_TEXT_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")

_New = frozenset[PhotoId]


class SearchNews(QObject):
    """Counts new photos close to saved searches, whenever nobody is at work.

    After photos came, one search after the other is made, each in the background and
    only after a while in which nobody searched or wrote.

    Args:
        session: The open library.

    Signals:
        changed: The id of a saved search (`SearchId`) of which another number is new.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = session.library
        self._errands = Errands(session, self)
        self._new: dict[SearchId, _New] = {}
        # The newest photo of the library when a search was counted.
        self._counted: dict[SearchId, int] = {}
        self._waiting: list[SavedSearch] = []
        self._newest = 0
        self._standing: SearchId | None = None
        self._is_counting = False
        self._stop = threading.Event()
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._go_on)
        self._asking = Throttle(self._ask, _PAUSE_MS, self)
        session.changed.connect(self._on_library_changed)
        session.models_changed.connect(self._on_models_changed)

    def count(self, search: SearchId) -> int:
        """Return how many photos are new to a saved search."""
        return len(self._new.get(search, ()))

    def look(self) -> None:
        """Count what is new, as soon as it is quiet."""
        self._asking.ask()

    def hold(self) -> None:
        """Wait a while: somebody is searching."""
        self._stop.set()
        if self._waiting or self._is_counting:
            self._quiet.start()

    def see(self, search: SearchId | None) -> None:
        """Take what is new to a search for seen while it is shown.

        Args:
            search: The saved search that is shown; None if none is.
        """
        self._standing = search
        if search is not None:
            self._set(search, frozenset())

    # --- counting

    def _ask(self) -> None:
        library = self._library
        self._errands.ask(
            lambda: (library.saved_searches(), int(library.newest_photo())),
            lambda answer: self._on_searches(*answer),
            Lane.READ,
            _note,
        )

    def _on_searches(self, searches: Sequence[SavedSearch], newest: int) -> None:
        self._newest = newest
        self._waiting = [
            each for each in searches if self._counted.get(each.id, -1) < newest
        ]
        self._quiet.start()

    def _go_on(self) -> None:
        """Count the next search, or wait on while somebody writes."""
        if self._is_counting or not self._waiting:
            return
        if _is_writing():
            self._quiet.start()
        else:
            self._count(self._waiting.pop(0), self._newest)

    def _count(self, search: SavedSearch, newest: int) -> None:
        library, stop = self._library, threading.Event()
        self._is_counting, self._stop = True, stop

        def on_counted(new: _New) -> None:
            self._is_counting = False
            if stop.is_set():
                self._put_back(search)
            else:
                self._counted[search.id] = newest
                if search.id != self._standing:
                    self._set(search.id, new)
            # Somebody may have begun to search: then it is to be quiet first.
            if not self._quiet.isActive():
                self._go_on()

        def on_failure(error: PhotoSearchError) -> None:
            if not stop.is_set():
                _note(error)
            on_counted(frozenset())

        # Not among the short questions: the grid waits for those.
        self._errands.ask(
            lambda: new_close(library, search, stop), on_counted, Lane.QUERY, on_failure
        )

    def _put_back(self, search: SavedSearch) -> None:
        if all(each.id != search.id for each in self._waiting):
            self._waiting.insert(0, search)

    def _set(self, search: SearchId, new: _New) -> None:
        if new != self._new.get(search, frozenset()):
            self._new[search] = new
            self.changed.emit(search)

    # --- what happens

    def _on_library_changed(self, changes: Changes) -> None:
        for search, new in list(self._new.items()):
            self._set(search, new.difference(changes.removed))
        if changes.added:
            self.look()

    def _on_models_changed(self) -> None:
        self._counted.clear()
        self._stop.set()
        self.look()


def new_close(
    library: Library, search: SavedSearch, stop: threading.Event | None = None
) -> frozenset[PhotoId]:
    """Return the close photos that came since a saved search was last looked at.

    Args:
        library: Has the search and the photos.
        search: The saved search.
        stop: Set it to end the search early.

    Raises:
        QueryError: The search is damaged, an example is out of reach, or the search
            was stopped.
        ModelError: The model in use is missing or does not run.
    """
    stored = read_query(search.query_json)
    query = restore(stored, library.photo_by_hash, library.person_by_key).query
    if stored.seen is None or not any(each.weight > 0 for each in query.examples):
        return frozenset()
    found = library.find(replace(query, count=_CLOSE_AT_MOST), stop)
    close = found.ids[: found.close]
    return frozenset(PhotoId(each) for each in close[close > stored.seen].tolist())


def _is_writing() -> bool:
    focus = QGuiApplication.focusObject()
    if focus is None or not focus.property("visible"):
        return False
    return any(focus.inherits(each) for each in _TEXT_FIELDS)


def _note(error: PhotoSearchError) -> None:
    # Nobody asked for this, so nobody is told that it did not work.
    logger.info("what is new to saved searches was not counted: %s", error)
