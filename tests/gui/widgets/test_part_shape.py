import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from photosearch.gui.widgets.part_shape import (
    GRIPS,
    LEAST_PX,
    Edge,
    dragged,
    drawn,
    grown,
    middle,
    moved,
)

PHOTO = QSizeF(400, 300)
BOX = QRectF(100, 100, 80, 60)

places = st.builds(QPointF, st.floats(-500, 900), st.floats(-500, 900))
ways = st.floats(-1000, 1000)


def is_allowed(box, photo=PHOTO):
    inside = QRectF(QPointF(), photo).adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    least = min(LEAST_PX, photo.width()), min(LEAST_PX, photo.height())
    is_large = box.width() >= least[0] - 1e-6 and box.height() >= least[1] - 1e-6
    return inside.contains(box) and is_large


@given(places, places)
def test_that_a_drawn_box_lies_in_the_photo_and_is_never_too_small(start, end):
    assert is_allowed(drawn(start, end, PHOTO))


@given(places, st.sampled_from(GRIPS))
def test_that_no_grip_drags_a_box_out_of_bounds(to, edges):
    assert is_allowed(dragged(BOX, edges, to, PHOTO))


@given(ways, ways)
def test_that_a_box_moves_and_grows_within_the_photo_only(right, down):
    assert is_allowed(moved(BOX, right, down, PHOTO))
    assert is_allowed(grown(BOX, right, down, PHOTO))


@pytest.mark.parametrize(
    "end", [QPointF(140, 160), QPointF(60, 160), QPointF(60, 40), QPointF(140, 40)]
)
def test_that_a_box_is_drawn_into_every_direction(end):
    start = QPointF(100, 100)
    assert QRectF(start, end).normalized() == drawn(start, end, PHOTO)


def test_that_a_photo_smaller_than_the_least_box_is_taken_whole():
    assert QRectF(0, 0, 8, 16) == drawn(QPointF(4, 4), QPointF(5, 5), QSizeF(8, 16))


def test_that_a_corner_takes_two_edges_along():
    box = dragged(BOX, Edge.LEFT | Edge.TOP, QPointF(90, 95), PHOTO)
    assert QRectF(QPointF(90, 95), BOX.bottomRight()) == box


def test_that_an_edge_stops_before_the_one_across():
    box = dragged(BOX, Edge.LEFT, QPointF(390, 0), PHOTO)
    assert QRectF(180 - LEAST_PX, 100, LEAST_PX, 60) == box


def test_that_a_box_keeps_its_size_while_it_moves():
    assert QRectF(PHOTO.width() - 80, 0, 80, 60) == moved(BOX, 999, -999, PHOTO)


def test_that_the_keyboard_starts_in_the_middle():
    assert QRectF(100, 75, 200, 150) == middle(PHOTO)
