import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.index import CodeIndex
from photosearch.spec.codes import hamming


def random_rows(count: int, code_bytes: int = 4, seed: int = 0, gaps: int = 3):
    random = np.random.default_rng(seed)
    span = count * gaps + 1
    ids = np.sort(random.choice(span, count, replace=False)).astype(np.int64)
    # Few different values, so that ties are the rule.
    codes = random.integers(0, 3, (count, code_bytes), dtype=np.uint8)
    return ids, codes


def index_of(ids, codes) -> CodeIndex:
    index = CodeIndex(codes.shape[1])
    index.add(ids, codes)
    return index


def brute_force(ids, codes, code, count):
    distances = hamming(code, codes)
    order = np.lexsort((ids, distances))[:count]
    return ids[order].tolist(), distances[order].tolist()


def as_lists(found):
    return found[0].tolist(), found[1].tolist()


@given(
    count=st.integers(0, 60),
    wanted=st.integers(1, 80),
    code_bytes=st.sampled_from([1, 4, 8, 16]),
    seed=st.integers(0, 10_000),
)
def test_that_the_nearest_are_those_of_a_slow_search_with_ties_by_id(
    count, wanted, code_bytes, seed
):
    ids, codes = random_rows(count, code_bytes, seed)
    code = np.random.default_rng(seed + 1).integers(0, 3, code_bytes, dtype=np.uint8)
    found = index_of(ids, codes).nearest(code, wanted)
    assert as_lists(found) == brute_force(ids, codes, code, wanted)


@given(
    count=st.integers(1, 60),
    wanted=st.integers(1, 20),
    code_bytes=st.sampled_from([4, 8]),
    seed=st.integers(0, 10_000),
    gaps=st.sampled_from([1, 3, 30]),
    share=st.sampled_from([0.01, 0.3, 1.0]),
)
def test_that_a_filter_acts_before_the_ranking(
    count, wanted, code_bytes, seed, gaps, share
):
    ids, codes = random_rows(count, code_bytes, seed, gaps)
    random = np.random.default_rng(seed)
    allowed = np.flatnonzero(random.random(count * gaps + 5) < share)
    code = codes[random.integers(count)]
    found = index_of(ids, codes).nearest(code, wanted, allowed)
    kept = np.isin(ids, allowed)
    assert as_lists(found) == brute_force(ids[kept], codes[kept], code, wanted)


@given(seed=st.integers(0, 10_000), parts=st.integers(1, 6))
def test_that_the_order_of_adding_does_not_matter(seed, parts):
    ids, codes = random_rows(40, 4, seed)
    whole, pieces = index_of(ids, codes), CodeIndex(4)
    shuffled = np.random.default_rng(seed).permutation(40)
    for part in np.array_split(shuffled, parts):
        pieces.add(ids[part], codes[part])
    code = codes[0]
    assert pieces.ids.tolist() == ids.tolist()
    assert as_lists(pieces.nearest(code, 40)) == as_lists(whole.nearest(code, 40))


def test_that_every_photo_can_be_ranked_in_a_large_index():
    ids, codes = random_rows(150_000, 4)
    found = index_of(ids, codes).nearest(codes[7], len(ids))
    assert as_lists(found) == brute_force(ids, codes, codes[7], len(ids))


def test_that_a_photo_that_is_added_again_gets_the_new_code():
    ids, codes = random_rows(10)
    index = index_of(ids, codes)
    new_code = np.full((1, 4), 255, np.uint8)
    index.add(ids[4:5], new_code)
    assert len(index) == 10
    assert as_lists(index.nearest(new_code[0], 1)) == ([ids[4]], [0])


def test_that_a_removed_photo_is_not_found():
    ids, codes = random_rows(10)
    index = index_of(ids, codes)
    index.remove(np.array([ids[3], ids[3], 9999]))
    assert index.ids.tolist() == np.delete(ids, 3).tolist()
    assert ids[3] not in index.nearest(codes[3], 10)[0]


def test_that_adding_nothing_changes_nothing():
    index = CodeIndex(4)
    index.add(np.empty(0, np.int64), np.empty((0, 4), np.uint8))
    index.remove(np.array([1]))
    assert len(index) == 0
    assert as_lists(index.nearest(np.zeros(4, np.uint8), 5)) == ([], [])


def test_that_codes_are_looked_up_by_id():
    ids, codes = random_rows(10)
    found, found_codes = index_of(ids, codes).codes_of(np.array([ids[2], ids[5], 9999]))
    assert found.tolist() == [ids[2], ids[5]]
    assert found_codes.tolist() == codes[[2, 5]].tolist()


def test_that_a_search_keeps_the_rows_it_began_with():
    ids, codes = random_rows(2000)
    index = index_of(ids[:10], codes[:10])
    before = index.ids
    for start in range(10, 2000, 10):
        index.add(ids[start : start + 10], codes[start : start + 10])
    assert before.tolist() == ids[:10].tolist()
    assert index.ids.tolist() == ids.tolist()


@pytest.mark.parametrize(
    ("ids", "codes", "message"),
    [
        pytest.param([1], np.zeros((1, 8), np.uint8), r"\(1, 4\)", id="width"),
        pytest.param([1, 2], np.zeros((1, 4), np.uint8), r"\(2, 4\)", id="count"),
        pytest.param([1], np.zeros((1, 4), np.int8), "uint8", id="type"),
        pytest.param([3, 3], np.zeros((2, 4), np.uint8), "twice", id="twice"),
    ],
)
def test_that_arrays_that_do_not_fit_are_refused(ids, codes, message):
    with pytest.raises(ValueError, match=message):
        CodeIndex(4).add(np.array(ids, np.int64), codes)


def test_that_a_query_of_another_width_is_refused():
    with pytest.raises(ValueError, match=r"uint8 \(4,\)"):
        CodeIndex(4).nearest(np.zeros(8, np.uint8), 1)
