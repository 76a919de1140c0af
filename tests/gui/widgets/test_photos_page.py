from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from photosearch.core.library import LikeFile, LikePhoto, LikePicture
from photosearch.core.records import Filter, Order, PhotoId
from photosearch.gui.widgets.photos_page import PhotosPage


@pytest.fixture
def page(session, photos, qtbot):
    page = PhotosPage(session)
    page.resize(1000, 700)
    page.show()
    qtbot.waitUntil(lambda: page.model().rowCount() == len(photos))
    yield page
    # As the window does: what is asked ends before those who asked.
    session.close()
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def ids(session) -> list[PhotoId]:
    return [PhotoId(each) for each in session.library.list_photos().ids.tolist()]


def search_like(page, photos, qtbot):
    with qtbot.waitSignal(page.found) as found:
        page.search_like(photos)
    return found.args[0]


def drop(target, *paths) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_that_all_photos_are_shown_first(page, photos):
    assert str(len(photos)) in page.bar.summary.text()
    assert page.model().found is None
    assert not page.slider.isVisible()


def test_that_photos_like_one_are_shown_with_itself_first(page, session, qtbot):
    photo = ids(session)[5]
    search_like(page, [photo], qtbot)
    assert photo == page.model().ids[0]
    assert page.slider.isVisible()
    assert (LikePhoto(photo),) == page.search.query.examples


def test_that_escape_shows_all_photos_again(page, session, photos, qtbot):
    search_like(page, ids(session)[:1], qtbot)
    qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model().found is None)
    assert len(photos) == page.model().rowCount()
    assert () == page.search.query.examples


def test_that_a_file_dropped_on_the_photos_replaces_the_examples(page, photos, qtbot):
    for path in photos[:2]:
        with qtbot.waitSignal(page.found):
            drop(page, path)
    assert (LikeFile(photos[1]),) == page.search.query.examples


def test_that_a_file_dropped_on_the_tray_is_one_more_example(page, photos, qtbot):
    for path in photos[:2]:
        with qtbot.waitSignal(page.found):
            drop(page.tray, path)
    assert tuple(map(LikeFile, photos[:2])) == page.search.query.examples


def test_that_a_bitmap_is_pasted(page, photos, qtbot):
    QGuiApplication.clipboard().setImage(QImage(str(photos[3])))
    with qtbot.waitSignal(page.found) as found:
        qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (example,) = page.search.query.examples
    assert isinstance(example, LikePicture)
    (first,) = page._session.library.photos([int(found.args[0].ids[0])])
    assert photos[3] == first.paths[0]


def test_that_a_clipboard_without_a_picture_is_said_in_a_line(page):
    QGuiApplication.clipboard().setText("hello")
    page.paste()
    assert page.tray._problem.isVisible()
    assert page.search.is_empty


def test_that_a_file_that_is_no_picture_is_said_in_a_line(page, home, qtbot):
    broken = home.top / "notes.txt"
    broken.write_text("hello")
    with qtbot.waitSignal(page.search.failed):
        page.search_files([broken])
    assert page.tray._problem.isVisible()
    assert "notes.txt" in page.tray._problem._words.text()


def test_that_an_example_is_turned_round_and_removed(page, session, qtbot):
    one, other = ids(session)[:2]
    search_like(page, [one, other], qtbot)
    with qtbot.waitSignal(page.found):
        page.tray._cards[1]._side.click()
    assert -1.0 == page.search.query.examples[1].weight
    with qtbot.waitSignal(page.found):
        page.tray._cards[1]._remove.click()
    assert (LikePhoto(one),) == page.search.query.examples


def test_that_the_grid_adds_examples_and_counter_examples(page, session, qtbot):
    one, other = ids(session)[:2]
    with qtbot.waitSignal(page.found):
        page.grid.example_asked.emit(one, 1.0)
    with qtbot.waitSignal(page.found):
        page.grid.example_asked.emit(other, -1.0)
    assert (LikePhoto(one), LikePhoto(other, -1.0)) == page.search.query.examples


def test_that_only_photos_within_the_distance_are_shown(page, session, qtbot):
    found = search_like(page, ids(session)[:1], qtbot)
    distance = int(np.sort(found.distances)[3])
    page.slider.setFocus()
    page._on_distance_chosen(distance)
    within = int((found.distances <= distance).sum())
    qtbot.waitUntil(lambda: page.model().rowCount() == within)
    assert f"{within} shown" in page.bar.summary.text()


def test_that_another_order_shows_what_is_within_the_cut(page, session, qtbot):
    found = search_like(page, ids(session)[:1], qtbot)
    assert found.close
    page._on_order_chosen(Order.NAME)
    within = int((found.distances <= found.cut).sum())
    qtbot.waitUntil(lambda: page.model().rowCount() == within)
    assert found.cut == page.slider.value()
    page._on_order_chosen(None)
    qtbot.waitUntil(lambda: page.model().rowCount() == len(found.ids))


def test_that_filters_without_a_photo_are_said_and_removed(page, photos, qtbot):
    page.bar.chips.filter_chosen.emit(Filter(camera="Nikon"))
    qtbot.waitUntil(lambda: page._views.currentWidget() is page._blank)
    page._clear_filters.click()
    qtbot.waitUntil(lambda: page.model().rowCount() == len(photos))
    assert page._views.currentWidget() is page.grid


def test_that_nothing_close_is_said_and_shown_when_asked(page, session, qtbot):
    found = search_like(page, ids(session)[:1], qtbot)
    page.search.found.emit(replace(found, close=0, cut=-1))
    assert page._views.currentWidget() is page._far
    page._show_anyway.click()
    assert page._views.currentWidget() is page.grid


def test_that_a_search_is_saved_and_made_again(page, session, photos, qtbot):
    search_like(page, ids(session)[3:4], qtbot)
    query = page.search.query
    page._open_searches()
    page._searches_popup._name.setText("mine")
    with qtbot.waitSignal(page.searches.modelReset):
        page._searches_popup._save.click()
    qtbot.waitUntil(lambda: page.searches.rowCount() == 1)
    page._searches_popup.close()
    page.show_all()
    qtbot.waitUntil(lambda: page.model().found is None)
    with qtbot.waitSignal(page.found):
        page._searches_popup._repeat(page.searches.index(0))
    assert query == page.search.query


def test_that_a_search_that_stands_is_remembered(page, session, qtbot):
    page._remembering.setInterval(10)
    with qtbot.waitSignal(page.searches.recent_changed):
        page.search_like(ids(session)[:1])
    assert 1 == len(page.searches.recent)


def test_that_a_photo_to_look_at_is_handed_on(page, session, qtbot):
    photo = ids(session)[1]
    with qtbot.waitSignal(page.photo_activated) as activated:
        page.grid.photo_activated.emit(photo)
    assert [photo] == activated.args


def test_that_new_photos_appear_by_themselves(page, session, home, photos, qtbot):
    home.draw("new.jpg", seed=99)
    session.refresh()
    qtbot.waitUntil(lambda: page.model().rowCount() == len(photos) + 1)
