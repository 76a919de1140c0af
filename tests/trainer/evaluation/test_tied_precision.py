import itertools

import numpy as np
import pytest

from trainer.evaluation.metrics import (
    Denominator,
    average_precision,
    tie_aware_average_precision,
)
from trainer.evaluation.tied_precision import (
    expected_average_precision,
    expected_average_precision_at,
)


def counted(distances, relevant):
    """Count items and relevant items at each distance, as one query."""
    top = distances.max() + 1
    sizes = np.bincount(distances, minlength=top)
    hits = np.bincount(distances[relevant], minlength=top)
    return sizes[None], hits[None]


def over_all_orders(distances, relevant, k, denominator):
    """Average AP@k over every order of the items that is sorted by distance."""
    orders = np.array(list(itertools.permutations(range(len(distances)))))
    sorted_ones = orders[(np.diff(distances[orders], axis=1) >= 0).all(axis=1)]
    return average_precision(relevant[sorted_ones], k, denominator).mean()


CASES = [
    pytest.param([0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 1], id="all tied"),
    pytest.param([0, 1, 1, 1, 2, 2], [0, 1, 0, 1, 1, 0], id="some tied"),
    pytest.param([3, 1, 0, 2, 4, 6], [1, 0, 1, 0, 0, 1], id="none tied"),
    pytest.param([0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 0], id="late"),
    pytest.param([1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 0, 0], id="nothing relevant"),
    pytest.param([1, 1, 1, 2, 2, 2], [1, 1, 1, 1, 1, 1], id="all relevant"),
]


@pytest.mark.parametrize("denominator", Denominator)
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize(("distances", "relevant"), CASES)
def test_that_the_first_ranks_give_the_mean_over_all_orders(
    distances, relevant, k, denominator
):
    distances, relevant = np.array(distances), np.array(relevant, dtype=bool)
    expected = over_all_orders(distances, relevant, k, denominator)
    found = expected_average_precision_at(*counted(distances, relevant), k, denominator)
    assert found[0] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_that_all_ranks_give_the_tie_aware_figure_of_each_query(seed):
    generator = np.random.default_rng(seed)
    distances = generator.integers(0, 9, (4, 300))
    relevant = generator.random((4, 300)) < 0.1
    pairs = [counted(*each) for each in zip(distances, relevant, strict=True)]
    width = 9
    sizes, hits = (
        np.concatenate(
            [np.pad(pair[i], ((0, 0), (0, width - pair[i].shape[1]))) for pair in pairs]
        )
        for i in range(2)
    )
    expected = [
        tie_aware_average_precision(*each)
        for each in zip(distances, relevant, strict=True)
    ]
    assert expected_average_precision(sizes, hits) == pytest.approx(expected)
    every = expected_average_precision_at(sizes, hits, 300, Denominator.FOUND)
    assert every == pytest.approx(expected)


def test_that_more_ranks_than_items_are_refused():
    sizes = np.array([[2, 1]])
    with pytest.raises(ValueError, match="no 4 items"):
        expected_average_precision_at(sizes, sizes, 4, Denominator.FOUND)
