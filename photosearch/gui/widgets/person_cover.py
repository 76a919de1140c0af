"""The round face of one person."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from photosearch.core.ids import FaceId
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails
from photosearch.gui.widgets.person_delegate import paint_cover


class PersonCover(QWidget):
    """Shows a face as soon as it is there.

    Args:
        session: The open library.
        side_px: Width and height.
    """

    def __init__(self, session: Session, side_px: int) -> None:
        super().__init__()
        self._face: FaceId | None = None
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.set_side(round(side_px * self.devicePixelRatioF()))
        self._thumbnails.changed.connect(lambda _: self.update())
        self.setFixedSize(side_px, side_px)

    def show_face(self, face: FaceId | None) -> None:
        """Show another face, or that there is none."""
        self._face = face
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._face
        picture = None if face is None else self._thumbnails.get(face, face)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_cover(painter, self.rect(), picture)
        painter.end()
