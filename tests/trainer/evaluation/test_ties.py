import itertools

import numpy as np
import pytest

from trainer.evaluation.ties import expected_found, expected_hit


def slowly(distances, relevant, k):
    """Count what is among the first k over all orders that respect the distances."""
    orders = [
        order
        for order in itertools.permutations(range(len(distances)))
        if all(distances[a] <= distances[b] for a, b in itertools.pairwise(order))
    ]
    counts = np.array([relevant[list(order)[:k]].sum() for order in orders])
    return counts.mean(), (counts > 0).mean()


@pytest.mark.parametrize("k", [1, 2, 3, 4, 6, 9])
def test_that_both_are_means_over_all_orders_of_the_ties(k):
    generator = np.random.default_rng(k)
    distances = generator.integers(0, 3, (8, 6)).astype(float)
    relevant = generator.random((8, 6)) < 0.4
    slow = [slowly(*pair, k) for pair in zip(distances, relevant, strict=True)]
    assert expected_found(distances, relevant, k).tolist() == pytest.approx(
        [found for found, _ in slow]
    )
    assert expected_hit(distances, relevant, k).tolist() == pytest.approx(
        [hit for _, hit in slow]
    )


def test_that_items_left_out_are_never_found():
    distances = np.array([[np.inf, 3.0, 1.0]])
    relevant = np.array([[False, True, False]])
    assert expected_hit(distances, relevant, 1).tolist() == [0.0]
    assert expected_hit(distances, relevant, 3).tolist() == [1.0]
    assert expected_found(distances, relevant, 3).tolist() == [1.0]
