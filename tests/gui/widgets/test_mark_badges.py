import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from photosearch.gui.widgets.mark_badges import mark_at, paint_mark, paint_offer

SIDES = (90, 162, 250)


def painted(side, paint):
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def spots(image, photo):
    """Return which badges have paint on them: right, wrong, and beside both."""
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            if image.pixelColor(x, y).alpha():
                found.add(mark_at(photo, QPoint(x, y)))
    return found


@pytest.mark.parametrize("side", SIDES)
def test_that_badges_are_painted_where_they_are_clicked(side):
    photo = QRect(0, 0, side, side)
    assert {True, False} == spots(painted(side, paint_offer), photo)
    for is_right in (True, False):
        image = painted(
            side, lambda *to, is_right=is_right: paint_mark(*to, is_right=is_right)
        )
        assert {is_right} == spots(image, photo)


@pytest.mark.parametrize("side", SIDES)
def test_that_badges_lie_on_the_lower_left_of_a_photo(side):
    photo = QRect(300, 200, side, side)
    places = [
        QPoint(x, y)
        for x in range(photo.left() - 5, photo.right() + 6)
        for y in range(photo.top() - 5, photo.bottom() + 6)
        if mark_at(photo, QPoint(x, y)) is not None
    ]
    assert places
    assert all(photo.contains(place) for place in places)
    assert all(place.y() > photo.center().y() for place in places)
    # The distance of a match has the right third.
    assert max(place.x() for place in places) < photo.left() + 0.67 * side


def test_that_right_and_wrong_differ_without_their_colours():
    right, wrong = (
        painted(162, lambda *to, is_right=is_right: paint_mark(*to, is_right=is_right))
        for is_right in (True, False)
    )
    # The signs, moved onto each other, are a tick and a cross.
    step = next(
        x for x in range(162) if mark_at(QRect(0, 0, 162, 162), QPoint(x, 150)) is False
    )
    step -= next(
        x for x in range(162) if mark_at(QRect(0, 0, 162, 162), QPoint(x, 150))
    )
    moved = wrong.copy(step, 0, 162, 162).convertToFormat(
        QImage.Format.Format_Grayscale8
    )
    assert moved != right.convertToFormat(QImage.Format.Format_Grayscale8)
