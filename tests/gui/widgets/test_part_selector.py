import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QShortcut

from photosearch.gui.widgets.part_selector import PartSelector
from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot):
    """Show a photo of 800 x 600 pixels at half its size, 8 points from the edges."""
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(416, 316)
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    view.show_picture(image, 800, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


@pytest.fixture
def selector(view):
    selector = PartSelector(view)
    selector.begin()
    return selector


def drag(qtbot, selector, start, end):
    """Drag from one place to another, as shares of the photo."""
    first, last = at(selector, *start), at(selector, *end)
    qtbot.mousePress(selector, LEFT, pos=first)
    qtbot.mouseMove(selector, (first + last) / 2)
    qtbot.mouseMove(selector, last)
    qtbot.mouseRelease(selector, LEFT, pos=last)


def at(selector, x, y):
    place = selector.parent().photo_rect
    return QPoint(
        round(place.left() + x * place.width()), round(place.top() + y * place.height())
    )


def shares(part):
    return tuple(
        round(each, 2) for each in (part.left, part.top, part.width, part.height)
    )


def test_that_the_mouse_draws_a_box(selector, qtbot):
    drag(qtbot, selector, (0.2, 0.3), (0.6, 0.8))
    assert (0.2, 0.3, 0.4, 0.5) == shares(selector.part)


def test_that_the_mouse_moves_a_box(selector, qtbot):
    selector.begin(Box(0.2, 0.2, 0.4, 0.4))
    drag(qtbot, selector, (0.4, 0.4), (0.5, 0.6))
    assert (0.3, 0.4, 0.4, 0.4) == shares(selector.part)


def test_that_the_mouse_resizes_a_box_by_its_corner(selector, qtbot):
    selector.begin(Box(0.2, 0.2, 0.4, 0.4))
    drag(qtbot, selector, (0.6, 0.6), (0.8, 0.7))
    assert (0.2, 0.2, 0.6, 0.5) == shares(selector.part)


def test_that_a_new_box_is_drawn_beside_the_old_one(selector, qtbot):
    selector.begin(Box(0.1, 0.1, 0.2, 0.2))
    drag(qtbot, selector, (0.5, 0.5), (0.9, 0.9))
    assert (0.5, 0.5, 0.4, 0.4) == shares(selector.part)


def test_that_a_mere_click_draws_nothing(selector, qtbot):
    drag(qtbot, selector, (0.5, 0.5), (0.5, 0.505))
    assert selector.part is None


def test_that_the_box_stays_on_its_part_while_zooming(view, selector, qtbot):
    selector.begin(Box(0.2, 0.2, 0.4, 0.4))
    view.zoom_to(1.0, QPointF(100, 100))
    drag(qtbot, selector, (0.4, 0.4), (0.45, 0.45))
    assert (0.25, 0.25, 0.4, 0.4) == shares(selector.part)


def test_that_an_arrow_key_begins_with_the_middle(selector, qtbot):
    qtbot.keyClick(selector, Qt.Key.Key_Right)
    assert (0.25, 0.25, 0.5, 0.5) == shares(selector.part)


def test_that_arrow_keys_move_and_resize_the_box(selector, qtbot):
    selector.begin(Box(0.25, 0.25, 0.5, 0.5))
    qtbot.keyClick(selector, Qt.Key.Key_Right)
    qtbot.keyClick(selector, Qt.Key.Key_Up, SHIFT)
    step = 800 / 64
    assert (0.25 + step / 800, 0.25) == (selector.part.left, selector.part.top)
    assert (0.5, 0.5 - step / 600) == (selector.part.width, selector.part.height)


def test_that_with_control_the_box_moves_by_a_pixel(selector, qtbot):
    selector.begin(Box(0.25, 0.25, 0.5, 0.5))
    qtbot.keyClick(selector, Qt.Key.Key_Down, CTRL)
    assert 0.25 + 1 / 600 == pytest.approx(selector.part.top)


def test_that_enter_chooses_the_box(selector, qtbot):
    selector.begin(Box(0.25, 0.25, 0.5, 0.5))
    with qtbot.waitSignal(selector.chosen) as chosen:
        qtbot.keyClick(selector, Qt.Key.Key_Return)
    assert [Box(0.25, 0.25, 0.5, 0.5)] == chosen.args


def test_that_a_double_click_chooses_the_box_and_nothing_beside_it(selector, qtbot):
    selector.begin(Box(0.5, 0.5, 0.5, 0.5))
    with qtbot.assertNotEmitted(selector.chosen):
        qtbot.mouseDClick(selector, LEFT, pos=at(selector, 0.2, 0.2))
    with qtbot.waitSignal(selector.chosen):
        qtbot.mouseDClick(selector, LEFT, pos=at(selector, 0.7, 0.7))


def test_that_without_a_photo_there_is_no_box(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    selector = PartSelector(view)
    selector.begin(Box(0.1, 0.1, 0.5, 0.5))
    qtbot.mousePress(selector, LEFT, pos=QPoint(10, 10))
    qtbot.mouseMove(selector, QPoint(60, 60))
    qtbot.keyClick(selector, Qt.Key.Key_Right)
    assert selector.part is None


def test_that_escape_leaves(selector, qtbot):
    with qtbot.waitSignal(selector.left):
        qtbot.keyClick(selector, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", ["Left", "Escape", "Return"])
def test_that_keys_of_the_box_are_not_taken_by_what_is_around(
    view, selector, qtbot, key
):
    shortcut = QShortcut(key, view)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    with qtbot.assertNotEmitted(shortcut.activated):
        qtbot.keyClick(selector, getattr(Qt.Key, f"Key_{key}"))


def test_that_everything_but_the_box_is_shaded(view, selector):
    selector.begin(Box(0.25, 0.25, 0.5, 0.5))
    shown = view.grab().toImage()
    inside, outside = (
        shown.pixelColor(at(selector, *place)) for place in ((0.5, 0.4), (0.1, 0.1))
    )
    assert QColor("white") == inside
    assert inside.lightness() > 1.5 * outside.lightness()


def test_that_the_wheel_button_moves_the_picture_below(view, selector, qtbot):
    view.zoom_to(1.0)
    before = view.photo_rect.topLeft()
    middle = Qt.MouseButton.MiddleButton
    qtbot.mousePress(selector, middle, pos=QPoint(200, 150))
    qtbot.mouseMove(selector, QPoint(180, 140))
    qtbot.mouseRelease(selector, middle, pos=QPoint(180, 140))
    assert QPointF(-20, -10) == view.photo_rect.topLeft() - before


def test_that_the_box_is_told_to_those_who_cannot_see_it(selector):
    selector.begin(Box(0.25, 0.5, 0.4, 0.3))
    assert "25 % from the left, 50 % from the top, 40 % by 30 %" == (
        selector.accessibleDescription()
    )
