import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from photosearch.core.library import LikePhoto, Query
from photosearch.core.records import Order, PhotoId, PhotoList
from photosearch.gui.widgets.mark_badges import mark_at
from photosearch.gui.widgets.photo_delegate import photo_rect, tick_rect
from photosearch.gui.widgets.photo_grid import CELL_MAX_PX, CELL_MIN_PX, PhotoGrid
from photosearch.gui.widgets.photo_menu import PhotoMenu

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
# Four columns of 168 pixels.
SIZE = (720, 560)


@pytest.fixture
def grid(session, qtbot):
    """Show 12 rows in lines of four; their photos are gone from the library."""
    grid = PhotoGrid(session)
    qtbot.addWidget(grid)
    grid.resize(*SIZE)
    grid.show()
    grid.photos.set_list(many(12), Order.NAME)
    settle(grid, qtbot)
    grid.setFocus()
    return grid


@pytest.fixture
def full_grid(grid, session, photos, qtbot):
    """Show 12 photos of the library in lines of four, sorted by name."""
    grid.photos.set_list(session.library.list_photos(Order.NAME), Order.NAME)
    settle(grid, qtbot)
    return grid


def settle(grid, qtbot):
    qtbot.waitUntil(lambda: grid.is_settled)


def middle(grid, row):
    return grid.visualRect(grid.photos.index(row)).center()


