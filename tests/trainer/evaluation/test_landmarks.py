import numpy as np
import pytest

from trainer.data.landmarks import LandmarkQuery, Landmarks
from trainer.evaluation.landmarks import (
    Difficulty,
    area_under_precision,
    find_landmarks,
    precision_at,
    ranks_without_junk,
)


def places(*numbers):
    return np.array(numbers, np.int64)


# Photos 0 to 7, found in the order 5 0 3 1 6 2 4 7 by the first query.
FOUND = [5, 0, 3, 1, 6, 2, 4, 7]
MINIATURE = Landmarks(
    [f"photo_{number}" for number in range(8)],
    [
        LandmarkQuery("a", (0, 0, 1, 1), places(0, 1), places(2), places(5, 6)),
        LandmarkQuery("b", (0, 0, 1, 1), places(4), places(), places()),
    ],
)


def distances(queries):
    far = np.zeros((2, 8))
    far[0, FOUND] = np.arange(8)
    far[1] = np.arange(8)
    return far[queries]


def test_that_the_medium_protocol_is_that_of_oxford():
    found = find_landmarks(MINIATURE, distances, Difficulty.MEDIUM, 0)
    # a, junk 5 and 6 taken out: 0 3 1 2 4 7, positives at ranks 0, 2 and 3:
    # ((1 + 1) + (1/2 + 2/3) + (2/3 + 3/4)) / 2 / 3. b: 0 1 2 3 4, rank 4.
    expected = [(2 + 1 / 2 + 2 / 3 + 2 / 3 + 3 / 4) / 6, (0 + 1 / 5) / 2]
    assert found["map_medium"].tolist() == pytest.approx(expected)
    assert found["mp@1_medium"].tolist() == [1, 0]
    # The last positives are fourth and fifth, so that ten ranks are no more than these.
    assert found["mp@5_medium"].tolist() == pytest.approx([3 / 4, 1 / 5])
    assert found["mp@10_medium"].tolist() == pytest.approx([3 / 4, 1 / 5])


def test_that_the_easy_protocol_ignores_the_hard_ones():
    found = find_landmarks(MINIATURE, distances, Difficulty.EASY, 0)
    # a, junk 5, 6 and 2 taken out: 0 3 1 4 7, positives at ranks 0 and 2.
    expected = [(2 + 1 / 2 + 2 / 3) / 4, 1 / 10]
    assert found["map_easy"].tolist() == pytest.approx(expected)
    assert found["mp@5_easy"].tolist() == pytest.approx([2 / 3, 1 / 5])


def test_that_the_hard_protocol_leaves_out_queries_without_hard_ones():
    found = find_landmarks(MINIATURE, distances, Difficulty.HARD, 0)
    # a, junk 5, 6, 0 and 1 taken out: 3 2 4 7, the positive at rank 1; b has none.
    assert found["map_hard"].tolist() == pytest.approx([(0 + 1 / 2) / 2])
    assert found["mp@1_hard"].tolist() == [0]
    assert found["mp@10_hard"].tolist() == [1 / 2]


def along_the_ranking(order, positive, junk):
    """Follow recall and precision photo by photo, as Oxford's program does."""
    area, recall, precision, hits, seen = 0.0, 0.0, 1.0, 0, 0
    for photo in order:
        if photo in junk:
            continue
        hits += photo in positive
        seen += 1
        step = hits / len(positive) - recall
        area += step * (precision + hits / seen) / 2
        recall, precision = hits / len(positive), hits / seen
    return area


def test_that_the_area_is_that_along_the_whole_ranking():
    generator = np.random.default_rng(0)
    for _ in range(50):
        shuffled = generator.permutation(60)
        positive, junk = shuffled[:9], shuffled[9:20]
        order = generator.permutation(60)
        ranks = ranks_without_junk(order, positive, junk)
        assert area_under_precision(ranks, len(positive)) == pytest.approx(
            along_the_ranking(order, set(positive.tolist()), set(junk.tolist()))
        )


def test_that_positives_that_were_not_found_count():
    assert area_under_precision(places(0), 4) == 0.25
    assert area_under_precision(places(), 4) == 0


def test_that_a_landmark_with_few_photos_can_reach_full_precision():
    assert precision_at(places(0, 1, 2), 10) == 1
    assert precision_at(places(0, 1, 19), 10) == 0.2
