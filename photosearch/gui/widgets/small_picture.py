"""A small square with a picture in it."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from photosearch.gui import theme
from photosearch.gui.theme import Role

_RADIUS_PX = 5
_SIGN_PX = 24


class SmallPicture(QWidget):
    """The middle of a picture, or all of a part of one; or a sign that there is none.

    Args:
        side_px: Width and height.
    """

    def __init__(self, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(side_px, side_px)
        self._image: QImage | None = QImage()
        self._is_part = False

    @property
    def image(self) -> QImage | None:
        """What is shown; a null image before it came, None where it cannot be read."""
        return self._image

    def show_image(self, image: QImage | None, *, is_part: bool = False) -> None:
        """Show a picture.

        Args:
            image: The picture; None is one that cannot be read.
            is_part: Whether it is a part of one, of which nothing may be cut off.
        """
        self._image, self._is_part = image, is_part
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
        painter.fillPath(corners, theme.colour(Role.PHOTO))
        if self._image is None:
            scale = self.devicePixelRatioF()
            sign = theme.pixmap("warning", _SIGN_PX, Role.WARNING, scale)
            offset = (self.width() - _SIGN_PX) // 2
            painter.drawPixmap(offset, offset, sign)
        elif not self._image.isNull():
            painter.setClipPath(corners)
            self._paint_image(painter, self._image)

    def _paint_image(self, painter: QPainter, image: QImage) -> None:
        place = QRectF(self.rect())
        if not self._is_part:
            painter.drawImage(place, image, _middle(image))
            return
        size = QSizeF(image.size()).scaled(
            place.size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        shown = QRectF(place.topLeft(), size)
        shown.moveCenter(place.center())
        painter.drawImage(shown, image)


def _middle(image: QImage) -> QRectF:
    side = min(image.width(), image.height())
    return QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
