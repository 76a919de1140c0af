import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.gui.widgets.face_draw_bar import FaceDrawBar
from photosearch.gui.widgets.picture_view import PictureView


@pytest.fixture
def bar(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    view = PictureView()
    bar = FaceDrawBar(view)
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(bar)
    window.resize(416, 400)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    view.show_picture(image, 400, 300)
    yield bar
    window.close()


def test_that_a_face_is_drawn_by_keys_alone(bar, qtbot):
    bar.begin()
    assert not bar.done.isEnabled()
    qtbot.keyClick(bar.selector, Qt.Key.Key_Down)
    with qtbot.waitSignal(bar.drawn) as drawn:
        qtbot.keyClick(bar.selector, Qt.Key.Key_Return)
    assert (0.5, 0.5) == (drawn.args[0].width, drawn.args[0].height)
    assert not bar.is_drawing


def test_that_escape_ends_the_drawing(bar, qtbot):
    bar.begin()
    with qtbot.waitSignal(bar.toggled) as toggled:
        qtbot.keyClick(bar.selector, Qt.Key.Key_Escape)
    assert [False] == toggled.args
    assert bar.isHidden()
