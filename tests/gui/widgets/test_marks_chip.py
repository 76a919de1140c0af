import pytest

from photosearch.core.records import PhotoId
from photosearch.gui.models.marks import Marks
from photosearch.gui.models.search import Search
from photosearch.gui.widgets.marks_chip import MarksChip

ONE, TWO = PhotoId(1), PhotoId(2)


@pytest.fixture
def marks(session):
    return Marks(session, Search(session))


@pytest.fixture
def chip(marks, qtbot):
    chip = MarksChip(marks)
    qtbot.addWidget(chip)
    return chip


def enabled(chip):
    return [each.isEnabled() for each in (chip.undo, chip.redo, chip.clear)]


def test_that_it_is_hidden_until_something_is_marked(chip, marks):
    assert chip.isHidden()
    marks.mark([ONE], is_right=True)
    assert not chip.isHidden()


def test_that_right_and_wrong_are_counted(chip, marks):
    marks.mark([ONE, TWO], is_right=True)
    marks.mark([TWO], is_right=False)
    assert ("1 right", "1 wrong") == (chip.right.text(), chip.wrong.text())


def test_that_only_what_can_be_done_is_offered(chip, marks):
    marks.mark([ONE], is_right=True)
    assert [True, False, True] == enabled(chip)
    chip.undo.click()
    assert [False, True, False] == enabled(chip)
    chip.redo.click()
    chip.clear.click()
    assert [True, False, False] == enabled(chip)
    assert {} == marks.of_photos


def test_that_it_stays_while_there_is_a_way_back(chip, marks):
    marks.mark([ONE], is_right=True)
    chip.clear.click()
    assert not chip.isHidden()
    chip.undo.click()
    assert {ONE: True} == marks.of_photos


def test_that_every_button_has_a_name_and_its_keys(chip):
    names = [each.accessibleName() for each in (chip.undo, chip.redo, chip.clear)]
    assert ["Undo the last mark", "Redo the mark", "Clear all marks"] == names
    assert "Ctrl+Z" in chip.undo.toolTip()
