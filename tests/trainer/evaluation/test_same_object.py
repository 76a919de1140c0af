import numpy as np
import pytest

from trainer.evaluation.nearest import packed_distances, vector_distances
from trainer.evaluation.same_object import find_same_object

OBJECTS = np.repeat(np.arange(5), 4)


def test_that_perfect_descriptors_find_four_of_four():
    vectors = np.eye(5, dtype=np.float32)[OBJECTS]
    found = find_same_object(
        OBJECTS, vector_distances(vectors, vectors), 0, has_ties=False
    )
    assert found["first_four"].tolist() == pytest.approx([4.0] * 20)
    assert found["map@all"].tolist() == pytest.approx([1.0] * 20)
    assert "map@all_tie_aware" not in found


def test_that_collapsed_codes_find_no_more_than_chance():
    codes = np.zeros((20, 4), np.uint8)
    found = find_same_object(OBJECTS, packed_distances(codes, codes), 0, has_ties=True)
    # Not even the query itself comes first: four of twenty at random, 20 % of them.
    assert found["first_four"].tolist() == pytest.approx([0.8] * 20)


def test_that_the_score_equals_the_one_counted_by_hand():
    # On a line: the objects are 0, 0, 0, 1, 1, 1, 1, 0 and lie at these places.
    line = np.array([0.0, 1, 2, 3.1, 5, 6, 7.2, 9])
    objects = np.array([0, 0, 0, 1, 1, 1, 1, 0])
    found = find_same_object(
        objects, lambda places: np.abs(line[places, None] - line), 0, has_ties=False
    )
    # 0: 0 1 2 3.1; 1: the same; 2: 2 and 1, 3.1, 0; 3.1: 3.1 2 5 1; 5: 5 6 3.1 7.2;
    # 6: 6 5 7.2 3.1; 7.2: 7.2 6 9 5; 9: 9 7.2 6 5
    assert found["first_four"].tolist() == [3, 3, 3, 2, 4, 4, 3, 1]
    # Of 9: 7.2, 6, 5, 3.1 come before its three others.
    assert found["map@all"][7] == pytest.approx((1 / 5 + 2 / 6 + 3 / 7) / 3)
    assert found["map@all"][0] == pytest.approx((1 + 1 + 3 / 7) / 3)
