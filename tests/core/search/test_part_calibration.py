import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.search.calibration import Calibration, usual_cut
from photosearch.core.search.candidates import Candidates
from photosearch.core.search.curve import SHARES, Curve
from photosearch.core.search.part_calibration import calibrate_parts
from photosearch.spec.codes import hamming

NOTHING = np.zeros((0, 4), np.float32)
PHOTOS = Calibration(800, NOTHING, NOTHING, Curve(np.linspace(-0.4, 0.8, 17)))
BITS = 64


def sample_of(regions: np.ndarray) -> Candidates:
    count = len(regions)
    return Candidates(
        np.arange(count), regions[:, 0], np.zeros((count, 4), np.float32), regions
    )


def random_regions(count: int, regions: int = 14, seed: int = 0, spread: int = 256):
    random = np.random.default_rng(seed)
    return random.integers(0, spread, (count, regions, BITS // 8), dtype=np.uint8)


def strangers(regions: np.ndarray) -> np.ndarray:
    """Compare every region of every photo with the nearest of every other photo."""
    alike = []
    for photo, of_photo in enumerate(regions):
        others = np.delete(regions, photo, axis=0)
        for part in of_photo:
            least = np.bitwise_count(others ^ part).sum(axis=2).min(axis=1)
            alike.append(np.cos(np.pi * least / BITS))
    return np.concatenate(alike)


@pytest.mark.parametrize("share", [0.5, 0.1, 0.01])
def test_that_a_part_is_worth_the_share_of_strangers_that_are_more_alike(share):
    regions = random_regions(120)
    calibration = calibrate_parts(sample_of(regions), PHOTOS)
    pairs = strangers(regions)
    similarity = np.quantile(pairs, 1 - share).astype(np.float32)
    as_of_photos = calibration.as_of_photos(np.array([similarity]))
    # Distances are whole bits, so that many pairs are equally alike.
    above = (pairs > similarity + 1e-6).mean()
    from_there = (pairs > similarity - 1e-6).mean()
    score = float(calibration.score(as_of_photos)[0])
    assert 0.7 * above <= score <= 1.4 * from_there


@given(count=st.integers(0, 40), seed=st.integers(0, 100), copies=st.integers(0, 40))
def test_that_the_more_alike_part_is_the_more_alike_photo(count, seed, copies):
    regions = random_regions(count, 5, seed, spread=4)
    regions[:copies] = regions[:1]
    calibration = calibrate_parts(sample_of(regions), PHOTOS)
    found = calibration.as_of_photos(np.linspace(-1, 1, 300, dtype=np.float32))
    assert (np.diff(found) > 0).all()
    assert [-1, 1] == [found[0], found[-1]]


@pytest.mark.parametrize("count", [0, 1, 300])
def test_that_the_same_part_is_as_like_as_the_same_photo(count):
    calibration = calibrate_parts(sample_of(random_regions(count)), PHOTOS)
    assert 1 == pytest.approx(calibration.as_of_photos(np.array([1.0]))[0])


def test_that_what_is_usual_and_close_means_the_same_for_parts_and_photos():
    calibration = calibrate_parts(sample_of(random_regions(300)), PHOTOS)
    parts, photos = calibration.curve, PHOTOS.curve
    cuts = [min(usual_cut(each, PHOTOS.photos), 0.95) for each in (parts, photos)]
    found = calibration.as_of_photos(np.array([parts.median, cuts[0]]))
    np.testing.assert_allclose([photos.median, cuts[1]], found, atol=1e-3)


def test_that_a_library_of_one_photo_goes_by_what_is_usual():
    one = calibrate_parts(sample_of(random_regions(1)), PHOTOS)
    none = calibrate_parts(sample_of(random_regions(0)), PHOTOS)
    assert none.curve.knots.tolist() == one.curve.knots.tolist()
    assert len(SHARES) == len(one.curve.knots)


def test_that_a_calibration_is_repeatable():
    sample = sample_of(random_regions(3000, 3))
    once, again = calibrate_parts(sample, PHOTOS), calibrate_parts(sample, PHOTOS)
    assert once.curve.knots.tolist() == again.curve.knots.tolist()


def test_that_photos_from_all_over_the_library_stand_for_it():
    chosen = calibrate_parts(sample_of(random_regions(3000, 3)), PHOTOS).sample
    assert 500 < len(chosen) <= 1024
    assert chosen.ids.max() > 2900
    few = calibrate_parts(sample_of(random_regions(30, 3)), PHOTOS).sample
    assert 30 == len(few)


def test_that_regions_of_one_photo_are_no_strangers():
    # All regions of a photo are equal, and far from those of all others.
    codes = np.array([[0] * 8, [255] * 8, [15] * 8, [240] * 8], np.uint8)
    calibration = calibrate_parts(sample_of(np.repeat(codes[:, None], 6, 1)), PHOTOS)
    least = min(hamming(codes[0], codes[1:]))
    assert 32 == least
    assert calibration.curve.median < 0.3
