import numpy as np
import pytest

from trainer.evaluation.metrics import (
    Denominator,
    average_precision,
    hamming_distances,
    precision_at,
    rank_order,
    tie_aware_average_precision,
)
from trainer.evaluation.unsupervised import (
    Retrieval,
    code_figures,
    figures_by_code,
    figures_by_cosine,
)

CLASSES = 10


def task(queries=230, database=900, first=50, seed=3):
    """Return more queries than are measured at once."""
    return Retrieval(
        np.arange(queries) % CLASSES,
        np.sort(np.arange(database) % CLASSES),
        first=first,
        seed=seed,
    )


def random_codes(count, bits, seed):
    return np.random.default_rng(seed).random((count, bits)) < 0.5


def test_that_codes_are_ranked_as_by_sorting_all_distances():
    asked = task()
    queries, database = random_codes(230, 8, 0), random_codes(900, 8, 1)
    found = figures_by_code(asked, queries, database)
    distances = hamming_distances(queries, database)
    relevant = asked.labels == asked.query_labels[:, None]
    order = rank_order(distances, asked.seed)
    ranked = np.take_along_axis(relevant, order, axis=1)
    expected = {
        "map@50": average_precision(ranked, 50, Denominator.FOUND),
        "map@50_possible": average_precision(ranked, 50, Denominator.POSSIBLE),
        "map@all": average_precision(ranked, 900, Denominator.FOUND),
        "precision@50": precision_at(ranked, 50),
        "map@all_tied": [
            tie_aware_average_precision(*each)
            for each in zip(distances, relevant, strict=True)
        ],
    }
    for name, values in expected.items():
        assert found[name] == pytest.approx(np.array(values)), name


def test_that_the_tied_figure_is_the_mean_over_orders_of_the_database():
    queries, database = random_codes(40, 4, 0), random_codes(900, 4, 1)
    means = [
        figures_by_code(task(40, seed=seed), queries, database)["map@50"].mean()
        for seed in range(100)
    ]
    tied = figures_by_code(task(40), queries, database)["map@50_tied"].mean()
    assert np.mean(means) == pytest.approx(tied, abs=4 * np.std(means) / 10)


def test_that_a_collapsed_code_scores_a_tenth_though_the_database_lies_by_class():
    asked = Retrieval(np.arange(200) % 10, np.repeat(np.arange(10), 500), first=100)
    ones = np.ones((200, 16), dtype=bool), np.ones((5000, 16), dtype=bool)
    found = figures_by_code(asked, *ones)
    assert found["map@all_tied"].mean() == pytest.approx(0.10, abs=0.002)
    assert found["map@all"].mean() == pytest.approx(0.10, abs=0.005)
    assert found["precision@100"].mean() == pytest.approx(0.10, abs=0.02)


def test_that_perfect_codes_score_one():
    asked = task(first=90)
    codes = np.eye(CLASSES, dtype=bool)
    found = figures_by_code(asked, codes[asked.query_labels], codes[asked.labels])
    for name, values in found.items():
        assert values.tolist() == pytest.approx([1.0] * 230), name


def test_that_cosine_ranks_by_angle_whatever_the_length():
    asked = task()
    generator = np.random.default_rng(0)
    queries = generator.standard_normal((230, 5)).astype(np.float32)
    database = generator.standard_normal((900, 5)).astype(np.float32)
    scale = generator.uniform(0.1, 9, (900, 1)).astype(np.float32)
    found = figures_by_cosine(asked, queries, database * scale)
    unit = database / np.linalg.norm(database, axis=1, keepdims=True)
    order = rank_order(-(queries @ unit.T), seed=0)
    ranked = np.take_along_axis(
        asked.labels == asked.query_labels[:, None], order, axis=1
    )
    expected = average_precision(ranked, 900, Denominator.FOUND)
    assert found["map@all"] == pytest.approx(expected, abs=1e-4)


def test_that_code_figures_see_dead_bits_and_full_buckets():
    logits = np.ones((100, 4), dtype=np.float32)
    logits[:10, 0] = -1
    figures = code_figures(logits)
    assert figures["unique_share"] == 0.02
    assert figures["largest_bucket"] == 90
    assert figures["mean_bucket"] == 50
    assert figures["imbalance"] == pytest.approx((0.8 + 3) / 4)
    entropy = -(0.1 * np.log2(0.1) + 0.9 * np.log2(0.9)) / 4
    assert figures["entropy"] == pytest.approx(entropy, abs=1e-6)
    assert figures["quantisation"] == pytest.approx(0, abs=1e-6)


def test_that_quantisation_grows_as_logits_leave_the_signs():
    even = np.array([[1, -1], [1, 1]], dtype=np.float32)
    uneven = np.array([[1, -0.1], [0.1, 1]], dtype=np.float32)
    assert code_figures(even)["quantisation"] < code_figures(uneven)["quantisation"]
