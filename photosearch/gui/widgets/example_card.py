"""One example of a search: its picture, whether to find or to avoid its like."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from photosearch.core.errors import DecodeError, PhotoSearchError
from photosearch.core.library import Example, Library, LikeFile, LikePhoto, LikePicture
from photosearch.gui import messages, theme
from photosearch.gui.background import Lane
from photosearch.gui.models.images import image_in, image_of
from photosearch.gui.models.session import Session
from photosearch.gui.theme import Role
from photosearch.gui.widgets.controls import ElidedLabel, name_tool, tool

_PICTURE_PX = 56
_DECODED_PX = 192
_NAME_PX = 104
_RADIUS_PX = 5


class ExampleCard(QFrame):
    """A small card with an example.

    Args:
        session: The open library.
        example: What it shows.

    Signals:
        weight_chosen: How much the example shall count (float).
        removed: The example is not wanted any more.
    """

    weight_chosen = Signal(float)
    removed = Signal()

    def __init__(
        self, session: Session, example: Example, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._example = example
        self._picture = _Picture()
        self._name = ElidedLabel()
        self._name.setFixedWidth(_NAME_PX)
        self._name.setText(_name_of(example))
        self._side = QToolButton()
        self._side.setProperty("role", "flat")
        self._side.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._side.clicked.connect(lambda: self.weight_chosen.emit(-example.weight))
        theme.show_icon(self._side, "plus" if example.weight > 0 else "minus", 14)
        self._remove = tool("close")
        theme.show_icon(self._remove, "close", 14)
        self._remove.clicked.connect(self.removed)
        self._lay_out()
        self._retranslate()
        library = session.library
        # What has to be decoded must not hold up quick questions.
        lane = Lane.PICTURES if isinstance(example, LikeFile) else Lane.READ
        self._task = session.bridge.run(
            lane, lambda: _look(library, example), self._show, self._on_failure
        )

    def forget(self) -> None:
        """Load nothing any more: the card is about to go."""
        self._task.cancel()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._side, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(column)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignTop)

    def _show(self, looked: tuple[str, QImage]) -> None:
        name, image = looked
        self._name.setText(name)
        self._name.setToolTip(name)
        self._picture.show_image(image)
        self._retranslate()

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._picture.show_image(None)
        self.setToolTip(messages.about(error).line)

    def _retranslate(self) -> None:
        name = self._name.text()
        is_wanted = self._example.weight > 0
        self.setAccessibleName(name)
        self._side.setText(self.tr("like this") if is_wanted else self.tr("unlike"))
        self._side.setToolTip(
            self.tr("Avoid photos like this one")
            if is_wanted
            else self.tr("Find photos like this one")
        )
        self._side.setAccessibleName(f"{name}: {self._side.text()}")
        name_tool(self._remove, self.tr("Remove {0}").format(name))


class _Picture(QWidget):
    """A square part of a picture, or a sign that there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_PICTURE_PX, _PICTURE_PX)
        self._image: QImage | None = QImage()

    def show_image(self, image: QImage | None) -> None:
        """Show a picture; None is one that cannot be read."""
        self._image = image
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
            sign = theme.pixmap("warning", 24, Role.WARNING, self.devicePixelRatioF())
            offset = (_PICTURE_PX - 24) // 2
            painter.drawPixmap(offset, offset, sign)
        elif not self._image.isNull():
            painter.setClipPath(corners)
            painter.drawImage(QRectF(self.rect()), self._image, _middle(self._image))


def _middle(image: QImage) -> QRectF:
    side = min(image.width(), image.height())
    return QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)


def _name_of(example: Example) -> str:
    match example:
        case LikeFile():
            return example.path.name
        case LikePicture():
            return example.name
    return ""


def _look(library: Library, example: Example) -> tuple[str, QImage]:
    """Return an example's name and picture; not for the GUI thread.

    Raises:
        DecodeError: There is no picture.
    """
    match example:
        case LikeFile():
            image = image_of(library.view(example.path, _DECODED_PX))
            return example.path.name, image
        case LikePicture():
            return example.name, _small(image_in(example.content))
        case LikePhoto():
            photo = library.photo(example.photo)
            jpeg = library.thumbnail(photo) if photo else None
            if photo is None or jpeg is None:
                raise DecodeError("the photo is out of reach")
            return photo.paths[0].name, _small(image_in(jpeg))


def _small(image: QImage) -> QImage:
    return image.scaled(
        QSize(_DECODED_PX, _DECODED_PX),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