def click(grid, row, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(grid.viewport(), LEFT, modifiers, middle(grid, row))


def ids(grid, *rows):
    return tuple(int(grid.photos.ids[row]) for row in rows)


def many(count):
    return PhotoList(np.arange(1, count + 1), np.zeros(count, np.int32))


def test_that_photos_lie_in_lines(grid):
    places = [grid.visualRect(grid.photos.index(row)) for row in range(5)]
    assert 1 == len({place.top() for place in places[:4]})
    assert places[4].top() == places[0].bottom() + 1
    assert places[4].left() == places[0].left()


def test_that_thumbnails_are_painted(full_grid):
    image = full_grid.viewport().grab().toImage()
    expected = full_grid.photos.thumbnail(5).toImage()
    corner = photo_rect(full_grid.visualRect(full_grid.photos.index(5))).topLeft()
    spot = QPoint(60, 80)
    assert expected.pixelColor(spot) == image.pixelColor(corner + spot)


def test_that_a_click_selects_one(grid, qtbot):
    click(grid, 1)
    with qtbot.waitSignal(grid.selection_changed):
        click(grid, 6)
    assert ids(grid, 6) == grid.selected()
    assert grid.current() == ids(grid, 6)[0]


def test_that_control_adds_and_takes_away(grid):
    click(grid, 1)
    click(grid, 6, CONTROL)
    click(grid, 4, CONTROL)
    click(grid, 6, CONTROL)
    assert ids(grid, 1, 4) == grid.selected()


def test_that_shift_selects_the_rows_between(grid):
    click(grid, 2)
    click(grid, 9, SHIFT)
    assert ids(grid, *range(2, 10)) == grid.selected()
    click(grid, 0, SHIFT)
    assert ids(grid, 0, 1, 2) == grid.selected()


def test_that_the_tick_adds_to_the_selection(grid):
    click(grid, 1)
    tick = tick_rect(grid.visualRect(grid.photos.index(6))).center()
    QTest.mouseClick(grid.viewport(), LEFT, pos=tick)
    assert ids(grid, 1, 6) == grid.selected()
    QTest.mouseClick(grid.viewport(), LEFT, pos=tick)
    assert ids(grid, 1) == grid.selected()


def test_that_a_band_selects_what_it_touches(grid):
    start = grid.visualRect(grid.photos.index(11)).bottomRight() + QPoint(8, 8)
    end = middle(grid, 6)
    QTest.mousePress(grid.viewport(), LEFT, pos=start)
    QTest.mouseMove(grid.viewport(), start - QPoint(30, 30))
    QTest.mouseMove(grid.viewport(), end)
    QTest.mouseRelease(grid.viewport(), LEFT, pos=end)
    assert ids(grid, 6, 7, 10, 11) == grid.selected()


@pytest.mark.parametrize(
    ("start", "key", "expected"),
    [
        (0, Qt.Key.Key_Right, 1),
        (4, Qt.Key.Key_Left, 3),
        (1, Qt.Key.Key_Down, 5),
        (9, Qt.Key.Key_Up, 5),
        (5, Qt.Key.Key_Home, 0),
        (5, Qt.Key.Key_End, 11),
        (1, Qt.Key.Key_PageDown, 9),
        (9, Qt.Key.Key_PageUp, 1),
        (0, Qt.Key.Key_Left, 0),
        (11, Qt.Key.Key_Down, 11),
    ],
)
def test_that_keys_move(grid, start, key, expected):
    click(grid, start)
    QTest.keyClick(grid, key)
    assert ids(grid, expected) == grid.selected()


def test_that_shift_and_keys_select_more(grid):
    click(grid, 1)
    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(grid, Qt.Key.Key_Down, SHIFT)
    assert ids(grid, *range(1, 7)) == grid.selected()
    QTest.keyClick(grid, Qt.Key.Key_Up, SHIFT)
    assert ids(grid, 1, 2) == grid.selected()


def test_that_the_keyboard_starts_at_the_top(grid):
    assert grid.current() == ids(grid, 0)[0]
    assert () == grid.selected()


def test_that_control_a_selects_all(grid):
    QTest.keyClick(grid, Qt.Key.Key_A, CONTROL)
    assert ids(grid, *range(12)) == grid.selected()


def test_that_enter_and_a_double_click_open(grid, qtbot):
    with qtbot.waitSignal(grid.photo_activated) as told:
        QTest.mouseDClick(grid.viewport(), LEFT, pos=middle(grid, 3))
    assert list(ids(grid, 3)) == told.args
    click(grid, 7)
    with qtbot.waitSignal(grid.photo_activated) as told:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert list(ids(grid, 7)) == told.args


def test_that_delete_asks_for_the_trash(grid, qtbot):
    click(grid, 3)
    click(grid, 5, CONTROL)
    with qtbot.waitSignal(grid.trash_asked) as told:
        QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [ids(grid, 3, 5)] == told.args


def test_that_control_c_copies_files(full_grid, photos, qtbot):
    click(full_grid, 3)
    qtbot.waitUntil(lambda: full_grid.photos.files_of(full_grid.selected()) != [])
    QTest.keyClick(full_grid, Qt.Key.Key_C, CONTROL)
    mime = QGuiApplication.clipboard().mimeData()
    assert [str(photos[3])] == [url.toLocalFile() for url in mime.urls()]


@pytest.mark.parametrize(
    ("text", "signal", "expected"),
    [
        ("Search &similar photos", "search_asked", lambda one: [(one,)]),
        ("&Add as example", "example_asked", lambda one: [one, 1.0]),
        ("Add as &counter-example", "example_asked", lambda one: [one, -1.0]),
        ("Move to &trash…", "trash_asked", lambda one: [(one,)]),
        ("P&roperties", "properties_asked", lambda one: [one]),
    ],
)
def test_that_the_menu_asks(grid, qtbot, text, signal, expected):
    click(grid, 2)
    actions = {action.text(): action for action in PhotoMenu(grid).actions()}
    with qtbot.waitSignal(getattr(grid, signal)) as told:
        actions[text].trigger()
    assert expected(ids(grid, 2)[0]) == told.args


@pytest.fixture
def result(full_grid, session, qtbot):
    """Show a result whose photos are marked as soon as somebody asks for it."""
    query = Query((LikePhoto(PhotoId(ids(full_grid, 0)[0])),), count=12)
    full_grid.photos.set_found(session.library.find(query))
    marks = {}

    def mark(photos, is_right):
        for photo in photos:
            marks[photo] = is_right
        shown = {photo: of for photo, of in marks.items() if of is not None}
        full_grid.photos.show_marks(shown)

    full_grid.mark_asked.connect(mark)
    settle(full_grid, qtbot)
    return full_grid


def marks_of(grid):
    return [grid.photos.is_right(row) for row in range(grid.photos.rowCount())]


@pytest.mark.parametrize(
    ("key", "modifiers", "is_right"),
    [
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Plus, SHIFT, True),
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.NoModifier, True),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, True),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.KeypadModifier, False),
    ],
)
def test_that_a_key_marks_and_goes_on_to_the_next(result, key, modifiers, is_right):
    click(result, 2)
    QTest.keyClick(result, key, modifiers)
    assert [None, None, is_right, None] == marks_of(result)[:4]
    assert ids(result, 3) == result.selected()
    assert ids(result, 3)[0] == result.current()


def test_that_marking_leaps_over_what_is_marked(result):
    for row in (2, 3, 11):
        click(result, row)
        QTest.keyClick(result, Qt.Key.Key_Minus)
    assert ids(result, 0) == result.selected()
    click(result, 1)
    QTest.keyClick(result, Qt.Key.Key_Plus)
    assert ids(result, 4) == result.selected()


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_0])
def test_that_a_key_takes_the_mark_away_and_stays(result, key):
    click(result, 2)
    QTest.keyClick(result, Qt.Key.Key_Plus)
    click(result, 2)
    QTest.keyClick(result, key)
    assert {None} == set(marks_of(result))
    assert ids(result, 2) == result.selected()


