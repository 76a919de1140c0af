import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.search import calibrate, sample_ids
from photosearch.core.search.calibration import SAMPLE

WIDTH = 16


def unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def random_embeddings(count: int, seed: int = 0, cone: float = 0.0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, WIDTH))
    vectors[:, 0] += cone
    return unit(vectors)


@given(count=st.integers(0, 80), seed=st.integers(0, 1000), copies=st.integers(0, 40))
def test_that_the_more_similar_never_has_the_larger_score(count, seed, copies):
    embeddings = random_embeddings(count, seed)
    embeddings[:copies] = embeddings[:1]
    calibration = calibrate(embeddings, count)
    scores = calibration.score(np.linspace(-1, 1, 500, dtype=np.float32))
    assert np.isfinite(scores).all()
    assert ((scores > 0) & (scores <= 1)).all()
    assert (np.diff(scores) <= 0).all()


def test_that_scores_go_on_falling_beyond_all_pairs():
    calibration = calibrate(random_embeddings(500), 500)
    scores = calibration.score(np.linspace(0.9, 1, 20, dtype=np.float32))
    assert (np.diff(scores) < 0).all()
    assert scores[-1] < 1e-5


@pytest.mark.parametrize("count", [300, 2000])
@pytest.mark.parametrize("share", [0.5, 0.1, 0.01, 0.001])
def test_that_a_score_is_the_share_of_closer_pairs(count, share):
    embeddings = random_embeddings(count)
    calibration = calibrate(embeddings, count)
    seen = calibration.seen_from_centre(embeddings)
    pairs = (seen @ seen.T)[np.triu_indices(count, 1)]
    similarity = np.quantile(pairs, 1 - share)
    assert calibration.score(np.array([similarity])) == pytest.approx(share, rel=0.15)


def test_that_a_narrow_cone_is_opened():
    wide = calibrate(random_embeddings(1000), 1000)
    narrow = calibrate(random_embeddings(1000, cone=6.0), 1000)
    np.testing.assert_allclose(narrow.curve.knots, wide.curve.knots, atol=0.1)


@pytest.mark.parametrize("count", [0, 1, 2, 10, 500])
def test_that_a_copy_is_close_and_a_stranger_is_not(count):
    library = random_embeddings(max(count, 1), seed=3)
    calibration = calibrate(library[:count], count)
    query = library[:1]
    seen = calibration.seen_from_centre(np.concatenate([query, -query]))
    cut = calibration.cut(calibration.sample @ seen[0])
    assert float(seen[0] @ seen[0]) >= cut
    assert float(seen[1] @ seen[0]) < cut


def test_that_the_cut_is_drawn_closer_in_a_larger_library():
    embeddings = random_embeddings(2000)
    none = np.empty(0, np.float32)
    cuts = [calibrate(embeddings, size).cut(none) for size in (500, 5000, 100_000)]
    assert cuts == sorted(cuts)
    assert cuts[0] < cuts[-1]


def test_that_a_query_that_everything_resembles_has_to_be_met_closer():
    calibration = calibrate(random_embeddings(1000), 1000)
    usual = np.full(1000, -0.02, np.float32)
    assert calibration.cut(usual + np.float32(0.2)) > calibration.cut(usual) + 0.15


def test_that_a_copy_is_close_where_nearly_all_photos_are_alike():
    embeddings = unit(random_embeddings(200) * 0.01 + random_embeddings(1, seed=9))
    calibration = calibrate(embeddings, 200)
    assert calibration.cut(np.full(200, 0.9, np.float32)) <= 0.95


def test_that_photos_without_an_embedding_do_not_count():
    embeddings = random_embeddings(50)
    holes = np.concatenate([embeddings, np.zeros((20, WIDTH), np.float32)])
    with_holes, without = calibrate(holes, 70), calibrate(embeddings, 70)
    assert with_holes.curve.knots.tolist() == without.curve.knots.tolist()


def test_that_a_calibration_is_repeatable():
    embeddings = random_embeddings(3000)
    once, again = calibrate(embeddings, 3000), calibrate(embeddings, 3000)
    assert once.curve.knots.tolist() == again.curve.knots.tolist()


# --- the sample


def test_that_a_small_library_is_its_own_sample():
    assert sample_ids(np.array([5, 9, 2])).tolist() == [2, 5, 9]


def test_that_a_sample_is_spread_over_the_library():
    chosen = sample_ids(np.arange(100_000))
    assert len(np.unique(chosen)) == SAMPLE
    quarters = np.histogram(chosen, bins=4, range=(0, 100_000))[0]
    assert (np.abs(quarters - SAMPLE / 4) < SAMPLE / 16).all()


def test_that_a_library_that_grew_a_little_keeps_most_of_its_sample():
    before, after = sample_ids(np.arange(100_000)), sample_ids(np.arange(101_000))
    assert len(np.intersect1d(before, after)) > 0.97 * SAMPLE
