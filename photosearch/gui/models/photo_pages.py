"""Photos of rows, fetched a page at a time when they are looked at."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from photosearch.core.records import Photo, PhotoId, PhotoIds
from photosearch.gui.background import Task
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.session import Session

PAGE = 200
_KEPT = 64 * PAGE
_TOGETHER = 6


class PhotoPages(QObject):
    """The photos of a list of ids, of which a bounded number is in memory.

    Signals:
        loaded: The photos (a tuple of `Photo`) that are there now.
    """

    loaded = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._ids: PhotoIds = np.empty(0, dtype=np.int64)
        self._photos: OrderedDict[int, Photo] = OrderedDict()
        self._wanted: dict[int, None] = {}
        self._asked: dict[int, Task] = {}
        self._gone: set[int] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_for_pages)

    def set_ids(self, ids: PhotoIds) -> None:
        """Serve other rows; photos that are known stay known.

        Args:
            ids: (n,) int64, a photo's for each row; negative ones are no photos.
        """
        for task in self._asked.values():
            task.cancel()
        self._asked.clear()
        self._wanted.clear()
        self._gone.clear()
        self._ids = ids

    def forget(self, photos: Iterable[PhotoId]) -> None:
        """Fetch these again when they are next looked at."""
        for photo in photos:
            self._photos.pop(photo, None)
        self.set_ids(self._ids)

    def known(self, photo: int) -> Photo | None:
        """Return a photo if it is in memory."""
        return self._photos.get(photo)

    def of_row(self, row: int) -> Photo | None:
        """Return the photo of a row if it is in memory; else fetch its page."""
        key = int(self._ids[row])
        photo = self._photos.get(key)
        page = row // PAGE
        if photo is None and page not in self._asked and key not in self._gone:
            # Behind those looked at before: the last ones are asked for first.
            self._wanted[page] = None
            self._soon.start()
        return photo

    def fetch(self, photos: Sequence[PhotoId]) -> None:
        """Have these in memory soon, wherever they are."""
        missing = [photo for photo in photos if photo not in self._photos]
        for start in range(0, min(len(missing), _KEPT), PAGE):
            self._ask(missing[start : start + PAGE])

    @property
    def is_fetching(self) -> bool:
        """Whether some are on their way."""
        return bool(self._wanted or self._asked)

    def _ask_for_pages(self) -> None:
        """Ask for the pages looked at last; those scrolled past are forgotten."""
        for page in list(self._wanted)[-_TOGETHER:]:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            some = [PhotoId(each) for each in ids[ids > 0].tolist()]
            self._asked[page] = self._ask(some, page)
        self._wanted.clear()
        for page in list(self._asked)[:-_TOGETHER]:
            self._asked.pop(page).cancel()

    def _ask(self, photos: Sequence[PhotoId], page: int = -1) -> Task:
        def on_photos(found: tuple[Photo, ...]) -> None:
            self._asked.pop(page, None)
            self._gone.update(set(photos) - {photo.id for photo in found})
            self._keep(found)

        return self._errands.ask(
            lambda: self._session.library.photos(photos), on_photos
        )

    def _keep(self, photos: tuple[Photo, ...]) -> None:
        for photo in photos:
            self._photos[photo.id] = photo
            self._photos.move_to_end(photo.id)
        while len(self._photos) > _KEPT:
            self._photos.popitem(last=False)
        self.loaded.emit(photos)
