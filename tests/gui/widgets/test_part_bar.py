import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photosearch.gui.widgets.part_bar import PartBar
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box


@pytest.fixture(params=["with parts"])
def home(request, home, parts_home):
    return parts_home if request.param == "with parts" else home


@pytest.fixture
def bar(session, qtbot):
    around, view = QWidget(), PictureView()
    bar = PartBar(session, view)
    column = QVBoxLayout(around)
    column.addWidget(view)
    column.addWidget(bar)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    view.show_picture(image, 400, 300)
    qtbot.addWidget(around)
    around.resize(500, 450)
    around.show()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    yield bar
    session.close()


def test_that_it_says_how_a_part_is_chosen_until_it_ends(bar):
    bar.begin()
    assert bar.isVisible()
    assert bar.is_choosing
    assert "box" in bar.words
    bar.end()
    assert (True, False) == (bar.isHidden(), bar.is_choosing)


def test_that_a_part_is_searched_for_once_there_is_one(bar, qtbot):
    bar.begin()
    assert not bar.search.isEnabled()
    qtbot.keyClick(bar.selector, Qt.Key.Key_Right)
    with qtbot.waitSignal(bar.part_chosen) as chosen:
        bar.search.click()
    assert [Box(0.25, 0.25, 0.5, 0.5)] == chosen.args


def test_that_escape_in_the_box_ends_it(bar, qtbot):
    bar.begin()
    with qtbot.waitSignal(bar.toggled) as toggled:
        qtbot.keyClick(bar.selector, Qt.Key.Key_Escape)
    assert [False] == toggled.args


def test_that_a_second_time_starts_without_a_box(bar, qtbot):
    bar.begin()
    qtbot.keyClick(bar.selector, Qt.Key.Key_Right)
    bar.end()
    bar.begin()
    assert bar.selector.part is None


@pytest.mark.parametrize("home", ["without parts"], indirect=True)
def test_that_choosing_ends_once_it_is_known_to_be_impossible(session, qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    bar = PartBar(session, view)
    qtbot.addWidget(bar)
    bar.begin()
    assert (True, False) == (bar.is_choosing, "does not describe" in bar.words)
    with qtbot.waitSignal(bar.allowed):
        pass
    assert (False, True) == (bar.is_choosing, "does not describe" in bar.words)


@pytest.mark.parametrize("home", ["without parts"], indirect=True)
def test_that_it_says_why_no_part_can_be_chosen(bar):
    bar.begin()
    assert not bar.is_choosing
    assert bar.search.isHidden()
    assert "does not describe parts" in bar.words
