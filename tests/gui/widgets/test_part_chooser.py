import pytest
from PySide6.QtCore import Qt

from photosearch.core.library import LikeFile, LikePhoto, LikePicture
from photosearch.gui.widgets.part_chooser import PartChooser
from photosearch.spec.regions import Box

PART = Box(0.25, 0.25, 0.5, 0.5)


@pytest.fixture
def choose(session, qtbot):
    def open_chooser(example):
        chooser = PartChooser(session, example)
        qtbot.addWidget(chooser)
        chooser.open()
        return chooser

    return open_chooser


@pytest.fixture(params=["file", "photo", "picture"])
def example(request, session, photos):
    if request.param == "file":
        return LikeFile(photos[0])
    if request.param == "photo":
        return LikePhoto(session.library.list_photos().ids[0])
    return LikePicture(photos[0].read_bytes(), "pasted")


def wait_for_picture(chooser, qtbot):
    qtbot.waitUntil(lambda: not chooser.selector.isHidden())


def test_that_a_part_of_every_kind_of_example_is_chosen(choose, example, qtbot):
    chooser = choose(example)
    wait_for_picture(chooser, qtbot)
    assert not chooser.use.isEnabled()
    qtbot.keyClick(chooser.selector, Qt.Key.Key_Right)
    with (
        qtbot.waitSignal(chooser.part_chosen) as chosen,
        qtbot.waitSignal(chooser.accepted),
    ):
        chooser.use.click()
    assert [PART] == chosen.args


def test_that_the_part_chosen_before_is_where_one_begins(choose, photos, qtbot):
    chooser = choose(LikeFile(photos[0], region=PART))
    wait_for_picture(chooser, qtbot)
    assert PART == chooser.selector.part
    assert chooser.use.isEnabled()


def test_that_the_whole_picture_can_be_taken_again(choose, photos, qtbot):
    chooser = choose(LikeFile(photos[0], region=PART))
    with qtbot.waitSignal(chooser.part_chosen) as chosen:
        chooser.whole.click()
    assert [None] == chosen.args


def test_that_the_whole_picture_is_offered_only_instead_of_a_part(choose, photos):
    assert choose(LikeFile(photos[0])).whole.isHidden()


def test_that_escape_changes_nothing(choose, photos, qtbot):
    chooser = choose(LikeFile(photos[0], region=PART))
    wait_for_picture(chooser, qtbot)
    with (
        qtbot.assertNotEmitted(chooser.part_chosen),
        qtbot.waitSignal(chooser.rejected),
    ):
        qtbot.keyClick(chooser.selector, Qt.Key.Key_Escape)


def test_that_a_picture_that_cannot_be_read_is_told_of(choose, home, qtbot):
    broken = home.top / "broken.jpg"
    broken.write_bytes(b"no picture")
    chooser = choose(LikeFile(broken))
    qtbot.waitUntil(lambda: "cannot be read" in chooser._hint.text())
    assert not chooser.use.isEnabled()
