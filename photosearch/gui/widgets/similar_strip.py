"""A row of photos that are like the one that is looked at."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from photosearch.core.records import PhotoId
from photosearch.gui import theme
from photosearch.gui.models.session import Session
from photosearch.gui.models.similar import SimilarModel
from photosearch.gui.theme import SPACE_PX, Role
from photosearch.gui.widgets import controls

_SIDE_PX = 96
_RADIUS_PX = 6
_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class SimilarStrip(QWidget):
    """Thumbnails of like photos; one that is chosen is looked at next.

    Signals:
        photo_activated: The `PhotoId` that was chosen.
    """

    photo_activated = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._model = SimilarModel(session, self)
        self._heading = controls.label("muted")
        self._list = _RowOfPhotos()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_ThumbnailDelegate(self._list))
        self._list.activated.connect(self._on_activated)
        self._list.clicked.connect(self._on_activated)
        self._model.modelReset.connect(self._retranslate)
        self._arrange()
        self._retranslate()

    def look_for(self, photo: PhotoId) -> None:
        """Show what is like a photo."""
        self._model.set_side(round(_SIDE_PX * self.devicePixelRatioF()))
        self._model.look_for(photo)

    def clear(self) -> None:
        """Show nothing and look for nothing."""
        self._model.clear()

    def model(self) -> SimilarModel:
        """Return what is shown."""
        return self._model

    def _arrange(self) -> None:
        self._list.setFlow(QListView.Flow.LeftToRight)
        self._list.setWrapping(False)
        self._list.setUniformItemSizes(True)
        self._list.setSpacing(SPACE_PX // 2)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(_SIDE_PX + 2 * SPACE_PX + 12)
        self._list.setStyleSheet("QListView { border: none; background: transparent; }")
        column = controls.column(self, spacing_px=SPACE_PX // 2)
        column.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX // 2)
        column.addWidget(self._heading)
        column.addWidget(self._list)

    def _on_activated(self, index: QModelIndex) -> None:
        photo = index.data(SimilarModel.PHOTO_ROLE)
        self.photo_activated.emit(photo.id)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._list.setAccessibleName(self.tr("Similar photos"))
        self._heading.setText(
            self.tr("Similar photos")
            if self._model.rowCount()
            else self.tr("Similar photos: none found yet")
        )


class _RowOfPhotos(QListView):
    """A list that keeps the arrow keys to itself while it has the focus."""

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in _KEYS
        ):
            event.accept()
            return True
        return super().event(event)


class _ThumbnailDelegate(QStyledItemDelegate):
    """Paints a thumbnail, framed where it is chosen or under the mouse."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_SIDE_PX + 4, _SIDE_PX + 4)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = option.rect.adjusted(2, 2, -2, -2)
        thumbnail = index.data(Qt.ItemDataRole.DecorationRole)
        if thumbnail is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Role.PHOTO))
            painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
        else:
            painter.drawPixmap(rect, thumbnail)
        state = option.state
        if state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(theme.colour(Role.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
        painter.restore()
