import numpy as np
import pytest

from trainer.evaluation import expansion
from trainer.evaluation.expansion import (
    alpha_expanded,
    augmented,
    average_expanded,
)


def units(seed, count, width=6):
    vectors = np.random.default_rng(seed).standard_normal((count, width))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


QUERIES, DATABASE = units(0, 5), units(1, 30)


@pytest.fixture(autouse=True, params=[512, 4], ids=["at once", "in chunks"])
def _chunks(request, monkeypatch):
    monkeypatch.setattr(expansion, "VECTORS_AT_ONCE", request.param)


def slow_sum(vector, neighbours, weights):
    total = vector.astype(float)
    for weight, neighbour in zip(weights, neighbours, strict=True):
        total = total + weight * neighbour
    return total / np.linalg.norm(total)


def ranked(vector, database):
    return sorted(database, key=lambda other: -float(vector @ other))


def test_that_average_expansion_adds_the_nearest():
    found = average_expanded(QUERIES, DATABASE, 4)
    slow = [slow_sum(q, ranked(q, DATABASE)[:4], [1] * 4) for q in QUERIES]
    assert np.allclose(found, slow, atol=1e-6)


@pytest.mark.parametrize("alpha", [0.5, 1, 3])
def test_that_alpha_expansion_weighs_by_similarity_from_zero_on(alpha):
    # All of the database, so that some similarities are negative.
    found = alpha_expanded(QUERIES, DATABASE, 30, alpha)
    slow = [
        slow_sum(q, DATABASE, [max(float(q @ other), 0) ** alpha for other in DATABASE])
        for q in QUERIES
    ]
    assert (QUERIES @ DATABASE.T).min() < 0
    assert np.allclose(found, slow, atol=1e-6)


def test_that_more_neighbours_than_there_are_change_nothing():
    every = alpha_expanded(QUERIES, DATABASE, 30, 3)
    assert np.array_equal(alpha_expanded(QUERIES, DATABASE, 99, 3), every)


def test_that_database_vectors_move_to_their_neighbours_by_rank():
    found = augmented(DATABASE, 5)
    slow = [
        slow_sum(vector, ranked(vector, DATABASE)[1:5], [4 / 5, 3 / 5, 2 / 5, 1 / 5])
        for vector in DATABASE
    ]
    assert np.allclose(found, slow, atol=1e-6)


def test_that_a_twin_is_a_neighbour_and_not_the_vector_itself():
    twins = np.concatenate([DATABASE[:2], DATABASE[:2], DATABASE[2:4]])
    found = augmented(twins, 2)
    assert np.allclose(found[:4], twins[:4], atol=1e-6)
    assert not np.allclose(found[4:], twins[4:], atol=1e-2)


@pytest.mark.parametrize("count", [0, 1])
def test_that_without_neighbours_all_stays(count):
    assert np.allclose(augmented(DATABASE, count), DATABASE, atol=1e-6)
    assert np.allclose(average_expanded(QUERIES, DATABASE, 0), QUERIES, atol=1e-6)
