import numpy as np
import pytest

from photosearch.spec.preprocess import ResizeRule, network_input
from trainer.data.edited import (
    Colours,
    EditSettings,
    compressed,
    learning_view,
    random_part,
    recoloured,
    shrunk,
    turned,
)
from trainer.evaluation.edited_views import STRONG_EDITS


@pytest.fixture
def photo():
    """Return a photo whose channels say where each pixel was."""
    rows, columns = np.mgrid[0:120, 0:160]
    return np.stack([rows, columns, rows * 0 + 90], axis=2).astype(np.uint8)


def test_that_a_view_follows_from_its_seed(photo):
    views = EditSettings()
    first = learning_view(photo, 48, 7, views)
    assert (48, 48, 3) == first.shape
    assert np.array_equal(first, learning_view(photo, 48, 7, views))
    assert not np.array_equal(first, learning_view(photo, 48, 8, views))


@pytest.mark.parametrize("area", [0.05, 0.3, 1.0])
def test_that_a_part_has_the_area_that_was_asked_for(photo, area):
    for seed in range(20):
        part = random_part(photo, area, 1.5, np.random.default_rng(seed))
        height, width = part.shape[:2]
        assert area == pytest.approx(height * width / (120 * 160), abs=0.01)
        ratio = (height / 120) / (width / 160)
        assert 1 / 1.6 < ratio < 1.6


@pytest.mark.parametrize("degrees", [-45.0, -15.0, 3.0, 15.0])
def test_that_a_turned_photo_shows_nothing_but_the_photo(photo, degrees):
    bright = np.full_like(photo, 200)
    assert 200 == turned(bright, degrees)[1:-1, 1:-1].min()
    assert turned(photo, degrees).size < photo.size


def test_that_a_turn_is_about_the_middle(photo):
    view = turned(photo, 10.0)
    middle = view[view.shape[0] // 2, view.shape[1] // 2, :2].astype(int)
    assert np.abs(middle - [60, 80]).max() <= 2


def test_that_a_photo_is_shrunk_to_its_shorter_side_and_never_enlarged(photo):
    assert (60, 80, 3) == shrunk(photo, 60).shape
    assert shrunk(photo, 500) is photo


def test_that_poor_jpeg_loses_something(photo):
    noisy = np.random.default_rng(0).integers(0, 256, photo.shape, np.uint8)
    good, poor = (compressed(noisy, quality) for quality in (95, 10))
    assert (
        np.abs(poor - noisy.astype(int)).mean()
        > np.abs(good - noisy.astype(int)).mean()
    )


@pytest.mark.parametrize("name", STRONG_EDITS)
def test_that_a_strong_edit_changes_a_photo_and_follows_from_chance(photo, name):
    edit = STRONG_EDITS[name]
    views = [edit(photo, np.random.default_rng(3)) for _ in range(2)]
    assert np.array_equal(*views)
    assert (np.uint8, 3) == (views[0].dtype, views[0].shape[2])
    assert views[0].shape != photo.shape or not np.array_equal(views[0], photo)


@pytest.mark.parametrize(
    "wrong",
    [{"least_area": 0.0}, {"most_aspect": 0.5}, {"least_quality": 0}, {"tint": -0.1}],
)
def test_that_views_that_teach_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        EditSettings(**wrong)


def test_that_a_change_of_colours_is_what_it_says(photo):
    noisy = np.random.default_rng(0).integers(60, 180, photo.shape, np.uint8)
    same = recoloured(noisy, Colours(np.eye(3), 1.0))
    assert np.array_equal(noisy, same)
    bright = recoloured(noisy, Colours(np.eye(3) * 1.2, 1.0))
    assert noisy.mean() * 1.2 == pytest.approx(bright.mean(), abs=1)
    soft = recoloured(noisy, Colours(np.eye(3), 0.5))
    assert noisy.std() / 2 == pytest.approx(soft.std(), abs=1)
    assert noisy.mean() == pytest.approx(soft.mean(), abs=1)


def test_that_views_are_mirrored_blurred_and_recoloured_only_where_asked(photo):
    still = {
        "least_area": 1.0,
        "turned": 0.0,
        "mirrored": 0.0,
        "brightness": 0.0,
        "contrast": 0.0,
        "saturation": 0.0,
        "tint": 0.0,
        "blurred": 0.0,
        "compressed": 0.0,
    }
    square = network_input(photo, 48, ResizeRule.STRETCH)
    plain = learning_view(photo, 48, 1, EditSettings(**still))
    assert np.abs(square.astype(int) - plain).max() <= 1
    mirrored = learning_view(photo, 48, 1, EditSettings(**still | {"mirrored": 1.0}))
    assert np.array_equal(plain[:, ::-1], mirrored)
    for change in ("brightness", "contrast", "saturation", "tint", "blurred"):
        changed = learning_view(photo, 48, 1, EditSettings(**still | {change: 1.0}))
        assert not np.array_equal(plain, changed)
