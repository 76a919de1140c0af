"""A small window in which somebody marks the part of an example that counts."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from photosearch.core.errors import PhotoSearchError
from photosearch.core.library import Example
from photosearch.gui import messages
from photosearch.gui.background import Lane
from photosearch.gui.models.example_pictures import ExamplePicture, whole_example
from photosearch.gui.models.session import Session
from photosearch.gui.theme import SPACE_PX
from photosearch.gui.widgets import controls
from photosearch.gui.widgets.part_selector import PartSelector
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box

_SIZE_PX = (760, 600)
_SHARE_OF_SCREEN = 0.85


class PartChooser(QDialog):
    """Shows an example large, with a box to draw on it.

    Args:
        session: The open library.
        example: The example, with the part that counts so far.

    Signals:
        part_chosen: The `Box` that is to count, or None for the whole picture.
    """

    part_chosen = Signal(object)

    def __init__(
        self, session: Session, example: Example, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._part = example.region
        self._view = PictureView()
        self.selector = PartSelector(self._view)
        self._hint = controls.label("muted", wraps=True)
        self.whole, self.cancel = controls.button(), controls.button()
        self.use = controls.button(role="primary")
        self._arrange()
        self._connect()
        self._retranslate()
        library, most_px = session.library, self._screen_px()
        self._task = session.bridge.run(
            Lane.PICTURES,
            lambda: whole_example(library, example, most_px),
            self._show,
            self._on_failure,
        )

    @override
    def done(self, arg__1: int) -> None:
        self._task.cancel()
        super().done(arg__1)

    def _show(self, picture: ExamplePicture) -> None:
        image = picture.image
        self.setWindowTitle(self.tr("A part of {0}").format(picture.name))
        self._view.show_picture(image, image.width(), image.height())
        self.selector.begin(self._part)

    def _on_failure(self, error: PhotoSearchError) -> None:
        self._hint.setText(messages.about(error).line)

    def _on_box_changed(self) -> None:
        self.use.setEnabled(self.selector.part is not None)

    def _on_part_chosen(self, part: Box | None) -> None:
        self.part_chosen.emit(part)
        self.accept()

    def _screen_px(self) -> int:
        screen = self.screen().size() * self.devicePixelRatioF()
        return max(screen.width(), screen.height())

    def _arrange(self) -> None:
        room = self.screen().availableSize() * _SHARE_OF_SCREEN
        self.resize(QSize(*_SIZE_PX).boundedTo(room))
        self.use.setEnabled(False)
        self.use.setDefault(True)
        self.whole.setVisible(self._part is not None)
        column = controls.column(self, spacing_px=0)
        column.addWidget(self._view, 1)
        below = controls.column(margin_px=2 * SPACE_PX, spacing_px=2 * SPACE_PX)
        below.addWidget(self._hint)
        buttons = controls.row()
        buttons.addWidget(self.whole)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.use)
        below.addLayout(buttons)
        column.addLayout(below)

    def _connect(self) -> None:
        self.selector.changed.connect(self._on_box_changed)
        self.selector.chosen.connect(self._on_part_chosen)
        self.selector.left.connect(self.reject)
        self.use.clicked.connect(self.selector.choose)
        self.cancel.clicked.connect(self.reject)
        self.whole.clicked.connect(lambda: self._on_part_chosen(None))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("A part of the example"))
        self._view.setAccessibleName(self.tr("Example"))
        self._hint.setText(self.selector.hint)
        self.whole.setText(self.tr("The whole picture"))
        self.cancel.setText(self.tr("Cancel"))
        self.use.setText(self.tr("Use this part"))
