"""How a person is painted: a round face, the name, and in how many photos."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from photosearch.core.face_records import Person
from photosearch.gui import messages, theme
from photosearch.gui.models import people_words
from photosearch.gui.models.people import PeopleModel
from photosearch.gui.theme import Role, colour
from photosearch.gui.widgets.name_editor import NameEditor

CARD_PX = QSize(152, 188)
COVER_PX = 112

_MARGIN = 6
_TOP = 14
_GAP = 8
_BELOW = 3
_LINE_SHARE = 1.35
_RADIUS = 10
_SIGN_PX = 40
_EDITOR_PX = 30
_State = QStyle.StateFlag

Index = QModelIndex | QPersistentModelIndex


class PersonDelegate(QStyledItemDelegate):
    """Paints people as cards, and lets their names be written on them.

    Args:
        people: The model.
        names: Returns the names that are known.
    """

    def __init__(
        self,
        people: PeopleModel,
        names: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._people, self._names = people, names

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CARD_PX

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        person: Person = index.data(PeopleModel.ITEM_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_card(painter, option)
        paint_cover(painter, cover_rect(option.rect), self._people.cover(person))
        _paint_words(painter, option, person)
        painter.restore()

    # --- writing a name

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        editor = NameEditor(parent)
        editor.set_names(self._names())
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setPlaceholderText(self.tr("Name"))
        editor.setAccessibleName(self.tr("Name of this person"))
        editor.name_entered.connect(lambda _: self._on_name_entered(editor))
        editor.given_up.connect(lambda: self.closeEditor.emit(editor))
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # A list that was read anew must not undo what is being written.
        if isinstance(editor, NameEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, NameEditor):
            model.setData(QModelIndex(index), editor.text())  # type: ignore[arg-type]

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place = name_rect(option.rect, option.font)
        editor.setGeometry(
            place.x(), place.center().y() - _EDITOR_PX // 2, place.width(), _EDITOR_PX
        )

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
        ):
            # The line itself knows whether a name is chosen from its list.
            return False
        return super().eventFilter(object, event)

    def _on_name_entered(self, editor: NameEditor) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def cover_rect(cell: QRect) -> QRect:
    """Return where in its cell the face is painted."""
    left = cell.center().x() - COVER_PX // 2
    return QRect(left, cell.y() + _TOP, COVER_PX, COVER_PX)


def name_rect(cell: QRect, font: QFont) -> QRect:
    """Return where in its cell the name is painted, and written."""
    height = round(QFontMetrics(font).height() * _LINE_SHARE)
    top = cover_rect(cell).bottom() + _GAP
    return QRect(cell.x() + 2 * _MARGIN, top, cell.width() - 4 * _MARGIN, height)


def paint_cover(painter: QPainter, place: QRect, face: QPixmap | None) -> None:
    """Paint a face into a circle, or what stands for one that is not there yet."""
    circle = QRectF(place)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.PHOTO))
    painter.drawEllipse(circle)
    if face is None:
        scale = painter.device().devicePixelRatio()
        sign = theme.pixmap("person", _SIGN_PX, Role.MUTED, scale)
        half = QPointF(_SIGN_PX / 2, _SIGN_PX / 2)
        painter.drawPixmap(circle.center() - half, sign)
        return
    brush = QBrush(face)
    share = circle.width() / face.width()
    brush.setTransform(
        QTransform.fromTranslate(circle.x(), circle.y()).scale(share, share)
    )
    painter.setBrush(brush)
    painter.drawEllipse(circle)


def _paint_card(painter: QPainter, option: QStyleOptionViewItem) -> None:
    state = option.state
    place = QRectF(option.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    if state & _State.State_Selected:
        painter.setBrush(colour(Role.SELECTED))
    elif state & _State.State_MouseOver:
        painter.setBrush(colour(Role.HOVER))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    has_ring = state & _State.State_HasFocus
    painter.setPen(QPen(colour(Role.ACCENT), 2) if has_ring else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(place, _RADIUS, _RADIUS)


def _paint_words(
    painter: QPainter, option: QStyleOptionViewItem, person: Person
) -> None:
    centre = Qt.AlignmentFlag.AlignCenter
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold if person.name else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(colour(Role.TEXT if person.name else Role.ACCENT))
    place = name_rect(option.rect, option.font)
    metrics = QFontMetrics(font)
    elide = Qt.TextElideMode.ElideRight
    name = metrics.elidedText(people_words.name_of(person), elide, place.width())
    painter.drawText(place, centre, name)
    painter.setFont(option.font)
    painter.setPen(colour(Role.MUTED))
    painter.drawText(
        place.translated(0, place.height() + _BELOW),
        centre,
        messages.photos(person.photos),
    )
