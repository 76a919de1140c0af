import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from photosearch.gui.models.parts import part_at, place_of
from photosearch.gui.widgets.part_outline import paint_outline
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


@pytest.mark.parametrize("ground", ["white", "black"])
def test_that_the_line_is_seen_on_any_photo(qapp, ground):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_outline(painter, QRectF(10, 10, 40, 40))
    painter.end()
    across = {image.pixelColor(x, 30).lightness() for x in range(5, 20)}
    assert max(across) - min(across) > 100
