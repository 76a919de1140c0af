import numpy as np
import pytest

from photosearch.spec.preprocess import ResizeRule, network_input
from photosearch.spec.regions import (
    Box,
    region_count,
    region_squares,
    regions_in_photo,
)
from tests.pictures import draw_picture


def sides(box: Box) -> tuple[float, float, float, float]:
    return (box.left, box.top, box.width, box.height)


@pytest.mark.parametrize(
    ("levels", "count"), [(0, 0), (1, 1), (2, 5), (3, 14), (4, 30)]
)
def test_that_each_scale_adds_its_square_of_regions(levels: int, count: int) -> None:
    assert (count, count) == (region_count(levels), len(region_squares(levels)))


def test_that_the_first_region_is_the_whole_input() -> None:
    assert Box(0, 0, 1, 1) == region_squares(3)[0]


def test_that_regions_of_a_scale_go_row_by_row_and_fill_the_square() -> None:
    third = 1 / 3
    expected = [
        (0, 0, 2 * third, 2 * third),
        (third, 0, 2 * third, 2 * third),
        (0, third, 2 * third, 2 * third),
        (third, third, 2 * third, 2 * third),
    ]
    found = [sides(box) for box in region_squares(2)[1:]]
    np.testing.assert_allclose(found, expected)


def test_that_the_third_scale_has_quarters_that_overlap_by_half() -> None:
    starts = sorted({(box.left, box.width) for box in region_squares(3)[5:]})
    assert [(0, 0.5), (0.25, 0.5), (0.5, 0.5)] == starts


@pytest.mark.parametrize("levels", [-1, 5])
def test_that_other_numbers_of_scales_are_refused(levels: int) -> None:
    with pytest.raises(ValueError, match="outside 0 to 4"):
        region_squares(levels)


def test_that_regions_of_a_stretched_photo_are_shares_of_the_photo() -> None:
    found = regions_in_photo(3, ResizeRule.STRETCH, 400, 300)
    np.testing.assert_allclose(
        [sides(box) for box in found], [sides(box) for box in region_squares(3)]
    )


@pytest.mark.parametrize(
    ("width_px", "height_px", "whole"),
    [
        pytest.param(400, 300, (0.125, 0, 0.75, 1), id="wide"),
        pytest.param(300, 400, (0, 0.125, 1, 0.75), id="high"),
        pytest.param(300, 300, (0, 0, 1, 1), id="square"),
    ],
)
def test_that_regions_of_a_cropped_photo_lie_in_its_central_square(
    width_px: int, height_px: int, whole: tuple[float, float, float, float]
) -> None:
    found = regions_in_photo(3, ResizeRule.CROP, width_px, height_px)
    np.testing.assert_allclose(sides(found[0]), whole)
    corner = (whole[0], whole[1], whole[2] / 2, whole[3] / 2)
    np.testing.assert_allclose(sides(found[5]), corner)


@pytest.mark.parametrize("rule", list(ResizeRule))
@pytest.mark.parametrize("size", [(480, 360), (360, 480)])
def test_that_a_region_of_the_photo_shows_what_it_does_on_the_input(
    rule: ResizeRule, size: tuple[int, int]
) -> None:
    photo = draw_picture(3, size)
    on_input = network_input(np.asarray(photo), 96, rule)
    on_photo = regions_in_photo(3, rule, *size)
    for square, box in zip(region_squares(3), on_photo, strict=True):
        left, top, right, bottom = square.in_pixels(96, 96)
        cut = np.asarray(photo.crop(box.in_pixels(*size)))
        seen = network_input(cut, right - left, ResizeRule.STRETCH)
        gap = on_input[top:bottom, left:right].astype(int) - seen.astype(int)
        assert np.abs(gap).mean() < 6


@pytest.mark.parametrize("size", [(0, 10), (10, 0)])
def test_that_an_empty_photo_has_no_regions(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="has no regions"):
        regions_in_photo(3, ResizeRule.CROP, *size)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((float("nan"), 0, 1, 1), "finite"),
        ((0, 0, float("inf"), 1), "finite"),
        ((0, 0, 0, 1), "above 0"),
        ((0, 0, 1, -0.5), "above 0"),
        ((-0.1, 0, 0.5, 0.5), "within the picture"),
        ((0, 0.6, 0.5, 0.5), "within the picture"),
        ((2, 0, 0.5, 0.5), "within the picture"),
    ],
)
def test_that_a_box_outside_the_picture_is_refused(
    values: tuple[float, float, float, float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Box(*values)


def test_that_a_box_in_pixels_is_rounded_to_the_nearest_edges() -> None:
    assert (25, 30, 75, 60) == Box(0.25, 0.5, 0.5, 0.5).in_pixels(100, 60)


def test_that_the_smallest_box_is_a_pixel_of_the_picture() -> None:
    assert (9, 9, 10, 10) == Box(0.9999, 0.9999, 1e-5, 1e-5).in_pixels(10, 10)
    assert (0, 0, 1, 1) == Box(0, 0, 1e-9, 1e-9).in_pixels(10, 10)
