import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

from photosearch.core.library import LikeFile
from photosearch.gui.models.search import EXAMPLES_AT_MOST, Search
from photosearch.gui.widgets.part_chooser import PartChooser
from photosearch.gui.widgets.query_tray import QueryTray
from photosearch.spec.regions import Box


@pytest.fixture
def search(session):
    return Search(session)


@pytest.fixture
def tray(session, search, photos, qtbot):
    tray = QueryTray(session, search)
    tray.resize(900, 90)
    tray.show()
    yield tray
    session.close()
    tray.close()


def drag_over(tray, mime: QMimeData) -> bool:
    event = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    tray.dragEnterEvent(event)
    return event.isAccepted()


def test_that_pictures_may_be_dropped_but_not_text(tray, photos):
    text, files = QMimeData(), QMimeData()
    text.setText("hello")
    files.setUrls([QUrl.fromLocalFile(str(photos[0]))])
    assert not drag_over(tray, text)
    assert drag_over(tray, files)
    assert tray.property("is_target")


def test_that_a_link_is_said_to_be_no_picture(tray, search):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/cat.jpg")])
    tray.take(mime, None, adds=True)
    assert "never goes online" in tray._problem._words.text()
    assert search.is_empty


def test_that_what_does_not_fit_is_said(tray, search, home, qtbot):
    for number in range(EXAMPLES_AT_MOST + 2):
        home.draw(f"many/{number:02}.jpg", number)
    tray.take_files([home.photos / "many"], adds=False)
    qtbot.waitUntil(lambda: len(search.query.examples) == EXAMPLES_AT_MOST)
    assert "2 picture" in tray._problem._words.text()


def test_that_an_example_shows_its_name_and_picture(tray, search, photos, qtbot):
    search.set_examples([LikeFile(photos[2])])
    (card,) = tray._cards
    qtbot.waitUntil(lambda: not card._picture.image.isNull())
    assert photos[2].name == card._name.text()
    assert not tray._hint.isVisible()


def test_that_an_example_that_cannot_be_read_is_marked(tray, search, home, qtbot):
    broken = home.top / "broken.jpg"
    broken.write_bytes(b"no picture")
    search.set_examples([LikeFile(broken)])
    (card,) = tray._cards
    qtbot.waitUntil(lambda: card._picture.image is None)
    assert card.toolTip()


def test_that_the_part_that_was_chosen_counts_from_then_on(tray, search, photos, qtbot):
    search.set_examples([LikeFile(photos[0]), LikeFile(photos[1])])
    tray._cards[1].part_asked.emit()
    chooser = tray.findChild(PartChooser)
    qtbot.waitUntil(lambda: not chooser.selector.isHidden())
    qtbot.keyClick(chooser.selector, Qt.Key.Key_Right)
    chooser.use.click()
    part = Box(0.25, 0.25, 0.5, 0.5)
    assert (
        LikeFile(photos[0]),
        LikeFile(photos[1], region=part),
    ) == search.query.examples
    tray._cards[1].part_removed.emit()
    assert LikeFile(photos[1]) == search.query.examples[1]


def test_that_a_part_of_an_example_that_is_gone_is_not_taken(
    tray, search, photos, qtbot
):
    search.set_examples([LikeFile(photos[0])])
    tray._cards[0].part_asked.emit()
    chooser = tray.findChild(PartChooser)
    search.set_examples([LikeFile(photos[1])])
    chooser.part_chosen.emit(Box(0.0, 0.0, 0.5, 0.5))
    assert (LikeFile(photos[1]),) == search.query.examples


def test_that_unlike_alone_asks_for_something_to_be_like(tray, search, photos):
    search.set_examples([LikeFile(photos[0], -1.0)])
    assert tray._problem.isVisible()
    search.clear()
    assert not tray._problem.isVisible()
    assert tray._hint.isVisible()


def test_that_every_button_has_a_name_in_every_language(tray, search, photos):
    search.set_examples([LikeFile(photos[0])])
    tray.show_problem("something")
    QApplication.sendEvent(tray, QEvent(QEvent.Type.LanguageChange))
    for button in tray.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
