import numpy as np
import pytest

from trainer.evaluation.verification import (
    all_pairs,
    best_threshold,
    least_similarity,
    match_thresholds,
    signs_of,
    true_accept_rate,
    verify,
)


def draw_people(seed: int, people: int = 12, each: int = 5, width: int = 16):
    """Draw descriptions (n, width) around a centre for each person, and who it is."""
    generator = np.random.default_rng(seed)
    centres = np.repeat(generator.normal(size=(people, width)), each, axis=0)
    vectors = centres + 0.7 * generator.normal(size=centres.shape)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors, np.repeat(np.arange(people), each)


@pytest.mark.parametrize("seed", range(30))
def test_that_no_other_threshold_decides_more_pairs_rightly(seed: int) -> None:
    generator = np.random.default_rng(seed)
    similarities = generator.integers(0, 8, 40).astype(float)  # many ties
    same = generator.random(40) < 0.2 + 0.1 * similarities
    found = ((similarities >= best_threshold(similarities, same)) == same).mean()
    tried = [
        ((similarities >= threshold) == same).mean()
        for threshold in np.arange(-0.5, 9.5, 0.5)
    ]
    assert max(tried) == found


def test_that_each_fold_is_decided_by_the_threshold_of_the_others() -> None:
    # Alone, either fold could be decided without a mistake.
    similarities = np.array([0.9, 0.8, 0.1, 0.2, 0.5, 0.4, 0.31, 0.3])
    same = np.array([True, True, False, False] * 2)
    folds = np.repeat([0, 1], 4)
    found = verify(similarities, same, folds)
    # The second's threshold lies between 0.31 and 0.4, the first's at 0.5.
    first = (similarities[:4] >= 0.355) == same[:4]
    second = (similarities[4:] >= 0.5) == same[4:]
    assert (first.mean() + second.mean()) / 2 == found.accuracy
    assert 0.125 == found.spread


def test_that_one_fold_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="two"):
        verify(np.ones(4), np.ones(4, bool), np.zeros(4, np.int64))


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.1, 0.37])
def test_that_no_more_others_match_than_the_rate_allows(rate: float) -> None:
    others = np.random.default_rng(0).integers(0, 30, 200).astype(float)
    least = least_similarity(others, rate)
    assert (others >= least).mean() <= rate
    # The next smaller value that occurs would let too many in.
    assert (others >= others[others < least].max()).mean() > rate


def test_that_true_accepts_are_counted_above_that_similarity() -> None:
    similarities = np.array([0.9, 0.5, 0.4, 0.45, 0.1, 0.0])
    same = np.array([True, True, True, False, False, False])
    assert 2 / 3 == true_accept_rate(similarities, same, 0.001)
    assert 1.0 == true_accept_rate(similarities, same, 0.34)


def test_that_each_pair_is_compared_once() -> None:
    vectors, people = draw_people(0, people=3, each=2)
    pairs = all_pairs(vectors, people)
    wanted = [
        (float(vectors[i] @ vectors[j]), people[i] == people[j])
        for i in range(6)
        for j in range(i + 1, 6)
    ]
    np.testing.assert_allclose([each[0] for each in wanted], pairs.similarities)
    assert [each[1] for each in wanted] == pairs.same.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_that_stated_thresholds_keep_their_false_match_rate(seed: int) -> None:
    vectors, people = draw_people(seed, people=30)
    codes = np.random.default_rng(0).normal(size=(64, 16)) @ vectors.T > 0
    thresholds = match_thresholds(vectors, codes.T, people)
    first, second = np.triu_indices(len(people), 1)
    others = people[first] != people[second]
    distances = (codes.T[first] != codes.T[second]).sum(axis=1)[others]
    cosines = (vectors[first] * vectors[second]).sum(axis=1)[others]
    for rate in (0.01, 0.001, 0.0001):
        bits, cosine = thresholds[f"{rate:g}"], thresholds[f"cosine@{rate:g}"]
        assert (distances <= bits).mean() <= rate
        assert (distances <= bits + 1).mean() > rate
        assert (cosines >= cosine + 1e-4).mean() <= rate


def test_that_thresholds_need_different_people() -> None:
    vectors, _ = draw_people(0)
    with pytest.raises(ValueError, match="different people"):
        match_thresholds(vectors, vectors > 0, np.zeros(len(vectors), np.int64))


def test_that_products_of_signs_count_equal_bits() -> None:
    codes = np.random.default_rng(0).random((2, 24)) < 0.5
    first, second = signs_of(codes)
    assert 24 - 2 * (codes[0] != codes[1]).sum() == first @ second
