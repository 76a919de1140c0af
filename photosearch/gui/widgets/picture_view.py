"""One picture that can be zoomed and moved about."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.models.parts import place_of
from photosearch.gui.theme import Role
from photosearch.gui.widgets.part_outline import paint_outline
from photosearch.spec.regions import Box

_STEP = 1.25
_MOST_ZOOM = 16.0
# A small photo is enlarged to fill the window, but not to a blur.
_MOST_ENLARGED = 2.0
_MARGINS = QSizeF(16, 16)
_NOTCH_DEG8 = 120
_MOVING = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


class PictureView(QWidget):
    """Shows a picture: fitted into the widget, or a part of it closer up.

    A picture comes in two sizes: one about as large as the screen, and, once somebody
    looks closer, the photo with all its pixels.

    Signals:
        zoomed: The zoom changed; 1.0 is one pixel of the screen for each of the photo.
        detail_wanted: It is shown larger than its pixels allow.
        placed: The photo lies elsewhere on the widget than before, or in another size.
    """

    zoomed = Signal(float)
    detail_wanted = Signal()
    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo_px = QSizeF()
        self._picture = QPixmap()
        self._detail = QPixmap()
        self._is_fitted = True
        self._zoom = 1.0
        self._centre = QPointF()
        self._grabbed: QPointF | None = None
        self._outlined: Box | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # --- what is shown

    def show_picture(self, image: QImage, width_px: int, height_px: int) -> None:
        """Show a picture, fitted, unless it is the same photo in another size.

        Args:
            image: The picture in any size.
            width_px: Width of the photo itself.
            height_px: Its height.
        """
        self._photo_px = QSizeF(width_px, height_px)
        self._picture = QPixmap.fromImage(image)
        self._detail = QPixmap()
        self.fit()

    def improve(self, image: QImage) -> None:
        """Show the same photo from better pixels; nothing moves."""
        self._picture = QPixmap.fromImage(image)
        self.update()

    def show_detail(self, image: QImage) -> None:
        """Show the same photo with all its pixels; nothing moves."""
        self._detail = QPixmap.fromImage(image)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._picture = QPixmap()
        self._detail = QPixmap()
        self.update()

    def outline(self, part: Box | None) -> None:
        """Draw a line around a part of the photo; None draws none."""
        self._outlined = part
        self.update()

    @property
    def outlined(self) -> Box | None:
        """The part of the photo with a line around it."""
        return self._outlined

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see."""
        return self._picture.isNull()

    @property
    def photo_px(self) -> QSizeF:
        """Width and height of the photo itself; empty before the first one."""
        return self._photo_px

    @property
    def photo_rect(self) -> QRectF:
        """Where on the widget the whole photo lies, beyond its edges, too."""
        return self._on_widget(QRectF(QPointF(), self._photo_px))

    # --- zoom

    @property
    def zoom(self) -> float:
        """Pixels of the screen for each pixel of the photo."""
        return self._zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the whole photo is shown, however large the widget is."""
        return self._is_fitted

    def fit(self) -> None:
        """Show the whole photo."""
        self._is_fitted = True
        self._centre = QRectF(QPointF(), self._photo_px).center()
        self._set_zoom(self._fitting_zoom())

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, so that what lies at a point of the widget stays there.

        Args:
            zoom: Pixels of the screen for each pixel of the photo.
            at: The point; the middle of the widget unless given.
        """
        if self.is_empty:
            return
        whole = self._fitting_zoom()
        if zoom <= whole <= 1.0:
            self.fit()
            return
        at = at or QRectF(self.rect()).center()
        held = self._photo_point(at)
        self._is_fitted = False
        zoom = min(max(zoom, min(whole, 1.0)), _MOST_ZOOM)
        self._centre = held - (at - QRectF(self.rect()).center()) / self._scale_of(zoom)
        self._set_zoom(zoom)

    def zoom_in(self) -> None:
        """Look one step closer."""
        self.zoom_to(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Step back once."""
        self.zoom_to(self._zoom / _STEP)

    def move_by(self, right_px: float, down_px: float) -> None:
        """Move the view over the photo, as far as there is something to see."""
        self._centre += QPointF(right_px, down_px) / self._scale_of(self._zoom)
        self._stay_inside()
        self._place()

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._stay_inside()
        self._place()
        self.zoomed.emit(zoom)
        if self.lacks_detail:
            self.detail_wanted.emit()

    def _place(self) -> None:
        self.update()
        self.placed.emit()

    @property
    def lacks_detail(self) -> bool:
        """Whether it is shown larger than its pixels allow, though there are more."""
        return (
            not self.is_empty
            and self._detail.isNull()
            and not self._is_fitted
            and self._picture.width() < self._photo_px.width()
            and self._zoom * self._photo_px.width() > self._picture.width()
        )

    def _fitting_zoom(self) -> float:
        room = (QSizeF(self.size()) - _MARGINS) * self.devicePixelRatioF()
        if self._photo_px.isEmpty() or room.isEmpty():
            return 1.0
        return min(
            room.width() / self._photo_px.width(),
            room.height() / self._photo_px.height(),
            _MOST_ENLARGED,
        )

    def _stay_inside(self) -> None:
        scale = self._scale_of(self._zoom)
        x = _held(self._centre.x(), self._photo_px.width(), self.width() / scale)
        y = _held(self._centre.y(), self._photo_px.height(), self.height() / scale)
        self._centre = QPointF(x, y)

    def _scale_of(self, zoom: float) -> float:
        """Return points of the widget for each pixel of the photo."""
        return zoom / self.devicePixelRatioF()

    def _photo_point(self, point: QPointF) -> QPointF:
        offset = point - QRectF(self.rect()).center()
        return self._centre + offset / self._scale_of(self._zoom)

    # --- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(Role.VIEWER))
        if self.is_empty:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        part = QRectF(
            self._photo_point(QPointF()),
            self._photo_point(QPointF(self.width(), self.height())),
        ) & QRectF(QPointF(), self._photo_px)
        pixmap = self._pixmap_for_zoom()
        scale = pixmap.width() / self._photo_px.width()
        source = QRectF(part.topLeft() * scale, part.size() * scale)
        painter.drawPixmap(self._on_widget(part), pixmap, source)
        if self._outlined is not None:
            paint_outline(painter, place_of(self._outlined, self.photo_rect))

    def _pixmap_for_zoom(self) -> QPixmap:
        is_enough = self._picture.width() >= self._zoom * self._photo_px.width()
        return self._picture if is_enough or self._detail.isNull() else self._detail

    def _on_widget(self, part: QRectF) -> QRectF:
        scale = self._scale_of(self._zoom)
        corner = QRectF(self.rect()).center() + (part.topLeft() - self._centre) * scale
        return QRectF(corner, part.size() * scale)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._is_fitted:
            self.fit()
        else:
            self._stay_inside()
            self._place()
        super().resizeEvent(event)

    # --- mouse

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / _NOTCH_DEG8
        self.zoom_to(self._zoom * _STEP**steps, event.position())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in _MOVING and not self._is_fitted:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            moved = self._grabbed - event.position()
            self._grabbed = event.position()
            self.move_by(moved.x(), moved.y())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_fitted:
            self.zoom_to(1.0, event.position())
        else:
            self.fit()


def _held(centre: float, length: float, seen: float) -> float:
    """Keep the middle of what is seen of a length where no edge comes inside."""
    if seen >= length:
        return length / 2
    return min(max(centre, seen / 2), length - seen / 2)
