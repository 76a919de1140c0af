"""The bar below a photo on which a face that was missed is being drawn."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.part_selector import PartSelector
from photosearch.gui.widgets.picture_view import PictureView


class FaceDrawBar(QFrame):
    """Lets a box be drawn around a face, and says how; hidden until then.

    Args:
        view: The photo.

    Signals:
        drawn: The `Box` around the face.
        toggled: Whether a face is being drawn.
    """

    drawn = Signal(object)
    toggled = Signal(bool)

    def __init__(self, view: PictureView) -> None:
        super().__init__()
        self.selector = PartSelector(view)
        self.done = controls.button(role="primary")
        self.cancel = controls.button()
        self._view = view
        self._hint = controls.label("muted", wraps=True)
        row = controls.row(self)
        row.setContentsMargins(2 * SPACE_PX, SPACE_PX, 2 * SPACE_PX, SPACE_PX)
        row.addWidget(self._hint, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.done)
        self.hide()
        self.selector.changed.connect(self._on_box_changed)
        self.selector.chosen.connect(self._on_chosen)
        self.selector.left.connect(self.end)
        self.done.clicked.connect(self.selector.choose)
        self.cancel.clicked.connect(self.end)
        self._retranslate()

    @property
    def is_drawing(self) -> bool:
        """Whether there is a box to draw on the photo."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Begin, or end."""
        if self.is_drawing:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Let a face be drawn."""
        self.show()
        self.done.setEnabled(False)
        self.selector.begin()
        self.toggled.emit(True)

    def end(self) -> None:
        """Leave the photo as it was."""
        if self.is_drawing:
            self.hide()
            self.selector.end()
            self._view.setFocus()
            self.toggled.emit(False)

    def _on_box_changed(self) -> None:
        self.done.setEnabled(self.selector.part is not None)

    def _on_chosen(self, box: object) -> None:
        self.end()
        self.drawn.emit(box)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        words = self.tr(
            "Drag a box around the face, from the forehead to the chin. Arrow keys "
            "move it, with Shift they make it larger or smaller."
        )
        self.setAccessibleName(words)
        self._hint.setText(words)
        self.done.setText(self.tr("This is a face"))
        self.cancel.setText(self.tr("Cancel"))
