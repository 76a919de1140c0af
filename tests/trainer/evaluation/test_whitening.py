import numpy as np
import pytest

from trainer.errors import DataError
from trainer.evaluation.whitening import (
    FULL,
    SOFT,
    fit_learned_whitening,
    fit_pca_whitening,
)


@pytest.fixture
def vectors():
    generator = np.random.default_rng(0)
    mixing = generator.standard_normal((6, 6)) * np.array([5, 3, 2, 1, 0.5, 0.2])
    return generator.standard_normal((400, 6)) @ mixing.T + generator.random(6)


def mapped(whitening, vectors):
    return (vectors - whitening.mean) @ whitening.projection.T


@pytest.mark.parametrize("power", [0, SOFT, FULL])
def test_that_variances_are_divided_by_their_power(vectors, power):
    covariance = np.cov(mapped(fit_pca_whitening(vectors, 4, power), vectors).T, ddof=0)
    largest = np.sort(np.linalg.svd(vectors - vectors.mean(axis=0))[1])[::-1][:4]
    variances = largest**2 / len(vectors)
    assert np.allclose(covariance, np.diag(variances ** (1 - 2 * power)), rtol=1e-3)


def test_that_shrinkage_takes_every_direction_as_equally_loud_in_the_end(vectors):
    whole = fit_pca_whitening(vectors, 6, FULL, shrinkage=1.0).projection
    mean_variance = vectors.var(axis=0).mean()
    assert np.allclose(whole @ whole.T, np.eye(6) / mean_variance, rtol=1e-4, atol=1e-6)
    half = fit_pca_whitening(vectors, 6, FULL, shrinkage=0.5)
    spread = mapped(half, vectors).var(axis=0)
    assert spread.max() < 2
    assert spread.min() < 0.1


def test_that_whitened_vectors_have_unit_length_and_a_layer_gives_the_same(vectors):
    whitening = fit_pca_whitening(vectors, 3)
    white = whitening.apply(vectors.astype(np.float32))
    assert white.dtype == np.float32
    assert np.linalg.norm(white, axis=1).tolist() == pytest.approx([1.0] * 400)
    layer = vectors @ whitening.projection.T + whitening.bias
    layer /= np.linalg.norm(layer, axis=1, keepdims=True)
    assert np.allclose(white, layer, atol=1e-5)


def test_that_a_dimension_that_never_changes_does_no_harm(vectors):
    flat = np.concatenate([vectors, np.ones((400, 2))], axis=1)
    white = fit_pca_whitening(flat, 8).apply(flat)
    assert np.isfinite(white).all()


@pytest.fixture
def pairs():
    """Things that differ in two dimensions, seen with noise in two others."""
    generator = np.random.default_rng(1)
    things = np.repeat(
        generator.standard_normal((300, 4)) * (1, 1, 0.1, 0.1), 2, axis=0
    )
    seen = things + generator.standard_normal((600, 4)) * (0.1, 0.1, 3, 3)
    mixing = np.linalg.qr(generator.standard_normal((4, 4)))[0]
    return seen @ mixing.T, np.arange(0, 600, 2), np.arange(1, 600, 2)


def test_that_the_differences_of_pairs_become_white(pairs):
    vectors, first, second = pairs
    whitening = fit_learned_whitening(vectors, first, second, 4)
    differences = mapped(whitening, vectors)[first] - mapped(whitening, vectors)[second]
    assert np.allclose(differences.T @ differences / 300, np.eye(4), atol=1e-3)


def test_that_what_remains_is_turned_to_its_main_directions(pairs):
    vectors, first, second = pairs
    whitening = fit_learned_whitening(vectors, first, second, 4)
    rest = mapped(whitening, vectors)
    spread = rest.T @ rest
    variances = np.diag(spread)
    assert np.allclose(spread, np.diag(variances), atol=1e-6 * variances[0])
    assert np.all(np.diff(variances) < 0)
    assert np.allclose(whitening.mean, vectors[first].mean(axis=0))


def test_that_the_learned_one_finds_pairs_where_the_plain_one_does_not(pairs):
    vectors, first, second = pairs

    def found(whitening):
        white = whitening.apply(vectors)
        return (np.argmax(white[first] @ white[second].T, axis=1) == first // 2).mean()

    learned = found(fit_learned_whitening(vectors, first, second, 2))
    assert learned > 3 * found(fit_pca_whitening(vectors, 2))


def test_that_fewer_pairs_than_dimensions_do_no_harm(pairs):
    vectors, first, second = pairs
    whitening = fit_learned_whitening(vectors, first[:3], second[:3], 2)
    assert np.isfinite(whitening.apply(vectors)).all()


@pytest.mark.parametrize(("count", "width"), [(6, 6), (400, 7), (400, 0)])
def test_that_impossible_widths_are_refused(vectors, count, width):
    with pytest.raises(DataError, match="whitening"):
        fit_pca_whitening(vectors[:count], width)
