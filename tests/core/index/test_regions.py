import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.index import CodeIndex, RegionIndex
from photosearch.spec.codes import hamming


def random_regions(count: int, regions: int = 5, code_bytes: int = 8, seed: int = 0):
    random = np.random.default_rng(seed)
    ids = np.sort(random.choice(3 * count + 1, count, replace=False)).astype(np.int64)
    # Few different values, so that ties are the rule.
    codes = random.integers(0, 3, (count, regions, code_bytes), dtype=np.uint8)
    return ids, codes


def index_of(ids, codes) -> RegionIndex:
    index = RegionIndex(*codes.shape[1:])
    index.add(ids, codes)
    return index


def brute_force(ids, codes, code, count):
    """Return ids, distances and the histogram, a photo at a time."""
    least = np.array([hamming(code, each).min() for each in codes], np.int32)
    order = np.lexsort((ids, least))[:count]
    counted = np.bincount(least, minlength=len(code) * 8 + 1)
    return ids[order].tolist(), least[order].tolist(), counted.tolist()


def as_lists(found):
    return found.ids.tolist(), found.distances.tolist(), found.histogram.tolist()


@given(
    count=st.integers(1, 60),
    wanted=st.integers(1, 80),
    regions=st.sampled_from([1, 5, 14]),
    code_bytes=st.sampled_from([1, 8, 32]),
    seed=st.integers(0, 10_000),
)
def test_that_a_photo_is_as_far_as_the_nearest_of_its_regions(
    count, wanted, regions, code_bytes, seed
):
    ids, codes = random_regions(count, regions, code_bytes, seed)
    code = np.random.default_rng(seed + 1).integers(0, 3, code_bytes, dtype=np.uint8)
    found = index_of(ids, codes).survey(code, wanted)
    assert brute_force(ids, codes, code, wanted) == as_lists(found)


def test_that_photos_beyond_one_block_are_measured_as_well():
    ids, codes = random_regions(9000, 14, 8)
    found = index_of(ids, codes).survey(codes[8999, 3], 9000)
    assert brute_force(ids, codes, codes[8999, 3], 9000) == as_lists(found)


@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.0, 0.05, 0.5, 1.0]))
def test_that_a_filter_acts_before_the_ranking(seed, share):
    ids, codes = random_regions(40, seed=seed)
    allowed = np.flatnonzero(np.random.default_rng(seed).random(130) < share)
    found = index_of(ids, codes).survey(codes[7, 2], 10, allowed)
    kept = np.isin(ids, allowed)
    assert found.histogram.sum() == kept.sum()
    if kept.any():
        expected = brute_force(ids[kept], codes[kept], codes[7, 2], 10)
        assert expected == as_lists(found)


def test_that_an_index_of_one_region_finds_what_an_index_of_codes_finds():
    ids, codes = random_regions(50, regions=1)
    plain = CodeIndex(8)
    plain.add(ids, codes[:, 0])
    expected = as_lists(plain.survey(codes[3, 0], 20))
    assert expected == as_lists(index_of(ids, codes).survey(codes[3, 0], 20))


def test_that_an_index_grows_and_shrinks():
    ids, codes = random_regions(30)
    index = RegionIndex(5, 8)
    for part in np.array_split(np.random.default_rng(1).permutation(30), 4):
        index.add(ids[part], codes[part])
    index.remove(np.array([ids[3], 9999]))
    index.add(ids[4:5], codes[20:21])
    assert np.delete(ids, 3).tolist() == index.ids.tolist()
    found, regions = index.regions_of(np.array([ids[3], ids[4], ids[7], 9999]))
    assert [ids[4], ids[7]] == found.tolist()
    assert codes[[20, 7]].tolist() == regions.tolist()


def test_that_an_index_over_arrays_can_grow():
    ids, codes = random_regions(30)
    index = RegionIndex.of_rows(ids[:20], codes[:20])
    index.add(ids[20:], codes[20:])
    assert ids.tolist() == index.ids.tolist()
    assert 0 == index.survey(codes[29, 4], 1).distances[0]


def test_that_an_empty_index_finds_nothing():
    found = RegionIndex(5, 8).survey(np.zeros(8, np.uint8), 10)
    assert ([], [], [0] * 65) == as_lists(found)


@pytest.mark.parametrize(
    ("ids", "codes", "message"),
    [
        pytest.param([1], np.zeros((1, 5, 4), np.uint8), r"\(1, 5, 8\)", id="width"),
        pytest.param([1], np.zeros((1, 4, 8), np.uint8), r"\(1, 5, 8\)", id="regions"),
        pytest.param([1], np.zeros((1, 8), np.uint8), r"\(1, 5, 8\)", id="axes"),
        pytest.param([1], np.zeros((1, 5, 8), np.int8), "int8", id="type"),
        pytest.param([3, 3], np.zeros((2, 5, 8), np.uint8), "twice", id="twice"),
    ],
)
def test_that_arrays_that_do_not_fit_are_refused(ids, codes, message):
    with pytest.raises(ValueError, match=message):
        RegionIndex(5, 8).add(np.array(ids, np.int64), codes)
    with pytest.raises(ValueError, match=r"uint8 \(8,\)"):
        RegionIndex(5, 8).survey(np.zeros(4, np.uint8), 1)