def test_that_all_selected_photos_are_marked_together(result, qtbot):
    click(result, 1)
    click(result, 4, CONTROL)
    with qtbot.waitSignal(result.mark_asked) as asked:
        QTest.keyClick(result, Qt.Key.Key_Minus)
    assert [ids(result, 1, 4), False] == asked.args
    assert ids(result, 5) == result.selected()


def test_that_with_control_the_keys_zoom(result, qtbot):
    click(result, 1)
    before = result.cell_px
    with qtbot.assertNotEmitted(result.mark_asked):
        QTest.keyClick(result, Qt.Key.Key_Plus, CONTROL)
    assert before < result.cell_px


def test_that_a_list_is_not_marked(full_grid, qtbot):
    click(full_grid, 1)
    with qtbot.assertNotEmitted(full_grid.mark_asked):
        QTest.keyClick(full_grid, Qt.Key.Key_Plus)
        click_badge(full_grid, 2, is_right=True)
    assert ids(full_grid, 2) == full_grid.selected()


def click_badge(grid, row, *, is_right):
    cell = grid.visualRect(grid.photos.index(row))
    photo = photo_rect(cell)
    hits = [
        QPoint(x, y)
        for x in range(photo.left(), photo.right())
        for y in range(photo.top(), photo.bottom())
        if mark_at(photo, QPoint(x, y)) is is_right
    ]
    QTest.mouseClick(
        grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, hits[len(hits) // 2]
    )


@pytest.mark.parametrize("is_right", [True, False])
def test_that_a_click_on_a_badge_marks_and_takes_away(result, is_right):
    click(result, 5)
    click_badge(result, 2, is_right=is_right)
    assert [None, None, is_right] == marks_of(result)[:3]
    assert ids(result, 5) == result.selected()
    click_badge(result, 2, is_right=is_right)
    assert {None} == set(marks_of(result))


def test_that_a_double_click_on_a_badge_opens_nothing(result, qtbot):
    place = photo_rect(result.visualRect(result.photos.index(2)))
    spot = place.bottomLeft() + QPoint(15, -15)
    with qtbot.assertNotEmitted(result.photo_activated):
        QTest.mouseDClick(result.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)


def test_that_marked_photos_look_another_way(result, qtbot):
    def look(row):
        place = photo_rect(result.visualRect(result.photos.index(row)))
        return result.viewport().grab(place).toImage()

    click(result, 9)
    before = [look(row) for row in (1, 2)]
    for row, key in ((1, Qt.Key.Key_Plus), (2, Qt.Key.Key_Minus)):
        click(result, row)
        QTest.keyClick(result, key)
    click(result, 9)
    assert all(old != look(row) for row, old in zip((1, 2), before, strict=True))


def test_that_badges_tell_what_they_do(result, qtbot):
    place = photo_rect(result.visualRect(result.photos.index(2)))
    spot = place.bottomLeft() + QPoint(15, -15)
    asks = QHelpEvent(QEvent.Type.ToolTip, spot, result.viewport().mapToGlobal(spot))
    QApplication.sendEvent(result.viewport(), asks)
    assert "(+)" in QToolTip.text()
    QToolTip.hideText()


def test_that_the_keyboard_stays_in_view_when_the_list_is_another(result):
    result.resize(720, 240)
    result.photos.set_found(result.photos.found, is_same=True)
    click(result, 0)
    result.verticalScrollBar().setValue(result.verticalScrollBar().maximum())
    first = result.rows_in_view().start
    assert first > 0
    result.stay_in_view()
    assert ids(result, first)[0] == result.current()
    result.stay_in_view()
    assert ids(result, first) == result.selected()


@pytest.mark.parametrize(
    ("text", "is_right"),
    [("R&ight", True), ("&Wrong", False), ("&Neither right nor wrong", None)],
)
def test_that_the_menu_marks(result, qtbot, text, is_right):
    click(result, 2)
    actions = {action.text(): action for action in PhotoMenu(result).actions()}
    assert actions[text].isEnabled() is (is_right is not None)
    actions[text].setEnabled(True)
    with qtbot.waitSignal(result.mark_asked) as asked:
        actions[text].trigger()
    assert [ids(result, 2), is_right] == asked.args


def test_that_the_menu_of_a_list_has_no_marks(full_grid):
    click(full_grid, 2)
    assert "&Wrong" not in {each.text() for each in PhotoMenu(full_grid).actions()}


def test_that_the_menu_copies_the_picture(full_grid, qtbot):
    click(full_grid, 2)
    QGuiApplication.clipboard().setText("")
    PhotoMenu(full_grid).copy_picture()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasImage())
    assert (96, 72) == QGuiApplication.clipboard().image().size().toTuple()


