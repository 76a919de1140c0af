import numpy as np
import pytest

from trainer.evaluation.face_retrieval import search_people


def test_that_each_face_asks_for_the_others_of_its_person() -> None:
    generator = np.random.default_rng(0)
    people = np.array([1, 1, 1, 2, 2, 3, 4, 4])
    vectors = generator.normal(size=(8, 4))
    found = search_people(vectors, people, seed=0)
    precisions, firsts = [], []
    for asking in (0, 1, 2, 3, 4, 6, 7):  # person 3 has no other face
        others = [row for row in range(8) if row != asking]
        others.sort(key=lambda row: -float(vectors[asking] @ vectors[row]))
        hits = [people[row] == people[asking] for row in others]
        ranks = [rank for rank, hit in enumerate(hits, 1) if hit]
        precisions.append(
            np.mean([place / rank for place, rank in enumerate(ranks, 1)])
        )
        firsts.append(float(hits[0]))
    np.testing.assert_allclose(precisions, found.precision)
    assert firsts == found.first.tolist()


def test_that_equal_codes_are_no_advantage_for_those_listed_first() -> None:
    people = np.repeat(np.arange(50), 2)
    found = search_people(np.ones((100, 8)), people, seed=0)
    assert found.first.mean() < 0.2


def test_that_somebody_must_have_two_faces() -> None:
    with pytest.raises(ValueError, match="two faces"):
        search_people(np.ones((3, 2)), np.arange(3), seed=0)
