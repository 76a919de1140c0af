"""A face on a photo: a frame around it, and a tag that says whose it is."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from photosearch.gui.theme import Role, colour

_ROOM_PX = 4
_GAP_PX = 3
_PAD_PX = 8
_TAG_PX = 160
_RADIUS_PX = 5.0
_LINE_PX = 1.75
_EDGE_OPACITY = 0.5
_TAG_OPACITY = 0.72
_PALE_OPACITY = 0.75


class FaceBox(QAbstractButton):
    """A frame that can be clicked, or reached with Tab and pressed with Space.

    Whoever puts it over a photo says where the face lies.

    Args:
        parent: What the photo is shown on.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self._name, self._hint = "", ""
        self._face = QRectF()
        self._tag = QRect()
        self._is_only_tag = self._is_tag_hidden = False
        self._stands_out = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def name(self) -> str:
        """Whose face it is; empty where nobody knows."""
        return self._name

    def show_words(self, name: str, hint: str, described: str) -> None:
        """Say whose face it is.

        Args:
            name: Empty where nobody knows.
            hint: What is shown instead while somebody points at it.
            described: The whole of it for screen readers.
        """
        self._name, self._hint = name, hint
        self.setAccessibleName(described)
        self.setToolTip(described)
        self.update()

    @property
    def tag(self) -> QRect:
        """Where the tag goes, on the parent."""
        return self._tag.translated(self.pos())

    @property
    def face_px(self) -> float:
        """Width of the face."""
        return self._face.width()

    @property
    def shows_tag(self) -> bool:
        """Whether there are words to see right now."""
        return self._is_pointed_at or bool(self._name and not self._is_tag_hidden)

    def hide_tag(self, *, is_hidden: bool) -> None:
        """Show the tag only while somebody points at it: there is no room for it."""
        self._is_tag_hidden = is_hidden
        self.update()

    def place(self, face: QRectF, *, is_only_tag: bool) -> None:
        """Put it around a face.

        Args:
            face: Where the face lies on the parent.
            is_only_tag: Whether clicks on the frame are left to the photo below.
        """
        frame = face.toAlignedRect().adjusted(-_ROOM_PX, -_ROOM_PX, _ROOM_PX, _ROOM_PX)
        tag = self._tag_below(frame)
        whole = frame.united(tag)
        self._face = face.translated(-QPointF(whole.topLeft()))
        self._tag = tag.translated(-whole.topLeft())
        self._is_only_tag = is_only_tag
        self.setGeometry(whole)
        self.update()

    def _tag_below(self, frame: QRect) -> QRect:
        """Return where the tag goes: below the face, or above it at the lower edge."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._name or self._hint)
        width = min(words, max(_TAG_PX, frame.width() - 2 * _PAD_PX)) + 2 * _PAD_PX
        size = QSize(width, metrics.height() + _GAP_PX * 2)
        room = self._ground.rect()
        top = frame.bottom() + _GAP_PX
        if top + size.height() > room.bottom():
            above = frame.top() - _GAP_PX - size.height()
            top = above if above >= 0 else room.bottom() - size.height()
        left = frame.center().x() - size.width() // 2
        left = max(min(left, room.right() - size.width()), 0)
        return QRect(QPoint(left, top), size)

    def stand_out(self, *, stands_out: bool) -> None:
        """Show that it is the one that is spoken of, or no longer."""
        self._stands_out = stands_out
        self.update()

    @property
    def _is_pointed_at(self) -> bool:
        return self.underMouse() or self.hasFocus()

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        is_on_tag = self.shows_tag and self._tag.contains(pos)
        return is_on_tag or (not self._is_only_tag and self._face.contains(pos))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        # Its tag shall not lie below that of a neighbour.
        self.raise_()
        super().enterEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.raise_()
        super().focusInEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        if self.shows_tag:
            self._paint_tag(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        is_strong = self._is_pointed_at or self._stands_out
        line = _LINE_PX + (1.0 if is_strong else 0.0)
        role = Role.ON_PHOTO
        if self.hasFocus() or self._stands_out:
            role = Role.ACCENT
        opacity = 1.0 if self._name or is_strong else _PALE_OPACITY
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (
            QPen(colour(Role.SHADE, _EDGE_OPACITY), line + 1.5),
            QPen(colour(role, opacity), line),
        ):
            if not self._name:
                # Nobody knows who that is.
                pen.setDashPattern([6 / pen.widthF(), 5 / pen.widthF()])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawRoundedRect(self._face, _RADIUS_PX, _RADIUS_PX)

    def _paint_tag(self, painter: QPainter) -> None:
        painter.setPen(
            QPen(colour(Role.ACCENT), _LINE_PX)
            if self.hasFocus()
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(colour(Role.SHADE, _TAG_OPACITY))
        place = QRectF(self._tag).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(place, _RADIUS_PX, _RADIUS_PX)
        painter.setPen(colour(Role.ON_PHOTO))
        words = self.fontMetrics().elidedText(
            self._name or self._hint,
            Qt.TextElideMode.ElideRight,
            self._tag.width() - 2 * _PAD_PX + 2,
        )
        painter.drawText(self._tag, int(Qt.AlignmentFlag.AlignCenter), words)
