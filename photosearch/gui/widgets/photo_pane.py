"""A photo of the library on the screen, first as its thumbnail and then sharp."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.records import Photo
from photosearch.gui.background import Lane, Task
from photosearch.gui.models.images import image_in
from photosearch.gui.models.pictures import Pictures, Refusal, Wish
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.picture_view import PictureView

_ALL_PX = 1 << 16
# Pictures are decoded for steps of size, so that a window made a little larger finds
# those that are there.
_STEP_PX = 512


class PhotoPane(QWidget):
    """One photo, with a caption above it and a notice where it cannot be read.

    Args:
        session: The open library.
        pictures: Those that are loaded.

    Signals:
        wishes_changed: It needs another picture than before.
    """

    wishes_changed = Signal()

    def __init__(self, session: Session, pictures: Pictures) -> None:
        super().__init__()
        self.view = PictureView(self)
        self._session = session
        self._pictures = pictures
        self._photo: Photo | None = None
        self._thumbnail = Task()
        self._is_sharp = False
        self._caption = controls.label("muted")
        self._notice = controls.label(wraps=True)
        self._arrange()
        self._retranslate()
        self.view.detail_wanted.connect(self.wishes_changed)
        pictures.loaded.connect(self._on_loaded)
        pictures.refused.connect(self._on_refused)

    @property
    def is_sharp(self) -> bool:
        """Whether more than a thumbnail is shown."""
        return self._is_sharp

    @property
    def notice(self) -> str:
        """Why the photo is not shown as it should be; empty where it is."""
        return "" if self._notice.isHidden() else self._notice.text()

    def show_photo(self, photo: Photo) -> None:
        """Show a photo as well as can be right now; its picture has to be wanted."""
        self._photo = photo
        self._is_sharp = False
        self._notice.hide()
        self._thumbnail.cancel()
        image = self._pictures.get(self.wish_for(photo))
        if image is not None:
            self._show_sharp(image)
            return
        self.view.clear()
        self._thumbnail = self._session.bridge.run(
            Lane.PICTURES,
            lambda: _image(self._session.library.thumbnail(photo)),
            self._on_thumbnail,
            lambda _: None,
        )

    def show_image(self, image: QImage) -> None:
        """Show a picture that is no photo of the library."""
        self._photo = None
        self._thumbnail.cancel()
        self._notice.hide()
        self.view.show_picture(image, image.width(), image.height())

    def clear(self) -> None:
        """Show nothing."""
        self._photo = None
        self._thumbnail.cancel()
        self._notice.hide()
        self.view.clear()

    def set_caption(self, text: str) -> None:
        """Say above the photo what it is; empty for nothing."""
        self._caption.setText(text)
        self._caption.setVisible(bool(text))

    def show_notice(self, error: PhotoSearchError) -> None:
        """Say why the picture is not shown as it should be."""
        self._notice.setText(
            self.tr("This photo cannot be read now: {0}").format(error)
        )
        self._notice.show()
        self._notice.raise_()
        self._place_notice()

    def wish_for(self, photo: Photo) -> Wish:
        """Return the picture that fits onto the screen."""
        return Wish(photo.paths[0], self.most_px)

    @property
    def most_px(self) -> int:
        """Longer side of a picture that fits onto the screen."""
        screen = self.screen().size() * self.devicePixelRatioF()
        side = max(screen.width(), screen.height())
        return -(-side // _STEP_PX) * _STEP_PX

    def detail_of(self, photo: Photo) -> Wish:
        """Return the picture with all its pixels."""
        return Wish(photo.paths[0], _ALL_PX)

    @property
    def wishes(self) -> list[Wish]:
        """The pictures that it needs now."""
        if self._photo is None:
            return []
        if self._is_sharp and self.view.lacks_detail:
            return [self.detail_of(self._photo)]
        return [] if self._is_sharp else [self.wish_for(self._photo)]

    # --- what comes

    def _on_thumbnail(self, image: QImage) -> None:
        if not self._is_sharp and not image.isNull():
            self._show_in_place(image)

    def _on_loaded(self, wish: Wish) -> None:
        photo, image = self._photo, self._pictures.get(wish)
        if photo is None or image is None:
            return
        if wish == self.wish_for(photo) and not self._is_sharp:
            self._show_sharp(image)
        elif wish == self.detail_of(photo):
            self.view.show_detail(image)

    def _on_refused(self, refusal: Refusal) -> None:
        photo = self._photo
        if photo is not None and refusal.wish == self.wish_for(photo):
            self.show_notice(refusal.error)

    def _show_sharp(self, image: QImage) -> None:
        self._show_in_place(image)
        self._is_sharp = True
        if self.view.lacks_detail:
            self.wishes_changed.emit()

    def _show_in_place(self, image: QImage) -> None:
        """Show a picture of the photo; a zoom that was chosen already stays."""
        if self.view.is_empty:
            metadata = self._photo.metadata if self._photo else None
            width = metadata.width_px if metadata else image.width()
            height = metadata.height_px if metadata else image.height()
            self.view.show_picture(image, width, height)
        else:
            self.view.improve(image)

    # --- looks

    def _arrange(self) -> None:
        column = controls.column(self, spacing_px=0)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setContentsMargins(*(4 * [SPACE_PX]))
        self._caption.hide()
        column.addWidget(self._caption)
        column.addWidget(self.view, 1)
        self._notice.setParent(self)
        self._notice.setProperty("role", "notice")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.hide()

    def _place_notice(self) -> None:
        width = min(self.width() - 4 * SPACE_PX, 480)
        height = self._notice.heightForWidth(width)
        left, top = (self.width() - width) // 2, self.height() - height - 3 * SPACE_PX
        self._notice.setGeometry(left, top, width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Photo"))


def _image(jpeg: bytes | None) -> QImage:
    return image_in(jpeg) if jpeg else QImage()
