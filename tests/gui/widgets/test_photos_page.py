from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from photosearch.core.library import LikeFile, LikePhoto, LikePicture, Mark
from photosearch.core.records import Filter, Order, PhotoId
from photosearch.gui import theme
from photosearch.gui.models.query import read_query
from photosearch.gui.models.searches import SearchesModel
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


def press(page, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(page.grid, key, modifiers)


def marked_rows(page):
    rows = range(page.model().rowCount())
    return [row for row in rows if page.model().is_right(row) is not None]


@pytest.fixture
def result(page, session, qtbot):
    """Show what is like the fourth photo, with the keyboard at the second row."""
    search_like(page, ids(session)[3:4], qtbot)
    page.grid.setFocus()
    page.grid.show_photo(PhotoId(int(page.model().ids[1])))
    return page


def test_that_marks_by_key_refine_the_answer(result, session, qtbot):
    photo = result.grid.current()
    with qtbot.waitSignal(result.found) as found:
        press(result, Qt.Key.Key_Plus)
    assert (Mark(photo, True),) == result.search.query.marks
    assert found.args[0] is result.model().found
    assert [result.model().row_of(photo)] == marked_rows(result)


def test_that_the_keyboard_stays_at_an_unmarked_photo_in_view(result, qtbot):
    press(result, Qt.Key.Key_Plus)
    with qtbot.waitSignal(result.found):
        press(result, Qt.Key.Key_Minus)
    row = result.grid.currentIndex().row()
    assert row not in marked_rows(result)
    assert row in result.grid.rows_in_view()
    assert (result.grid.current(),) == result.grid.selected()
    assert 0 == result.grid.verticalScrollBar().value()


def test_that_marks_are_undone_and_redone_by_key(result, qtbot):
    control, shift = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    press(result, Qt.Key.Key_Plus)
    press(result, Qt.Key.Key_Minus)
    assert (1, 1) == (result.marks.right_count, result.marks.wrong_count)
    press(result, Qt.Key.Key_Z, control)
    assert (1, 0) == (result.marks.right_count, result.marks.wrong_count)
    press(result, Qt.Key.Key_Z, control | shift)
    with qtbot.waitSignal(result.found):
        pass
    assert (1, 1) == (result.marks.right_count, result.marks.wrong_count)
    assert 2 == len(marked_rows(result))


def test_that_the_bar_tells_of_marks_and_takes_them_away(result, qtbot):
    chip = result.bar.marks
    assert (False, True) == (chip.isVisible(), result.bar._hint.isVisible())
    press(result, Qt.Key.Key_Plus)
    press(result, Qt.Key.Key_Plus)
    press(result, Qt.Key.Key_Minus)
    assert ("2 right", "1 wrong") == (chip.right.text(), chip.wrong.text())
    assert (True, False) == (chip.isVisible(), result.bar._hint.isVisible())
    chip.clear.click()
    assert (0, False) == (len(result.marks.of_photos), chip.clear.isEnabled())
    chip.undo.click()
    assert ("2 right", True) == (chip.right.text(), chip.redo.isEnabled())
    with qtbot.waitSignal(result.found):
        chip.redo.click()
    assert [] == marked_rows(result)


def test_that_another_search_has_no_marks(result, session, qtbot):
    with qtbot.waitSignal(result.found):
        press(result, Qt.Key.Key_Plus)
    search_like(result, ids(session)[7:8], qtbot)
    assert ([], False) == (marked_rows(result), result.bar.marks.isVisible())


def test_that_who_marks_photos_beyond_the_cut_goes_on_seeing_them(result, qtbot):
    press(result, Qt.Key.Key_Minus)
    found = result.model().found
    result.search.found.emit(replace(found, close=0, cut=-1))
    assert result._views.currentWidget() is result.grid


def test_that_a_list_has_no_row_for_results(page, session, qtbot):
    assert not page.bar.wider.isVisible()
    search_like(page, ids(session)[:1], qtbot)
    assert page.bar.wider.isVisible()


def test_that_the_search_is_widened_and_narrowed(result, qtbot):
    assert not result.bar.wider.isChecked()
    with qtbot.waitSignal(result.found):
        result.bar.wider.click()
    assert (True, True) == (result.search.query.expand, result.bar.wider.isChecked())
    with qtbot.waitSignal(result.found):
        result.bar.wider.click()
    assert not result.search.query.expand


def test_that_marks_stay_when_the_search_is_widened(result, qtbot):
    press(result, Qt.Key.Key_Minus)
    with qtbot.waitSignal(result.found):
        result.bar.wider.click()
    assert 1 == len(marked_rows(result))


def test_that_only_marks_lead_a_search_of_which_something_is_right(result, qtbot):
    wider = result.bar.wider
    offered = wider.toolTip()
    with qtbot.waitSignal(result.found):
        press(result, Qt.Key.Key_Plus)
    assert (False, False) == (wider.isEnabled(), wider.toolTip() == offered)
    with qtbot.waitSignal(result.found):
        result.bar.marks.clear.click()
    assert (True, offered) == (wider.isEnabled(), wider.toolTip())


@pytest.fixture
def _in_light(qapp):
    before = qapp.palette(), qapp.styleSheet()
    theme.apply(qapp, "light")
    yield
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


@pytest.mark.usefixtures("_in_light")
def test_that_photos_stay_where_they_are_when_marks_appear(result, qtbot):
    top = result._views.y()
    with qtbot.waitSignal(result.found):
        press(result, Qt.Key.Key_Plus)
    assert result.bar.marks.isVisible()
    assert top == result._views.y()


def test_that_the_window_does_not_grow_when_marks_appear(result):
    result.resize(600, 500)
    width = result.width()
    press(result, Qt.Key.Key_Plus)
    assert result.bar.marks.isVisible()
    assert width == result.width()


def test_that_an_open_search_follows_the_library(result, session, home, qtbot):
    result.resize(700, 500)
    press(result, Qt.Key.Key_Plus)
    with qtbot.waitSignal(result.found):
        pass
    result.grid.show_photo(PhotoId(int(result.model().ids[9])))
    qtbot.waitUntil(lambda: not result.search._refining.isActive())
    photo, marks = result.grid.current(), result.marks.of_photos
    offset = result.grid.visualRect(result.grid.currentIndex()).top()
    assert result.grid.verticalScrollBar().value() > 0
    home.draw("new.jpg", seed=99)
    count = result.model().rowCount()
    session.refresh()
    qtbot.waitUntil(lambda: result.model().rowCount() == count + 1, timeout=30_000)
    assert (photo, (photo,)) == (result.grid.current(), result.grid.selected())
    moved = result.grid.visualRect(result.grid.currentIndex()).top() - offset
    assert abs(moved) <= result.grid._layout.side
    assert marks == result.marks.of_photos
    assert 1 == len(marked_rows(result))


def test_that_a_sorted_result_keeps_its_order_when_marked(result, qtbot):
    by_name = result._session.library.list_photos(Order.NAME).ids.tolist()
    result._on_order_chosen(Order.NAME)
    result._on_distance_chosen(64)
    qtbot.waitUntil(lambda: result.model().ids.tolist() == by_name)
    before = result.model().ids.tolist()
    result.grid.show_photo(PhotoId(before[4]))
    with qtbot.waitSignal(result.found):
        press(result, Qt.Key.Key_Minus)
    with qtbot.waitSignal(result.model().modelReset):
        pass
    assert before == result.model().ids.tolist()
    assert [4] == marked_rows(result)


def test_that_marks_come_back_with_a_saved_search(result, session, qtbot):
    press(result, Qt.Key.Key_Plus)
    press(result, Qt.Key.Key_Minus)
    with qtbot.waitSignal(result.searches.modelReset):
        result.searches.save("mine", result.search.query)
    result.show_all()
    qtbot.waitUntil(lambda: result.model().found is None)
    assert not result.bar.marks.isVisible()
    with qtbot.waitSignal(result.found):
        result._searches_popup._repeat(result.searches.index(0))
    assert (1, 1) == (result.marks.right_count, result.marks.wrong_count)
    assert 2 == len(marked_rows(result))


def test_that_marks_are_kept_with_the_saved_search_that_stands(result, session, qtbot):
    with qtbot.waitSignal(result.searches.modelReset):
        result.searches.save("mine", result.search.query)
    press(result, Qt.Key.Key_Plus)
    result.show_all()

    def marks():
        (search,) = session.library.saved_searches()
        return [mark.is_right for mark in read_query(search.query_json).marks]

    qtbot.waitUntil(lambda: marks() == [True])


def test_that_the_button_tells_of_new_photos(result, session, qtbot):
    with qtbot.waitSignal(result.searches.modelReset):
        result.searches.save("mine", result.search.query)
    result.show_all()
    qtbot.waitUntil(lambda: result.searches._standing.search is None)
    button = result.bar.searches
    before = button.grab().toImage()
    search = result.searches.index(0).data(SearchesModel.SEARCH_ROLE)
    result.searches.news._set(search.id, frozenset(ids(session)[:3]))
    assert "3 new photo(s)" in button.accessibleName()
    assert before != button.grab().toImage()
    with qtbot.waitSignal(result.found):
        result._searches_popup._repeat(result.searches.index(0))
    assert "new" not in button.accessibleName()


def test_that_new_photos_appear_by_themselves(page, session, home, photos, qtbot):
    home.draw("new.jpg", seed=99)
    session.refresh()
    qtbot.waitUntil(lambda: page.model().rowCount() == len(photos) + 1)
