"""The photos that are most like one photo."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.library import LikePhoto, Query
from photosearch.core.records import Photo, PhotoId
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex


class SimilarModel(QAbstractListModel):
    """Photos like one photo, the most alike first, without that photo itself."""

    PHOTO_ROLE = Qt.ItemDataRole.UserRole + 1
    _COUNT = 24

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.changed.connect(self._on_thumbnail_changed)
        self._photos: tuple[Photo, ...] = ()
        self._search = Task()

    def look_for(self, photo: PhotoId) -> None:
        """Find what is like a photo; a search that still runs is dropped."""
        self._search.cancel()
        library = self._session.library
        query = Query((LikePhoto(photo),), count=self._COUNT + 1)
        stop = self._search = Task()

        def work() -> tuple[Photo, ...]:
            found = library.find(query, stop.stop)
            ids = [PhotoId(each) for each in found.ids.tolist() if each != photo]
            return library.photos(ids[: self._COUNT])

        def on_found(photos: tuple[Photo, ...]) -> None:
            if stop is self._search:
                self._show(photos)

        self._session.bridge.run(Lane.QUERY, work, on_found, lambda _: on_found(()))

    def clear(self) -> None:
        """Show nothing."""
        self._search.cancel()
        self._search = Task()
        self._show(())

    @property
    def ids(self) -> tuple[PhotoId, ...]:
        """The photos that are shown."""
        return tuple(photo.id for photo in self._photos)

    def set_side(self, side_px: int) -> None:
        """Have thumbnails of this size, in pixels of the screen."""
        self._thumbnails.set_side(side_px)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._photos)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(photo.id, photo)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return photo.paths[0].name
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(photo.paths[0])
        return photo if role == self.PHOTO_ROLE else None

    def _show(self, photos: tuple[Photo, ...]) -> None:
        self.beginResetModel()
        self._photos = photos
        self.endResetModel()

    def _on_thumbnail_changed(self, key: int) -> None:
        for row, photo in enumerate(self._photos):
            if photo.id == key:
                index = self.index(row)
                self.dataChanged.emit(index, index)
