"""All that is known about one photo."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosearch.core.records import Photo
from photosearch.gui import messages
from photosearch.gui.theme import SPACE_PX

_WIDTH_PX = 520


class PropertiesDialog(QDialog):
    """Lists what is known about a photo; everything can be copied."""

    def __init__(self, photo: Photo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Properties of {0}").format(photo.paths[0].name))
        self._rows = tuple(self._facts(photo))
        form = QFormLayout()
        form.setHorizontalSpacing(3 * SPACE_PX)
        form.setVerticalSpacing(SPACE_PX)
        for name, value in self._rows:
            shown = QLabel(value)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            shown.setWordWrap(True)
            shown.setAccessibleName(name)
            label = QLabel(name)
            label.setProperty("role", "muted")
            form.addRow(label, shown)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[3 * SPACE_PX] * 4)
        box.setSpacing(2 * SPACE_PX)
        box.addLayout(form)
        box.addStretch(1)
        box.addWidget(self._buttons())
        self.setMinimumWidth(_WIDTH_PX)

    def copy(self) -> None:
        """Put all of it on the clipboard, a fact a line."""
        lines = (f"{name}: {value}" for name, value in self._rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _facts(self, photo: Photo) -> Iterator[tuple[str, str]]:
        about = photo.metadata
        yield self.tr("Name"), photo.paths[0].name
        for path in photo.paths:
            yield self.tr("Path"), str(path)
        if about.taken_at:
            yield self.tr("Taken"), messages.moment(about.taken_at)
        if about.camera:
            yield self.tr("Camera"), about.camera
        if about.latitude is not None and about.longitude is not None:
            position = f"{about.latitude:.5f}, {about.longitude:.5f}"
            yield self.tr("Position"), position
        yield self.tr("Picture"), messages.pixels(about.width_px, about.height_px)
        yield self.tr("Format"), about.format
        yield self.tr("Size"), messages.size(photo.size_bytes)
        yield self.tr("Content"), photo.content_hash.hex()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(self.tr("Copy all"))
        copy.clicked.connect(self.copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        return buttons