def test_that_the_menu_copies_paths(full_grid, photos):
    click(full_grid, 2)
    click(full_grid, 3, CONTROL)
    PhotoMenu(full_grid).copy_paths()
    assert f"{photos[2]}\n{photos[3]}" == QGuiApplication.clipboard().text()


def test_that_one_file_can_be_opened_but_not_two(full_grid):
    click(full_grid, 2)
    opens = "&Open with the default program"
    enabled = {each.text(): each.isEnabled() for each in PhotoMenu(full_grid).actions()}
    assert enabled[opens]
    click(full_grid, 3, CONTROL)
    enabled = {each.text(): each.isEnabled() for each in PhotoMenu(full_grid).actions()}
    assert not enabled[opens]


def test_that_zoom_has_bounds(grid, qtbot):
    with qtbot.waitSignal(grid.zoomed) as told:
        grid.set_cell(10_000)
    assert [CELL_MAX_PX] == told.args
    for _ in range(20):
        grid.zoom_out()
    assert CELL_MIN_PX == grid.cell_px
    grid.zoom_in()
    assert CELL_MIN_PX < grid.cell_px


def test_that_control_and_the_wheel_zoom(grid):
    before = grid.cell_px
    turn = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), turn)
    assert before < grid.cell_px


def test_that_zooming_keeps_the_place(grid, session):
    grid.photos.set_list(many(10_000), Order.NAME)
    grid.scrollTo(grid.photos.index(5000), PhotoGrid.ScrollHint.PositionAtTop)
    top = grid.rows_in_view().start
    grid.set_cell(120)
    assert abs(grid.rows_in_view().start - top) <= 6


def test_that_a_refreshed_list_stays_at_its_place(grid, session):
    grid.photos.set_list(many(1000), Order.NAME)
    grid.verticalScrollBar().setValue(9000)
    grid.setCurrentIndex(grid.photos.index(210))
    row = grid.rows_in_view().start
    place = grid.visualRect(grid.photos.index(row))
    # Two new ones come first.
    newer = PhotoList(np.r_[5001, 5002, 1:1001], np.zeros(1002, np.int32))
    grid.photos.set_list(newer, Order.NAME)
    top = grid.visualRect(grid.photos.index(row + 2)).top()
    assert place.top() == top
    assert (211,) == grid.selected()
    assert 211 == grid.current()


def test_that_a_list_at_its_start_shows_what_is_new(grid):
    newer = PhotoList(np.r_[5001, grid.photos.ids], np.zeros(13, np.int32))
    grid.photos.set_list(newer, Order.NAME)
    assert 0 == grid.rows_in_view().start
    assert 0 == grid.verticalScrollBar().value()


def test_that_a_result_starts_at_the_top(full_grid, session):
    full_grid.resize(720, 240)
    full_grid.scrollToBottom()
    click(full_grid, 11)
    query = Query((LikePhoto(PhotoId(ids(full_grid, 0)[0])),), count=12)
    full_grid.photos.set_found(session.library.find(query))
    assert 0 == full_grid.verticalScrollBar().value()
    assert () == full_grid.selected()


def test_that_a_photo_is_shown_on_demand(grid):
    grid.photos.set_list(many(10_000), Order.NAME)
    assert grid.show_photo(PhotoId(7000))
    assert 6999 in grid.rows_in_view()
    assert 7000 == grid.current()
    assert not grid.show_photo(PhotoId(20_000))


def test_that_files_that_wait_cannot_be_selected(full_grid, session, home):
    library = session.library
    home.draw("new.jpg", 99)
    refresh = library.refresh()
    waiting = next(files for _ in refresh if (files := library.waiting(200)))
    refresh.close()
    full_grid.photos.set_list(library.list_photos())
    full_grid.photos.set_waiting(waiting)
    full_grid.selectAll()
    assert len(full_grid.selected()) == 12
    click(full_grid, 0)
    assert full_grid.current() is None


def test_that_a_million_rows_are_reached(grid):
    grid.photos.set_list(many(1_000_000), Order.NAME)
    QTest.keyClick(grid, Qt.Key.Key_End)
    grid.selectAll()
    assert 999_999 in grid.rows_in_view()
    assert 1_000_000 == len(grid.selected_ids())
