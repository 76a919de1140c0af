import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from photosearch.gui.models.parts import part_at, place_of, place_on_thumbnail
from photosearch.spec.regions import Box

PHOTO = QRectF(10, 20, 333, 217)
boxes = st.builds(
    lambda left, top, width, height: Box(
        left, top, max(width * (1 - left), 1e-3), max(height * (1 - top), 1e-3)
    ),
    *[st.floats(0, 0.999)] * 2,
    *[st.floats(0.01, 1)] * 2,
)


@given(boxes)
def test_that_a_part_is_found_again_where_it_was_placed(part):
    found = part_at(place_of(part, PHOTO), PHOTO)
    for name in ("left", "top", "width", "height"):
        assert getattr(part, name) == pytest.approx(getattr(found, name), abs=1e-9)


def test_that_what_sticks_out_by_a_rounding_is_cut():
    place = PHOTO.adjusted(-1e-9, 0, 1e-9, 0)
    assert Box(0.0, 0.0, 1.0, 1.0) == part_at(place, PHOTO)


def test_that_a_thumbnail_of_a_wide_photo_shows_its_middle():
    part = Box(0.25, 0.0, 0.25, 0.5)
    assert QRectF(0.0, 0.0, 0.5, 0.5) == place_on_thumbnail(part, 200, 100)


def test_that_of_a_part_beside_the_thumbnail_only_what_is_seen_counts():
    part = Box(0.0, 0.5, 0.5, 0.5)
    assert QRectF(0.0, 0.5, 0.5, 0.5) == place_on_thumbnail(part, 200, 100)


def test_that_a_panorama_is_seen_whole():
    part = Box(0.5, 0.0, 0.5, 1.0)
    assert QRectF(0.5, 0.375, 0.5, 0.25) == place_on_thumbnail(part, 400, 100)


@pytest.mark.parametrize("part", [Box(0, 0, 1, 1), Box(0.25, 0, 0.5, 1)])
def test_that_all_there_is_to_see_needs_no_line(part):
    assert place_on_thumbnail(part, 200, 100) is None


def test_that_what_is_not_seen_at_all_needs_no_line():
    assert place_on_thumbnail(Box(0.0, 0.0, 0.2, 1.0), 200, 100) is None
