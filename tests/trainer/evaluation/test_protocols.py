import numpy as np
import pytest

from trainer.evaluation.protocols import (
    Collection,
    bootstrap,
    bootstrap_ratio,
    code_distances,
    cosine_distances,
    original_ranks,
    retrieve,
)

LABELS = np.array(["a", "a", "b", "b", "", "", "c"])
COLLECTION = Collection(LABELS, np.array(["x"] * 7))


def test_that_queries_have_a_class_and_company():
    assert COLLECTION.queries.tolist() == [0, 1, 2, 3]


def test_that_perfect_descriptors_score_one_and_never_find_themselves():
    _, group = np.unique(LABELS, return_inverse=True)
    vectors = np.eye(4, dtype=np.float32)[group] + np.float32(0.01)
    found = retrieve(COLLECTION, cosine_distances(vectors), 0, has_ties=False)
    assert found.mean("map@all") == 1.0
    assert found.mean("recall@1") == 1.0
    assert found.mean("precision@10") == pytest.approx(1 / 6)  # of six others
    assert "map@all_tie_aware" not in found.figures


def test_that_a_descriptor_that_only_knows_itself_scores_no_better_than_chance():
    codes = np.zeros((7, 8), bool)
    found = retrieve(COLLECTION, code_distances(codes), 0, has_ties=True)
    # One relevant among six others, at an even chance of each rank.
    expected = np.mean([1 / rank for rank in range(1, 7)])
    assert found.mean("map@all_tie_aware") == pytest.approx(expected)


def test_that_retrieval_equals_the_slow_one():
    generator = np.random.default_rng(0)
    labels = generator.integers(0, 4, 60).astype(str)
    codes = generator.random((60, 16)) < 0.5
    collection = Collection(labels, labels)
    found = retrieve(collection, code_distances(codes), 5, has_ties=True)
    shuffle = np.random.default_rng(5).permutation(60)
    for place, query in enumerate(found.queries):
        distances = (codes != codes[query]).sum(axis=1)
        others = [item for item in shuffle if item != query]
        ranked = sorted(others, key=lambda item: distances[item])
        hits, total = 0, 0.0
        for rank, item in enumerate(ranked, start=1):
            if labels[item] == labels[query]:
                hits += 1
                total += hits / rank
        assert found.figures["map@all"][place] == pytest.approx(total / hits)


def test_that_intervals_hold_the_mean_and_shrink_with_more_queries():
    generator = np.random.default_rng(0)
    few, many = generator.random(50), generator.random(5000)
    low, high = bootstrap(few, seed=1)
    assert low < few.mean() < high
    narrow = bootstrap(many, seed=1)
    assert narrow[1] - narrow[0] < (high - low) / 3
    assert bootstrap_ratio(few / 2, few, seed=1) == pytest.approx((0.5, 0.5))


def test_that_ties_count_against_the_original_and_re_ranking_mends_them():
    codes = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]], bool)
    embeddings = np.eye(3, dtype=np.float32)
    by_code, re_ranked = original_ranks(
        [1], codes[1:2], embeddings[1:2], codes, embeddings, shortlist=2
    )
    assert by_code.tolist() == [1]
    assert re_ranked.tolist() == [0]


def test_that_an_original_off_the_short_list_keeps_its_rank_by_code():
    codes = np.array([[0, 0, 0, 0], [0, 0, 0, 1], [1, 1, 1, 1]], bool)
    embeddings = np.eye(3, dtype=np.float32)
    by_code, re_ranked = original_ranks(
        [2], codes[:1], embeddings[2:], codes, embeddings, shortlist=1
    )
    assert (by_code.tolist(), re_ranked.tolist()) == ([2], [2])
