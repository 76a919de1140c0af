from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest

from photosearch.spec.codes import hamming, pack
from trainer.evaluation.metrics import (
    Denominator,
    average_precision,
    code_statistics,
    hamming_distances,
    precision_at,
    rank_order,
    recall_at,
    tie_aware_average_precision,
)


def slow_average_precision(relevant, k, denominator):
    found, total = 0, Fraction(0)
    for rank, is_relevant in enumerate(relevant[:k], start=1):
        if is_relevant:
            found += 1
            total += Fraction(found, rank)
    divisor = found if denominator is Denominator.FOUND else min(sum(relevant), k)
    return float(total / divisor) if divisor else 0.0


@pytest.mark.parametrize("denominator", Denominator)
@pytest.mark.parametrize("k", [1, 3, 6])
def test_that_average_precision_equals_the_slow_one_for_every_ranking(k, denominator):
    rankings = np.array(list(product([False, True], repeat=6)))
    expected = [slow_average_precision(row, k, denominator) for row in rankings]
    found = average_precision(rankings, k, denominator)
    assert found.tolist() == pytest.approx(expected)


def test_that_both_denominators_agree_over_the_whole_database():
    relevant = np.random.default_rng(0).random((20, 30)) < 0.2
    found = average_precision(relevant, 30, Denominator.FOUND)
    possible = average_precision(relevant, 30, Denominator.POSSIBLE)
    assert found.tolist() == pytest.approx(possible.tolist())


def test_that_precision_and_recall_look_at_the_first_k():
    relevant = np.array([[False, True, True, False], [False, False, False, True]])
    assert precision_at(relevant, 2).tolist() == [0.5, 0.0]
    assert recall_at(relevant, 3).tolist() == [1.0, 0.0]


def test_that_tie_aware_precision_is_the_mean_over_all_orders_of_the_ties():
    generator = np.random.default_rng(1)
    for _ in range(10):
        distances = generator.integers(0, 3, 6)
        relevant = generator.random(6) < 0.5
        values = []
        for order in permutations(range(6)):
            ranked = sorted(order, key=lambda item: distances[item])
            values.append(
                slow_average_precision(relevant[ranked], 6, Denominator.FOUND)
            )
        found = tie_aware_average_precision(distances, relevant)
        assert found == pytest.approx(np.mean(values))


def test_that_a_collapsed_code_scores_the_base_rate_on_a_class_sorted_database():
    classes = np.repeat(np.arange(10), 200)
    distances = np.zeros((10, len(classes)))
    relevant = classes[None] == np.arange(10)[:, None]
    ranked = np.take_along_axis(relevant, rank_order(distances, seed=3), axis=1)
    shuffled = average_precision(ranked, len(classes), Denominator.FOUND).mean()
    tie_aware = tie_aware_average_precision(
        np.zeros(len(classes), np.int64), relevant[0]
    )
    assert shuffled == pytest.approx(0.10, abs=0.02)
    assert tie_aware == pytest.approx(0.10, abs=0.005)


def test_that_the_order_is_by_distance_and_repeats_with_the_seed():
    distances = np.array([[2.0, 0.0, np.inf, 1.0]])
    assert rank_order(distances, seed=0).tolist() == [[1, 3, 0, 2]]
    ties = np.zeros((1, 50))
    assert rank_order(ties, 1).tolist() == rank_order(ties, 1).tolist()
    assert rank_order(ties, 1).tolist() != rank_order(ties, 2).tolist()


def test_that_hamming_distances_equal_those_of_packed_codes():
    logits = np.random.default_rng(2).standard_normal((7, 64))
    found = hamming_distances(logits[:2] >= 0, logits >= 0)
    packed = pack(logits)
    assert found.tolist() == [hamming(packed[i], packed).tolist() for i in range(2)]


def test_that_statistics_tell_good_codes_from_wasted_bits():
    every = np.array(list(product([False, True], repeat=4)))
    good = code_statistics(every)
    assert (good.imbalance, good.unique_share, good.correlation) == (0.0, 1.0, 0.0)
    wasted = code_statistics(np.repeat(every[:, :1], 4, axis=1))
    assert wasted.unique_share == 2 / 16
    assert wasted.correlation == pytest.approx(1.0)
    assert code_statistics(np.zeros((5, 3), bool)).imbalance == 1.0
