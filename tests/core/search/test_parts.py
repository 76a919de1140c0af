import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.search.candidates import seen_only
from photosearch.core.search.curve import Curve
from photosearch.core.search.examples import Example
from photosearch.core.search.part_calibration import PartCalibration
from photosearch.core.search.parts import agreement, parts_of, signs_of
from photosearch.spec.codes import hamming, unpack

WIDTH = 4
ENDS = np.array([-1.0, 1.0])
# Similarities keep their values.
SAME = PartCalibration(
    Curve(np.linspace(-0.9, 0.9, 17)), seen_only(np.zeros((0, WIDTH))), ENDS, ENDS
)


def random_regions(count: int, regions: int = 5, code_bytes: int = 8, seed: int = 0):
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (count, regions, code_bytes), dtype=np.uint8)


def part(code: np.ndarray, weight: float = 1.0) -> Example:
    return Example(code, np.zeros(WIDTH, np.float32), weight, is_part=True)


def whole(code: np.ndarray) -> Example:
    return Example(code, np.zeros(WIDTH, np.float32))


@given(seed=st.integers(0, 1000), code_bytes=st.sampled_from([1, 8, 32]))
def test_that_signs_of_a_code_measure_the_angle_of_its_distance(seed, code_bytes):
    regions = random_regions(20, 3, code_bytes, seed)
    code = regions[4, 1]
    bits = np.array([hamming(code, each) for each in regions])
    expected = np.cos(np.pi * bits / (8 * code_bytes))
    found = agreement(signs_of(code[None])[0], regions)
    np.testing.assert_allclose(expected, found, atol=1e-5)
    assert 1 == pytest.approx(found[4, 1])


@given(seed=st.integers(0, 1000))
def test_that_a_bit_counts_as_much_as_its_sign_weighs(seed):
    random = np.random.default_rng(seed)
    signs = random.standard_normal(64).astype(np.float32)
    regions = random_regions(10, 3, 8, seed)
    bits = unpack(regions.reshape(-1, 8)) * 2.0 - 1
    expected = np.sin(np.pi / 2 * bits @ signs / np.abs(signs).sum()).reshape(10, 3)
    np.testing.assert_allclose(expected, agreement(signs, regions), atol=1e-4)


def test_that_many_photos_are_compared_as_few_are():
    regions = random_regions(1500)
    signs = signs_of(regions[0, 0][None])[0]
    few = np.concatenate([agreement(signs, each[None]) for each in regions])
    assert few.tolist() == agreement(signs, regions).tolist()


def test_that_the_most_alike_region_is_matched():
    regions = random_regions(30)
    parts = parts_of([part(regions[3, 4]), part(regions[8, 0])], SAME)
    alike, matched = parts.matches(regions)
    assert (30, 2) == alike.shape == matched.shape
    assert [4, 0] == [matched[3, 0], matched[8, 1]]
    np.testing.assert_allclose([1, 1], [alike[3, 0], alike[8, 1]], atol=1e-6)
    every = agreement(parts.signs[0], regions)
    assert every.argmax(axis=1).tolist() == matched[:, 0].tolist()


def test_that_of_equal_regions_the_first_is_matched():
    regions = np.repeat(random_regions(3, 1), 5, axis=1)
    _, matched = parts_of([part(regions[1, 2])], SAME).matches(regions)
    assert [[0], [0], [0]] == matched.tolist()


def test_that_parts_keep_their_place_among_all_examples():
    code = np.arange(8, dtype=np.uint8)
    parts = parts_of([whole(code), part(code), whole(code), part(code, -0.5)], SAME)
    assert [1, 3] == parts.numbers.tolist()
    assert [1.0, -0.5] == parts.weights.tolist()
    assert [True, False] == parts.is_wanted.tolist()
    assert [code.tolist()] == parts.wanted_codes().tolist()
    assert parts_of([whole(code)], SAME) is None
