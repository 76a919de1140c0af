import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from photosearch.spec import codes

packed = arrays(np.uint8, st.tuples(st.integers(1, 20), st.just(8)))


def test_that_a_bit_is_set_where_the_logit_is_not_negative() -> None:
    logits = np.array([[-1.0, 0.0, -0.0, 1.0, -1e-9, 1e-9, -5.0, 5.0]])
    assert codes.unpack(codes.pack(logits)).tolist() == [[0, 1, 1, 1, 0, 1, 0, 1]]


def test_that_the_first_logit_is_the_most_significant_bit() -> None:
    logits = -np.ones((1, 8))
    logits[0, 0] = 1
    assert codes.pack(logits).tolist() == [[0b1000_0000]]


@given(packed)
def test_that_packing_undoes_unpacking(some: codes.Codes) -> None:
    logits = codes.unpack(some).astype(np.float32) - 0.5
    assert np.array_equal(some, codes.pack(logits))


@given(packed)
def test_that_the_distance_counts_differing_bits(some: codes.Codes) -> None:
    expected = [
        sum((int(a) ^ int(b)).bit_count() for a, b in zip(some[0], row, strict=True))
        for row in some
    ]
    assert expected == codes.hamming(some[0], some).tolist()


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((2, 8), np.int64), np.zeros(8, np.uint8), np.zeros((2, 8), np.float32)],
    ids=["int64", "one axis", "float"],
)
def test_that_another_type_or_shape_is_rejected(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="codes must be uint8"):
        codes.unpack(wrong)


def test_that_a_query_of_another_length_is_rejected() -> None:
    with pytest.raises(ValueError, match="query must be"):
        codes.hamming(np.zeros(4, np.uint8), np.zeros((2, 8), np.uint8))


def test_that_a_length_that_is_no_whole_byte_is_rejected() -> None:
    with pytest.raises(ValueError, match="logits must be"):
        codes.pack(np.zeros((2, 12)))
