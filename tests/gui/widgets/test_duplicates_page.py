import shutil

import pytest
from PySide6.QtCore import Qt

from photosearch.core.records import Likeness
from photosearch.gui.models.duplicates import Fact
from photosearch.gui.widgets.duplicates_page import DuplicatesPage


@pytest.fixture
def copies(home, session, photos):
    """Have two photos that lie in two places each; return the copies."""
    folder = home.photos / "copies"
    folder.mkdir()
    made = [folder / path.name for path in photos[:2]]
    for source, target in zip(photos, made, strict=False):
        shutil.copy2(source, target)
    list(session.library.refresh())
    return made


@pytest.fixture
def page(session, copies, qtbot):
    page = DuplicatesPage(session)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(session.bridge.idle):
        page.look()
    qtbot.waitUntil(lambda: page.search.text() == "Look for duplicates")
    return page


def paths(page):
    return [card.file.path for card in page.comparison.cards()]


def test_that_groups_are_found_and_the_first_is_shown(page, copies):
    assert 2 == page.model.count(Likeness.EXACT)
    assert "Exact copies (2)" == page.tabs.tabText(0)
    assert 2 == len(paths(page))
    assert page.comparison.keeping == paths(page)[0]


def test_that_facts_in_which_files_differ_stand_out(page):
    assert {Fact.FOLDER} == page.comparison.cards()[0].standing_out()


def test_that_pictures_are_shown(page, qtbot):
    cards = page.comparison.cards()
    qtbot.waitUntil(lambda: all(card.pane.is_sharp for card in cards))


def test_that_a_number_chooses_the_file_to_keep(page, qtbot):
    first, second = paths(page)
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    assert (second, [first]) == (page.comparison.keeping, page.comparison.others)


def test_that_groups_that_stay_are_not_found_again(session, page, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.model.count(Likeness.EXACT) == 1)
    with qtbot.waitSignal(session.bridge.idle):
        page.look()
    assert 1 == page.model.count(Likeness.EXACT)


def test_that_keeping_all_is_undone(page, qtbot):
    before = paths(page)
    page.keep_all.click()
    qtbot.waitUntil(lambda: page.undo.isVisible())
    assert before != paths(page)
    page.undo.click()
    qtbot.waitUntil(lambda: paths(page) == before)
    assert not page.undo.isVisible()


def test_that_nothing_is_trashed_without_an_answer(page):
    page.trash.click()
    assert page.question.isVisible()
    page.question.no.click()
    assert all(path.exists() for path in paths(page))


def test_that_the_others_are_trashed_and_one_stays(session, page, qtbot):
    kept, moved = paths(page)
    page.trash.click()
    with qtbot.waitSignal(session.changed) as changed:
        page.question.yes.click()
    assert (True, False) == (kept.exists(), moved.exists())
    assert 1 == len(changed.args[0].moved)
    assert str(moved) in page.note.text()
    assert 1 == page.model.count(Likeness.EXACT)
    assert [moved] == [each.path for each in session.library.trashed(5)]


def test_that_the_last_copy_is_never_trashed(session, page, qtbot):
    kept, other = paths(page)
    kept.unlink()
    page.trash.click()
    page.question.yes.click()
    qtbot.waitUntil(lambda: page.note.isVisible())
    assert other.exists()
    assert 2 == page.model.count(Likeness.EXACT)


def test_that_a_kind_without_groups_says_so(page):
    page.tabs.setCurrentIndex(2)
    assert page._none_of_kind.isVisible()
    assert not page.trash.isVisible()


def test_that_looking_is_stopped(session, page, qtbot):
    page.look()
    page.look()
    assert "Look for duplicates" == page.search.text()
    with qtbot.waitSignal(session.bridge.idle):
        pass


def test_that_a_group_goes_with_its_photo(home, session, page, qtbot):
    for path in paths(page):
        path.unlink()
    session.refresh()
    qtbot.waitUntil(lambda: page.model.count(Likeness.EXACT) == 1)
    assert all(path.exists() for path in paths(page))
