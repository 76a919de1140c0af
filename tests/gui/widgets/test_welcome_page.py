import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from photosearch.gui.widgets.welcome_page import WelcomePage

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(qtbot):
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    return page


def dragged(*paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_that_dropped_folders_are_told_and_files_left_out(page, qtbot, tmp_path):
    folder, file = tmp_path / "my photos", tmp_path / "cat.jpg"
    folder.mkdir()
    file.touch()
    data = dragged(folder, file)
    with qtbot.waitSignal(page.folders_dropped) as dropped:
        page.dropEvent(QDropEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN))
    assert [(folder,)] == dropped.args


@pytest.mark.parametrize("makes_folder", [True, False], ids=["folder", "file"])
def test_that_only_folders_are_welcome(page, tmp_path, makes_folder):
    thing = tmp_path / "thing"
    thing.mkdir() if makes_folder else thing.touch()
    data = dragged(thing)
    event = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, PLAIN)
    event.ignore()
    page.dragEnterEvent(event)
    assert makes_folder == event.isAccepted()


def test_that_the_two_buttons_ask(page, qtbot):
    with qtbot.waitSignal(page.choice_asked):
        page.choose.click()
    with qtbot.waitSignal(page.demo_asked):
        page.demo.click()
