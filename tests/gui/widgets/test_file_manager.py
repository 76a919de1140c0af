from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from photosearch.gui.widgets.file_manager import open_file


class Opener(QObject):
    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toLocalFile())


def test_that_a_name_with_strange_letters_reaches_the_other_program(qapp, tmp_path):
    opener = Opener()
    path = tmp_path / "50 % größer #1.jpg"
    QDesktopServices.setUrlHandler("file", opener, "open")
    open_file(path)
    QDesktopServices.unsetUrlHandler("file")
    assert [str(path)] == opener.opened
