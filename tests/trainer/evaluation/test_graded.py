import itertools
import math

import numpy as np
import pytest

from trainer.evaluation.graded import GradedTask, graded_by_code, graded_by_cosine
from trainer.evaluation.metrics import tie_aware_average_precision


def slow_figures(shared, first):
    """Measure one query's labels shared (n,) in ranked order, by the definitions."""
    relevant = [s > 0 for s in shared]
    gained = np.cumsum(shared)
    hits = np.cumsum(relevant)
    places = [i for i, flag in enumerate(relevant) if flag]

    def discounted(values):
        return sum(
            (2.0**s - 1) / math.log2(i + 2) for i, s in enumerate(values[:first])
        )

    best = discounted(sorted(shared, reverse=True))
    return {
        "map@all": np.mean([hits[i] / (i + 1) for i in places]) if places else 0.0,
        f"acg@{first}": np.mean(shared[:first]),
        f"ndcg@{first}": discounted(shared) / best if best else 0.0,
        "wap": np.mean([gained[i] / (i + 1) for i in places]) if places else 0.0,
    }


def task_of(seed=0, queries=4, database=7, first=4):
    generator = np.random.default_rng(seed)
    asked = generator.random((queries, 3)) < 0.6
    known = generator.random((database, 3)) < 0.5
    return GradedTask(asked, known, first=first), generator


def test_that_a_drawn_order_is_measured_by_the_definitions():
    task, generator = task_of()
    vectors = generator.standard_normal((11, 5)).astype(np.float32)
    asked, known = vectors[:4], vectors[4:]
    found = graded_by_cosine(task, asked, known)
    units = known / np.linalg.norm(known, axis=1, keepdims=True)
    for query in range(4):
        order = np.argsort(-(units @ asked[query]))
        shared = (task.query_labels[query] & task.labels[order]).sum(axis=1)
        for name, value in slow_figures(shared.tolist(), 4).items():
            assert value == pytest.approx(found[name][query]), name


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_that_tied_figures_are_means_over_all_orders(seed):
    task, generator = task_of(seed, database=6, first=3)
    codes = generator.random((10, 2)) < 0.5  # two bits: nearly all is tied
    asked, known = codes[:4], codes[4:]
    found = graded_by_code(task, asked, known)
    for query in range(4):
        distances = (asked[query] != known).sum(axis=1)
        shared = (task.query_labels[query] & task.labels).sum(axis=1)
        orders = [
            order
            for order in itertools.permutations(range(6))
            if all(np.diff(distances[list(order)]) >= 0)
        ]
        values = [slow_figures(shared[list(order)].tolist(), 3) for order in orders]
        for name in values[0]:
            mean = np.mean([each[name] for each in values])
            assert mean == pytest.approx(found[f"{name}_tied"][query]), name


def test_that_the_order_of_the_database_does_not_matter():
    task, generator = task_of(database=40)
    codes = generator.random((44, 3)) < 0.5
    asked, known = codes[:4], codes[4:]
    found = graded_by_code(task, asked, known)
    turned = GradedTask(task.query_labels, task.labels[::-1], first=4)
    again = graded_by_code(turned, asked, known[::-1])
    for name in ("map@all_tied", "acg@4_tied", "ndcg@4_tied", "wap_tied"):
        assert np.allclose(found[name], again[name])


def test_that_wap_of_single_labels_is_average_precision():
    generator = np.random.default_rng(5)
    labels = np.eye(3, dtype=bool)[generator.integers(0, 3, 34)]
    codes = generator.random((34, 4)) < 0.5
    task = GradedTask(labels[:4], labels[4:], first=10)
    found = graded_by_code(task, codes[:4], codes[4:])
    assert np.allclose(found["wap_tied"], found["map@all_tied"])
    for query in range(4):
        distances = (codes[query] != codes[4:]).sum(axis=1)
        same = (labels[query] & labels[4:]).any(axis=1)
        wanted = tie_aware_average_precision(distances, same)
        assert wanted == pytest.approx(found["map@all_tied"][query])


def test_that_a_code_that_says_nothing_finds_by_chance_even_in_a_sorted_database():
    labels = np.repeat(np.eye(10, dtype=bool), 200, axis=0)
    task = GradedTask(labels[::200], labels)
    same = np.zeros((10, 16), dtype=bool), np.zeros((2000, 16), dtype=bool)
    found = graded_by_code(task, *same)
    for name in ("map@all", "map@all_tied"):
        assert float(found[name].mean()) == pytest.approx(0.1, abs=0.01)


def test_that_a_query_that_shares_nothing_counts_0():
    labels = np.array([[True, False], [False, True], [False, True]])
    task = GradedTask(labels[:1], labels[1:], first=2)
    found = graded_by_code(task, np.ones((1, 4), bool), np.ones((2, 4), bool))
    assert all(float(values[0]) == 0 for values in found.values())
