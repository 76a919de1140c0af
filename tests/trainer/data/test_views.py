from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.spec.preprocess import ResizeRule, network_input
from trainer.data.sources import Photo
from trainer.data.views import CropRange, View, cut, open_photo, random_box, square
from trainer.errors import DataError

PHOTO = Photo("set", "a.png", Path("a.png"))


@pytest.fixture
def pixels():
    return np.random.default_rng(0).integers(0, 256, (60, 100, 3), dtype=np.uint8)


def test_that_the_central_view_is_what_the_program_sees(pixels):
    view = cut(pixels, View(PHOTO, 0, centre=True), 1, CropRange())
    found = square(view, 32).astype(float)
    expected = network_input(pixels, 32, ResizeRule.CROP)
    # The program's filter also sees a little of what lies beside the square.
    inner = slice(1, -1)
    assert np.abs(found - expected)[:, inner].max() == 0


def test_that_random_boxes_lie_inside_and_keep_to_their_range():
    crop = CropRange(least_area=0.4, most_aspect=1.2)
    for seed in range(300):
        top, left, tall, wide = random_box(60, 100, seed, crop)
        assert 0 <= top <= top + tall <= 60
        assert 0 <= left <= left + wide <= 100
        assert tall * wide >= 0.35 * 60 * 100 or tall == 60


def test_that_a_view_is_the_same_whenever_it_is_cut(pixels):
    views = [View(PHOTO, index, centre=False) for index in range(3)]
    pixels = pixels.repeat(2, axis=0)
    first = [cut(pixels, view, 1, CropRange()) for view in views]
    again = [cut(pixels, view, 1, CropRange()) for view in views]
    assert [each.tolist() for each in first] == [each.tolist() for each in again]
    assert len({each.tobytes() for each in first}) == 3


def test_that_photos_are_turned_upright(tmp_path):
    image = Image.new("RGB", (20, 10), "red")
    exif = image.getexif()
    exif[0x0112] = 6  # turned by 90 degrees
    image.save(tmp_path / "a.jpg", exif=exif)
    assert open_photo(tmp_path / "a.jpg").shape == (20, 10, 3)


def test_that_a_broken_photo_is_one_line(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    with pytest.raises(DataError, match="cannot read photo"):
        open_photo(tmp_path / "a.jpg")
