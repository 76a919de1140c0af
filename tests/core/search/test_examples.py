import numpy as np
import pytest

from photosearch.core.search.examples import Marks, voted_code


def codes(*bits: str) -> list[np.ndarray]:
    return [np.array([int(each, 2)], np.uint8) for each in bits]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([1.0, 1.0, 1.0], "11001000"),
        ([3.0, 1.0, 1.0], "11110000"),
        ([1.0, -0.5, -0.4], "11110000"),
    ],
)
def test_that_bits_go_as_the_weights_vote(weights, expected):
    voters = codes("11110000", "11001100", "10001011")
    assert codes(expected)[0].tolist() == voted_code(voters, weights).tolist()


def test_that_one_code_votes_alone_even_against_itself():
    (code,) = codes("10110000")
    assert code.tolist() == voted_code([code], [0.1]).tolist()


def test_that_marks_are_true_where_anything_was_said():
    one = np.array([3], np.int64)
    assert not Marks()
    assert Marks(right=one)
    assert Marks(wrong=one)
