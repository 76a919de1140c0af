"""People to choose from, each with a face, and signs for "with" and "without"."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from photosearch.gui import messages, theme
from photosearch.gui.models.keyed_rows import Index
from photosearch.gui.models.people_choices import PeopleChoices
from photosearch.gui.theme import Role

FACE_PX = 32
_ROW_PX = 42
_SIGN_PX = 26
_ICON_PX = 16
_GAP_PX = 8
_AT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

_WISH_OF_KEY: dict[int, bool | None] = {
    Qt.Key.Key_Space: True,
    Qt.Key.Key_Return: True,
    Qt.Key.Key_Enter: True,
    Qt.Key.Key_Plus: True,
    Qt.Key.Key_Minus: False,
    Qt.Key.Key_Backspace: None,
    Qt.Key.Key_Delete: None,
}


class PeopleList(QListView):
    """Rows that are clicked, or chosen with Space, plus and minus.

    Signals:
        wished: A row's index and whether the person is wanted: True, False, or None.
    """

    wished = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        delegate = _PersonDelegate(self)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in _WISH_OF_KEY and index.isValid():
            self.wished.emit(index, _WISH_OF_KEY[event.key()])
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.wished.emit(index, wish_at(point, self.visualRect(index)))


def wish_at(point: QPoint, row: QRect) -> bool:
    """Return what a click on a row means: False on the minus, else True."""
    return not _signs(row)[1].contains(point)


def _signs(row: QRect) -> tuple[QRect, QRect]:
    """Return where plus and minus are."""
    minus = QRect(0, 0, _SIGN_PX, _SIGN_PX)
    minus.moveCenter(row.center())
    minus.moveRight(row.right() - _GAP_PX)
    return minus.translated(-_SIGN_PX - 2, 0), minus


class _PersonDelegate(QStyledItemDelegate):
    """Paints a face, a name, the number of photos, and the two signs."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, _ROW_PX)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        self._paint_face(painter, option.rect, index)
        self._paint_words(painter, option, index)
        is_wanted = index.data(PeopleChoices.IS_WANTED_ROLE)
        scale = option.widget.devicePixelRatioF()
        for sign, place in zip((True, False), _signs(option.rect), strict=True):
            _paint_sign(painter, place, sign, is_wanted is sign, scale)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour(Role.SELECTED))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, theme.colour(Role.HOVER))

    def _paint_face(self, painter: QPainter, row: QRect, index: Index) -> None:
        place = QRectF(0, 0, FACE_PX, FACE_PX)
        place.moveCenter(QRectF(row).center())
        place.moveLeft(row.left() + _GAP_PX)
        face = index.data(PeopleChoices.FACE_ROLE)
        circle = QPainterPath()
        circle.addEllipse(place)
        painter.fillPath(circle, theme.colour(Role.PHOTO))
        if face is not None:
            painter.save()
            painter.setClipPath(circle)
            painter.drawPixmap(place, face, QRectF(face.rect()))
            painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        room = option.rect.adjusted(2 * _GAP_PX + FACE_PX, 0, 0, 0)
        room.setRight(_signs(option.rect)[0].left() - _GAP_PX)
        person = index.data(PeopleChoices.ITEM_ROLE)
        count = messages.number(person.photos)
        painter.setPen(theme.colour(Role.MUTED))
        painter.drawText(room, _AT_RIGHT, count)
        room.setRight(room.right() - option.fontMetrics.horizontalAdvance(count) - 6)
        painter.setPen(theme.colour(Role.TEXT if person.name else Role.MUTED))
        words = option.fontMetrics.elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _AT_LEFT, words)


def _paint_sign(
    painter: QPainter, place: QRect, is_plus: bool, is_on: bool, scale: float
) -> None:
    name = "plus" if is_plus else "minus"
    role = Role.MUTED
    if is_on:
        role = Role.ON_ACCENT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Role.ACCENT if is_plus else Role.DANGER))
        painter.drawRoundedRect(QRectF(place), 6, 6)
    icon = theme.pixmap(name, _ICON_PX, role, scale)
    inset = (place.width() - _ICON_PX) // 2
    painter.drawPixmap(place.left() + inset, place.top() + inset, icon)
