import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage

from photosearch.gui.widgets.picture_view import PictureView
from photosearch.spec.regions import Box


def image(width, height, colour="red"):
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def view(qtbot):
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(416, 316)
    view.show()
    view.show_picture(image(400, 300), 4000, 3000)
    return view


def test_that_the_whole_photo_is_shown_at_first(view):
    assert (True, 0.1) == (view.is_fitted, pytest.approx(view.zoom))


def test_that_a_small_photo_is_enlarged_twice_at_most(view):
    view.show_picture(image(40, 30), 40, 30)
    assert 2.0 == view.zoom


def test_that_a_larger_widget_shows_a_fitted_photo_larger(view):
    view.resize(816, 616)
    view.grab()
    assert pytest.approx(0.2) == view.zoom


def test_that_the_photo_stays_under_the_mouse_while_zooming(view):
    at = QPointF(100, 120)
    view.zoom_to(0.5)
    before = view._photo_point(at)
    view.zoom_to(1.0, at)
    after = view._photo_point(at)
    assert (pytest.approx(before.x()), pytest.approx(before.y())) == (
        after.x(),
        after.y(),
    )


def test_that_the_view_does_not_leave_the_photo(view):
    view.zoom_to(1.0)
    view.move_by(-100_000, -100_000)
    assert QPointF(0, 0) == view._photo_point(QPointF(0, 0))


def test_that_zooming_out_ends_with_the_whole_photo(view):
    view.zoom_to(0.11)
    view.zoom_out()
    assert view.is_fitted


def test_that_all_pixels_are_wanted_when_looking_closer(view, qtbot):
    with qtbot.waitSignal(view.detail_wanted):
        view.zoom_in()


def test_that_all_pixels_are_painted_once_they_are_there(view):
    view.zoom_to(1.0)
    view.show_detail(image(4000, 3000, "blue"))
    shown = view.grab().toImage().pixelColor(view.rect().center())
    assert QColor("blue") == shown


def test_that_a_double_click_shows_each_pixel_and_back(view, qtbot):
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    zoom = view.zoom
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    assert (1.0, True) == (zoom, view.is_fitted)


def test_that_a_part_is_outlined_wherever_the_photo_is_moved(view):
    view.show_picture(image(400, 300, "black"), 4000, 3000)
    view.outline(Box(0.5, 0.5, 0.5, 0.5))
    view.zoom_to(0.4)
    view.move_by(30, 20)
    corner = view.photo_rect.center() + QPointF(1, 1)
    assert QColor("white") == view.grab().toImage().pixelColor(corner.toPoint())
    view.outline(None)
    assert QColor("black") == view.grab().toImage().pixelColor(corner.toPoint())


def test_that_it_is_told_when_the_photo_lies_elsewhere(view, qtbot):
    with qtbot.waitSignal(view.placed):
        view.zoom_to(0.4)
    with qtbot.waitSignal(view.placed):
        view.move_by(10, 0)
