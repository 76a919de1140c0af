"""Chooses a part of a picture by mouse or keyboard, wherever a picture is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from photosearch.gui.models.parts import part_at, place_of
from photosearch.gui.theme import Role, colour
from photosearch.gui.widgets import part_shape
from photosearch.gui.widgets.part_grips import cursor_for, edges_at, paint_grips
from photosearch.gui.widgets.part_outline import paint_outline
from photosearch.gui.widgets.part_shape import Edge
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box

_DRAWN_PX = 4.0
_SHADE = 0.5
# A key moves the box by this share of the photo's longer side, or by a pixel with Ctrl.
_STEP_SHARE = 1 / 64

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYS = (*_ARROWS, *_ENTER, Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class _Grab:
    """What the mouse holds.

    Attributes:
        at: Where on the photo it was taken hold of.
        edges: The edges that follow the mouse; none where the whole box does.
        box: The box at that moment; None where one is drawn anew.
    """

    at: QPointF
    edges: Edge
    box: QRectF | None


class PartSelector(QWidget):
    """Lies over a picture; the box on it can be drawn, moved and resized.

    The mouse draws; arrow keys move the box and, with Shift, its lower right corner,
    pixel by pixel with Ctrl. The wheel still zooms, and its button moves the picture.

    Args:
        view: The picture. The selector is hidden until `begin`.

    Signals:
        changed: The box is another one, or there is none any more.
        chosen: The `Box` that somebody decided on, by Enter or a double click.
        left: Nothing is to be chosen any more.
    """

    changed = Signal()
    chosen = Signal(object)
    left = Signal()

    def __init__(self, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        # In pixels of the photo.
        self._box: QRectF | None = None
        self._grab: _Grab | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        view.placed.connect(self._follow)
        self.hide()
        self._retranslate()

    def begin(self, part: Box | None = None) -> None:
        """Let a part be chosen.

        Args:
            part: The one that is chosen so far; without a photo, none is.
        """
        has_photo = not self._view.photo_px.isEmpty()
        self._box = place_of(part, self._photo()) if part and has_photo else None
        self._grab = None
        self._follow()
        self.show()
        self.raise_()
        self.setFocus()
        self._tell()

    def end(self) -> None:
        """Leave the picture as it was."""
        self._box = self._grab = None
        self.hide()

    @property
    def part(self) -> Box | None:
        """The part in the box; None without a box."""
        return None if self._box is None else part_at(self._box, self._photo())

    @property
    def hint(self) -> str:
        """How a part is chosen, in words."""
        return self.tr(
            "Drag a box around what you look for. Arrow keys move it, with Shift they "
            "make it larger or smaller."
        )

    def choose(self) -> None:
        """Decide on the box, if there is one."""
        if self.part is not None:
            self.chosen.emit(self.part)

    # --- the box

    def _put(self, box: QRectF | None) -> None:
        if box != self._box:
            self._box = box
            self._tell()

    def _tell(self) -> None:
        self.update()
        self._retranslate()
        self.changed.emit()

    def _photo(self) -> QRectF:
        return QRectF(QPointF(), self._view.photo_px)

    def _size(self) -> QSizeF:
        return self._view.photo_px

    def _follow(self) -> None:
        """Cover the picture, wherever in it the photo lies now."""
        self.setGeometry(self._view.rect())
        self.update()

    def _scale(self) -> float:
        """Return points of the screen for each pixel of the photo."""
        return self._view.photo_rect.width() / max(self._size().width(), 1.0)

    def _photo_point(self, point: QPointF) -> QPointF:
        return (point - self._view.photo_rect.topLeft()) / self._scale()

    def _place(self, box: QRectF) -> QRectF:
        """Return where on the screen a box lies."""
        scale = self._scale()
        corner = self._view.photo_rect.topLeft() + box.topLeft() * scale
        return QRectF(corner, box.size() * scale)

    # --- keys

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() in _KEYS
        ):
            # They would leaf through photos, or leave them.
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER and self._box is not None:
            self.choose()
        elif key in _ENTER or key in _ARROWS:
            self._go(*_ARROWS.get(key, (0, 0)), event.modifiers())
        else:
            super().keyPressEvent(event)

    def _go(self, right: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move or resize the box by one step; the first step makes one."""
        photo = self._size()
        if photo.isEmpty():
            return
        if self._box is None:
            self._put(part_shape.middle(photo))
            return
        step = max(photo.width(), photo.height()) * _STEP_SHARE
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            step = 1.0
        resizes = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        change = part_shape.grown if resizes else part_shape.moved
        self._put(change(self._box, right * step, down * step, photo))

    # --- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._view.is_empty:
            # The picture below moves by the wheel's button.
            event.ignore()
            return
        point = event.position()
        at, edges = self._photo_point(point), self._edges_at(point)
        is_held = edges is not Edge.NONE or self._is_inside(point)
        self._grab = _Grab(at, edges, self._box if is_held else None)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is None:
            self._show_cursor(event.position())
            event.ignore()
            return
        self._drag(self._grab, self._photo_point(event.position()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grab is None:
            event.ignore()
        self._grab = None
        self._show_cursor(event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_inside(event.position()):
            self.choose()

    def _drag(self, grab: _Grab, to: QPointF) -> None:
        photo, way = self._size(), to - grab.at
        if grab.box is None:
            # A click that trembles draws no box.
            if way.manhattanLength() * self._scale() > _DRAWN_PX:
                self._put(part_shape.drawn(grab.at, to, photo))
        elif grab.edges:
            self._put(part_shape.dragged(grab.box, grab.edges, to, photo))
        else:
            self._put(part_shape.moved(grab.box, way.x(), way.y(), photo))

    def _is_inside(self, point: QPointF) -> bool:
        return self._box is not None and self._place(self._box).contains(point)

    def _edges_at(self, point: QPointF) -> Edge:
        return (
            Edge.NONE if self._box is None else edges_at(point, self._place(self._box))
        )

    def _show_cursor(self, point: QPointF) -> None:
        edges = self._edges_at(point)
        if edges:
            self.setCursor(cursor_for(edges))
        elif self._is_inside(point):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)

    # --- looks

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._box is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._place(self._box)
        others = QPainterPath()
        others.addRect(self._view.photo_rect)
        chosen = QPainterPath()
        chosen.addRect(place)
        painter.fillPath(others.subtracted(chosen), colour(Role.SHADE, _SHADE))
        paint_outline(painter, place)
        paint_grips(painter, place)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Part of the photo"))
        self.setAccessibleDescription(self._words())

    def _words(self) -> str:
        part = self.part
        if part is None:
            return self.tr("None yet. An arrow key begins with the middle.")
        words = self.tr("{0} % from the left, {1} % from the top, {2} % by {3} %")
        shares = (part.left, part.top, part.width, part.height)
        return words.format(*(round(100 * share) for share in shares))
