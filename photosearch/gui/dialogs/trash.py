"""Asks before files are moved to the trash."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from photosearch.gui import messages

_SHOWN = 8


class TrashDialog(QMessageBox):
    """Names the files that would go; accepted if they may."""

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Move to the trash"))
        count = messages.files(len(paths))
        self.setText(self.tr("Move {0} to the trash?").format(count))
        names = [str(path) for path in paths[:_SHOWN]]
        if len(paths) > _SHOWN:
            more = messages.number(len(paths) - _SHOWN)
            names.append(self.tr("… and {0} more").format(more))
        names += ["", self.tr("The system's trash can bring them back to their place.")]
        self.setInformativeText("\n".join(names))
        self.move_button = QPushButton(self.tr("Move to the trash"))
        self.addButton(self.move_button, QMessageBox.ButtonRole.AcceptRole)
        stay = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(self.move_button)
        self.setEscapeButton(stay)
