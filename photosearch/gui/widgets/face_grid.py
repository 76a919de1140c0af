"""Faces as pictures, to select and to decide on."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from photosearch.core.face_records import Face, FaceOrder
from photosearch.gui import theme
from photosearch.gui.models.person_faces import FacesModel
from photosearch.gui.theme import Role, colour
from photosearch.gui.widgets.card_grid import CardGrid

_CELL_PX = 120
_GAP = 4
_RADIUS = 6
_RING = 3
_SIGN_PX = 14
_INSET = 6
_SHADE = 0.6
_SELECTED_SHADE = 0.2
_State = QStyle.StateFlag

Index = QModelIndex | QPersistentModelIndex


class FaceDelegate(QStyledItemDelegate):
    """Paints a face, how certain it is, and whether somebody said so."""

    def __init__(self, faces: FacesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces = faces

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_CELL_PX, _CELL_PX)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        face: Face = index.data(FacesModel.ITEM_ROLE)
        place = _face_rect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = self._faces.picture(face)
        if picture is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.PHOTO))
            painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        else:
            painter.drawPixmap(place, picture)
        if face.is_confirmed:
            _paint_tick(painter, place)
        elif self._faces.order is FaceOrder.LEAST_CERTAIN and face.person is not None:
            text = self.tr("{0} %").format(round(100 * face.certainty))
            _paint_badge(painter, option, place, text)
        _paint_state(painter, option, place)
        painter.restore()


class FaceGrid(CardGrid):
    """The faces of a model.

    Signals:
        face_activated: A `Face` whose photo is to be looked at.
        selection_changed: Other faces are selected.
    """

    face_activated = Signal(object)
    selection_changed = Signal()

    def __init__(self, faces: FacesModel) -> None:
        super().__init__(faces, QSize(_CELL_PX, _CELL_PX))
        self.faces = faces
        self.setItemDelegate(FaceDelegate(faces, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._on_activated)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        # A reset clears the selection without a word.
        faces.modelReset.connect(self.selection_changed)
        faces.set_side(round((_CELL_PX - 2 * _GAP) * self.devicePixelRatioF()))
        self._retranslate()

    def selected(self) -> list[Face]:
        """Return the selected faces, in the order of their rows."""
        items = self.faces.items
        return [items[row] for row in self.selected_rows() if row < len(items)]

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        face = index.data(FacesModel.ITEM_ROLE)
        if face is not None:
            self.face_activated.emit(face)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Faces"))


def _face_rect(cell: QRect) -> QRect:
    side = min(cell.width(), cell.height()) - 2 * _GAP
    place = QRect(0, 0, side, side)
    place.moveCenter(cell.center())
    return place


def _paint_tick(painter: QPainter, place: QRect) -> None:
    side = _SIGN_PX + _INSET
    disc = QRect(place.right() - side - 4, place.bottom() - side - 4, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.SHADE, _SHADE))
    painter.drawEllipse(disc)
    scale = painter.device().devicePixelRatio()
    sign = theme.pixmap("check", _SIGN_PX, Role.ON_PHOTO, scale)
    painter.drawPixmap(disc.x() + _INSET // 2, disc.y() + _INSET // 2, sign)


def _paint_badge(
    painter: QPainter, option: QStyleOptionViewItem, place: QRect, text: str
) -> None:
    metrics = QFontMetrics(option.font)
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 2
    badge = QRect(place.right() - width - 4, place.bottom() - height - 4, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(Role.SHADE, _SHADE))
    painter.drawRoundedRect(badge, height / 2, height / 2)
    painter.setPen(colour(Role.ON_PHOTO))
    painter.setFont(option.font)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


def _paint_state(painter: QPainter, option: QStyleOptionViewItem, place: QRect) -> None:
    half = _RING / 2
    ring = QRectF(place).adjusted(half, half, -half, -half)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if option.state & _State.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Role.SHADE, _SELECTED_SHADE))
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(Role.ACCENT), _RING))
        painter.drawRoundedRect(ring, _RADIUS, _RADIUS)
    elif option.state & _State.State_MouseOver:
        painter.setPen(QPen(colour(Role.ACCENT, 0.5), _RING))
        painter.drawRoundedRect(ring, _RADIUS, _RADIUS)
    if option.state & _State.State_HasFocus:
        painter.setPen(QPen(colour(Role.TEXT), 1))
        painter.drawRoundedRect(QRectF(place).adjusted(-2, -2, 2, 2), _RADIUS, _RADIUS)
