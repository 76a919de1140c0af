import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from photosearch.gui import messages
from photosearch.gui.widgets.folders_page import FoldersPage


@pytest.fixture
def page(session, qtbot):
    page = FoldersPage(session)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def card(session, photos, page, qtbot):
    session.folders_changed.emit()
    qtbot.waitUntil(lambda: len(page.cards()) == 1)
    return page.cards()[0]


def test_that_a_folder_tells_how_many_photos_it_has(home, card):
    assert str(home.photos) == card.accessibleName()
    assert card.state.text().startswith("12 ")


def test_that_an_empty_library_offers_to_add_a_folder(page, qtbot):
    qtbot.waitUntil(lambda: page._add_first.isVisible())
    with qtbot.waitSignal(page.add_asked):
        page._add_first.click()


def test_that_a_dropped_folder_is_added_and_indexed(home, session, page, qtbot):
    home.draw_many(3)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(home.photos))])
    drop = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    qtbot.waitUntil(lambda: [card.state.text()[:2] for card in page.cards()] == ["3 "])


def test_that_a_folder_is_removed_after_a_question(session, page, card, qtbot):
    card.remove.click()
    assert card.question.isVisible()
    with qtbot.waitSignal(session.changed) as changed:
        card.question.yes.click()
    assert 12 == len(changed.args[0].removed)
    qtbot.waitUntil(lambda: page.cards() == [])
    assert () == session.library.roots()


def test_that_a_folder_stays_where_the_answer_is_no(session, card):
    card.remove.click()
    card.question.no.click()
    assert not card.question.isVisible()
    assert 1 == len(session.library.roots())


def test_that_watching_is_switched_off(session, card, qtbot):
    with qtbot.waitSignal(session.folders_changed):
        card.watch.setChecked(False)
    assert [False] == [root.is_watched for root in session.library.roots()]


def test_that_what_is_left_out_leaves_the_library(session, card, qtbot):
    card.ignore.click()
    card.patterns.setPlainText("photo 00*\n\n  *.tmp ")
    card.save.click()
    qtbot.waitUntil(lambda: card.state.text().startswith("2 "))
    (root,) = session.library.roots()
    assert ("photo 00*", "*.tmp") == root.ignore
    assert "Leave out (2)" == card.ignore.text()


def test_that_a_pattern_that_means_nothing_is_told_and_changes_nothing(
    session, card, qtbot
):
    card.ignore.click()
    card.patterns.setPlainText("[raw")
    with (
        qtbot.waitSignal(session.failed) as failed,
        # Whoever watches the folders goes on.
        qtbot.waitSignal(session.folders_changed),
    ):
        card.save.click()
    detail = messages.about(failed.args[0]).detail
    assert detail.startswith("[raw: a bracket is not closed")
    assert [()] == [root.ignore for root in session.library.roots()]
    # What was typed can be mended.
    assert card.patterns.isVisible()
    assert "[raw" == card.patterns.toPlainText()
    card.patterns.setPlainText("raw")
    card.save.click()
    qtbot.waitUntil(lambda: not card.patterns.isVisible())
    assert [("raw",)] == [root.ignore for root in session.library.roots()]


def test_that_what_is_typed_while_patterns_are_taken_stays(card, qtbot):
    card.ignore.click()
    card.patterns.setPlainText("*.tmp")
    card.save.click()
    card.patterns.setPlainText("*.tmp\nraw")
    qtbot.waitUntil(lambda: card.root.ignore == ("*.tmp",))
    assert card.patterns.isVisible()
    assert "*.tmp\nraw" == card.patterns.toPlainText()


def test_that_a_folder_that_went_away_is_offline_and_keeps_its_photos(
    home, session, card, qtbot
):
    shutil.move(home.photos, home.top / "elsewhere")
    card.rescan.click()
    qtbot.waitUntil(lambda: card.state.text().startswith("Offline"))
    assert "12 " in card.state.text()
    assert not card.reveal.isEnabled()


def test_that_looking_again_goes_by_the_new_patterns(session, card, qtbot):
    card.ignore.click()
    card.patterns.setPlainText("photo 00*")
    with qtbot.waitSignal(session.bridge.idle):
        card.save.click()
    qtbot.waitUntil(lambda: card.root.ignore == ("photo 00*",))
    with qtbot.waitSignal(session.bridge.idle):
        card.rescan.click()
    assert 2 == session.library.photo_count()
