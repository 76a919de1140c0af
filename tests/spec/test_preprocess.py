import numpy as np
import pytest

from photosearch.spec.preprocess import ResizeRule, network_input, part_input
from photosearch.spec.regions import region_count, region_squares


def halves(height: int, width: int) -> np.ndarray:
    """Left half black, right half white."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, width // 2 :] = 255
    return pixels


@pytest.mark.parametrize("rule", ResizeRule)
@pytest.mark.parametrize("shape", [(40, 90), (90, 40), (64, 64), (1, 300)])
def test_that_any_shape_becomes_the_square(
    rule: ResizeRule, shape: tuple[int, int]
) -> None:
    made = network_input(halves(*shape), 32, rule)
    assert ((32, 32, 3), np.uint8) == (made.shape, made.dtype)


def test_that_crop_keeps_the_central_square() -> None:
    pixels = np.zeros((32, 96, 3), np.uint8)
    pixels[:, 32:64] = 200
    assert (network_input(pixels, 32, ResizeRule.CROP) == 200).all()


def test_that_stretch_keeps_everything() -> None:
    made = network_input(halves(32, 96), 32, ResizeRule.STRETCH)
    assert made[:, :12].max() == 0
    assert made[:, 20:].min() == 255


def test_that_a_picture_of_the_right_size_is_unchanged() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    assert np.array_equal(pixels, network_input(pixels, 32, ResizeRule.CROP))


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((4, 4, 3), np.float32),
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
    ],
    ids=["float", "grey", "alpha", "empty"],
)
def test_that_other_pixels_are_rejected(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="pixels"):
        network_input(wrong, 32, ResizeRule.CROP)


@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_that_a_part_fills_the_first_region_of_the_finest_scale(levels: int) -> None:
    part = np.random.default_rng(1).integers(0, 256, (50, 70, 3), dtype=np.uint8)
    shown = part_input(part, 60, levels)
    assert shown.shape == (60, 60, 3)
    box = region_squares(levels)[region_count(levels - 1)]
    left, top, right, bottom = box.in_pixels(60, 60)
    assert (left, top) == (0, 0)
    expected = network_input(part, right, ResizeRule.STRETCH)
    assert (shown[:bottom, :right] == expected).all()


def test_that_a_part_is_surrounded_by_its_mirror_images() -> None:
    shown = part_input(halves(40, 40), 64, 3)
    assert (shown[:, 32:] == shown[:, 31::-1]).all()
    assert (shown[32:] == shown[31::-1]).all()


def test_that_a_network_without_regions_is_shown_no_part() -> None:
    with pytest.raises(ValueError, match="without regions"):
        part_input(halves(10, 10), 32, 0)
