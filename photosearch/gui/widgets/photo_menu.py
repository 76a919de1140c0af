"""What the context menu of the grid offers for the selected photos."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QMenu

from photosearch.gui import theme
from photosearch.gui.background import Lane
from photosearch.gui.widgets.file_manager import open_file, reveal
from photosearch.spec.preprocess import Pixels

if TYPE_CHECKING:
    from photosearch.gui.widgets.photo_grid import PhotoGrid

_COPIED_PX = 4096


class PhotoMenu(QMenu):
    """A menu about the selected photos; made anew each time it is opened."""

    def __init__(self, grid: "PhotoGrid") -> None:
        super().__init__(grid)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._grid = grid
        self._photos = grid.selected()
        self._files = grid.photos.files_of(self._photos)
        self._add_searches()
        self.addSeparator()
        if grid.can_mark:
            self._add_marks()
            self.addSeparator()
        self._add_files()
        self.addSeparator()
        self._add_ends()

    def _add_searches(self) -> None:
        grid, photos = self._grid, self._photos
        self.addAction(
            self.tr("Search &similar photos"), lambda: grid.search_asked.emit(photos)
        )
        self.addAction(self.tr("&Add as example"), lambda: self._ask_for_examples(1.0))
        self.addAction(
            self.tr("Add as &counter-example"), lambda: self._ask_for_examples(-1.0)
        )

    def _add_marks(self) -> None:
        grid = self._grid
        marks = {
            grid.photos.is_right(grid.photos.row_of(each)) for each in self._photos
        }
        for is_right, words, icon, keys in (
            (True, self.tr("R&ight"), "check", "+"),
            (False, self.tr("&Wrong"), "close", "-"),
            (None, self.tr("&Neither right nor wrong"), "", "Backspace"),
        ):
            action = self.addAction(words, partial(grid.mark_selected, is_right))
            action.setShortcut(keys)
            action.setEnabled(marks != {is_right})
            if icon:
                theme.show_icon(action, icon)

    def _add_files(self) -> None:
        has_one = len(self._files) == 1
        opens = self.addAction(
            self.tr("&Open with the default program"),
            lambda: open_file(self._files[0]),
        )
        reveals = self.addAction(
            self.tr("Show in file &manager"), lambda: reveal(self._files[0])
        )
        copies = self.addAction(self.tr("Copy &picture"), self.copy_picture)
        for action in (opens, reveals, copies):
            action.setEnabled(has_one)
        paths = self.addAction(self.tr("Copy pat&h"), self.copy_paths)
        files = self.addAction(self.tr("Copy &files"), self.copy_files)
        files.setShortcut(QKeySequence.StandardKey.Copy)
        for action in (paths, files):
            action.setEnabled(bool(self._files))

    def _add_ends(self) -> None:
        grid, photos = self._grid, self._photos
        trash = self.addAction(
            self.tr("Move to &trash…"), lambda: grid.trash_asked.emit(photos)
        )
        trash.setShortcut(QKeySequence.StandardKey.Delete)
        about = self.addAction(
            self.tr("P&roperties"), lambda: grid.properties_asked.emit(photos[0])
        )
        about.setEnabled(len(photos) == 1)

    def _ask_for_examples(self, weight: float) -> None:
        for photo in self._photos:
            self._grid.example_asked.emit(photo, weight)

    def copy_paths(self) -> None:
        """Put the paths of the selected photos into the clipboard, one a line."""
        QGuiApplication.clipboard().setText("\n".join(map(str, self._files)))

    def copy_files(self) -> None:
        """Put the selected photos into the clipboard, for file managers and mail."""
        copy_files(self._files)

    def copy_picture(self) -> None:
        """Put what the photo shows into the clipboard."""
        session, file = self._grid.session, self._files[0]
        session.ask(
            lambda: session.library.view(file, _COPIED_PX), copy_pixels, Lane.PICTURES
        )


def copy_files(files: list[Path]) -> None:
    """Put files into the clipboard as file managers and mail programs take them."""
    if files:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        mime.setText("\n".join(map(str, files)))
        QGuiApplication.clipboard().setMimeData(mime)


def copy_pixels(pixels: Pixels) -> None:
    """Put pixels (h, w, 3) uint8 into the clipboard."""
    height, width = pixels.shape[:2]
    image = QImage(
        pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888
    )
    QGuiApplication.clipboard().setImage(image.copy())
