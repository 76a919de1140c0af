import numpy as np
import pytest

from photosearch.spec.face_canvas import (
    CANVAS_SIDES,
    STRIDES,
    canvas_side,
    cell_count,
    face_canvas,
    pyramid,
)
from photosearch.spec.preprocess import Pixels


def picture(width: int, height: int) -> Pixels:
    return np.full((height, width, 3), 200, np.uint8)


@pytest.mark.parametrize(
    ("size", "side"),
    [((1, 1), 192), ((192, 20), 192), ((20, 193), 384), ((385, 9), 768)],
)
def test_that_the_smallest_canvas_that_holds_a_picture_is_taken(
    size: tuple[int, int], side: int
) -> None:
    assert side == canvas_side(*size)


def test_that_a_picture_larger_than_any_canvas_gets_the_largest() -> None:
    assert CANVAS_SIDES[-1] == canvas_side(4000, 3000)


def test_that_every_canvas_is_made_of_whole_cells() -> None:
    assert all(side % stride == 0 for side in CANVAS_SIDES for stride in STRIDES)
    assert 24**2 + 12**2 + 6**2 == cell_count(192)


def test_that_a_small_picture_lies_unchanged_in_the_upper_left_corner() -> None:
    canvas = face_canvas(picture(100, 50), 192)
    assert (192, 192, 3) == canvas.shape
    assert (canvas[:50, :100] == 200).all()
    assert (canvas[50:] == 114).all()
    assert (canvas[:, 100:] == 114).all()


def test_that_a_large_picture_is_shrunk_to_the_canvas_in_its_shape() -> None:
    canvas = face_canvas(picture(400, 200), 192)
    assert (canvas[:96] == 200).all()
    assert (canvas[96:] == 114).all()


def test_that_a_picture_of_one_row_keeps_a_row() -> None:
    assert (face_canvas(picture(4000, 1), 192)[0] == 200).all()


def test_that_a_large_picture_is_shown_twice_and_a_small_one_once() -> None:
    assert ((768, 1.0), (192, 0.25)) == pyramid(picture(768, 500))
    assert ((384, 1.0), (192, 0.64)) == pyramid(picture(200, 300))
    assert ((192, 1.0),) == pyramid(picture(192, 192))
    assert ((768, 0.5), (192, 0.125)) == pyramid(picture(1536, 30))


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4, 3), np.float32),
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
    ],
)
def test_that_what_is_no_picture_is_refused(pixels: Pixels) -> None:
    with pytest.raises(ValueError, match="pixels"):
        face_canvas(pixels, 192)
    with pytest.raises(ValueError, match="pixels"):
        pyramid(pixels)
