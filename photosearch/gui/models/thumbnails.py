"""Thumbnails to show: decoded beside the window, as many as memory allows."""

from collections import OrderedDict
from collections.abc import Collection

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPixmap,
    QTransform,
)

from photosearch.core.ids import FaceId
from photosearch.core.records import PendingFile, Photo
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.errands import Errands
from photosearch.gui.models.images import image_in
from photosearch.gui.models.session import Session

Source = Photo | PendingFile | FaceId

CORNER_SHARE = 0.03
"""Radius of a thumbnail's corners, as a share of its side."""

_MOST_BYTES = 128 * 2**20
_TOGETHER = 3
_WAITING_AT_MOST = 2000
_WIDEST = 2.1
_BYTES_A_PIXEL = 4


class Thumbnails(QObject):
    """Square thumbnails by key; what was asked for last comes first.

    Signals:
        changed: The key (int) of a thumbnail that is there now.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, Errands(session, self)
        self._side_px = 160
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._kept_bytes = 0
        self._waiting: OrderedDict[int, Source] = OrderedDict()
        self._running: dict[int, Task] = {}
        self._out_of_reach: set[int] = set()
        session.changed.connect(self.retry)
        session.folders_changed.connect(self.retry)

    def get(self, key: int, source: Source | None = None) -> QPixmap | None:
        """Return a thumbnail if it is there; else fetch it, and say `changed`.

        One of another size is returned until the right one is there.

        Args:
            key: What `changed` calls it.
            source: Where to fetch it; None to fetch nothing.
        """
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        if source is not None and (kept is None or kept.width() != self._side_px):
            self._ask(key, source)
        return kept

    def set_side(self, side_px: int) -> None:
        """Fetch thumbnails of this size from now on, in pixels of the screen."""
        if side_px != self._side_px:
            self._side_px = side_px
            self._waiting.clear()

    def keep_asking_for(self, keys: Collection[int]) -> None:
        """Drop what waits and is not among these: it was scrolled away."""
        for key in [key for key in self._waiting if key not in keys]:
            del self._waiting[key]

    def retry(self) -> None:
        """Look again for those that were out of reach."""
        self._out_of_reach.clear()

    @property
    def size_bytes(self) -> int:
        """What the thumbnails take in memory."""
        return self._kept_bytes

    @property
    def is_fetching(self) -> bool:
        """Whether some are on their way."""
        return bool(self._running or self._waiting)

    def _ask(self, key: int, source: Source) -> None:
        if key in self._running or key in self._out_of_reach:
            return
        self._waiting[key] = source
        self._waiting.move_to_end(key)
        if len(self._waiting) > _WAITING_AT_MOST:
            self._waiting.popitem(last=False)
        self._start()

    def _start(self) -> None:
        while self._waiting and len(self._running) < _TOGETHER:
            key, source = self._waiting.popitem()
            self._running[key] = self._fetch(key, source, self._side_px)

    def _fetch(self, key: int, source: Source, side_px: int) -> Task:
        library = self._session.library

        def work() -> QImage | None:
            if isinstance(source, Photo):
                jpeg = library.thumbnail(source)
            elif isinstance(source, PendingFile):
                jpeg = library.preview(source.path)
            else:
                jpeg = library.face_thumbnail(source, side_px)
            # A preview out of EXIF is as the camera was held.
            image = image_in(jpeg) if jpeg else QImage()
            return None if image.isNull() else square(image, side_px)

        def done(image: QImage | None) -> None:
            self._on_fetched(key, image)

        return self._session.bridge.run(Lane.PICTURES, work, done, lambda _: done(None))

    def _on_fetched(self, key: int, image: QImage | None) -> None:
        del self._running[key]
        if image is None:
            self._out_of_reach.add(key)
        else:
            self._keep(key, QPixmap.fromImage(image))
            self.changed.emit(key)
        self._start()

    def _keep(self, key: int, pixmap: QPixmap) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._kept_bytes -= _size_bytes(old)
        self._kept[key] = pixmap
        self._kept_bytes += _size_bytes(pixmap)
        while self._kept_bytes > _MOST_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= _size_bytes(dropped)


def square(image: QImage, side_px: int) -> QImage:
    """Fill a square with rounded corners; what is wider than 2:1 is shown whole.

    Args:
        image: Of any size.
        side_px: Side of the result, in pixels.
    """
    result = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(QColor(0, 0, 0, 0))
    scaled = image.scaled(
        QSize(side_px, side_px),
        _fit(image.width(), image.height()),
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (side_px - scaled.width()) / 2, (side_px - scaled.height()) / 2
    shown = QRectF(left, top, scaled.width(), scaled.height())
    brush = QBrush(scaled)
    brush.setTransform(QTransform.fromTranslate(left, top))
    radius = CORNER_SHARE * side_px
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(
        shown.intersected(QRectF(QRect(0, 0, side_px, side_px))), radius, radius
    )
    painter.end()
    return result


def photo_in_square(width_px: int, height_px: int, side_px: float) -> QRectF:
    """Return where the whole photo lies that `square` made a thumbnail of.

    Args:
        width_px: Width of the photo.
        height_px: Its height.
        side_px: Side of the thumbnail.

    Returns:
        Its place on the thumbnail, from which it mostly sticks out.
    """
    whole = QSizeF(width_px, height_px).scaled(
        QSizeF(side_px, side_px), _fit(width_px, height_px)
    )
    left, top = (side_px - whole.width()) / 2, (side_px - whole.height()) / 2
    return QRectF(QPointF(left, top), whole)


def _fit(width_px: int, height_px: int) -> Qt.AspectRatioMode:
    is_panorama = max(width_px, height_px) > _WIDEST * min(width_px, height_px)
    if is_panorama:
        return Qt.AspectRatioMode.KeepAspectRatio
    return Qt.AspectRatioMode.KeepAspectRatioByExpanding


def _size_bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * _BYTES_A_PIXEL
