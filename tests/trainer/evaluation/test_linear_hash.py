import numpy as np
import pytest

from trainer.evaluation.linear_hash import (
    fit_itq,
    fit_lsh,
    fit_pca,
    itq_rotation,
)


@pytest.fixture
def features():
    generator = np.random.default_rng(0)
    spread = np.array([5.0, 3.0, 2.0, 1.0, 0.1, 0.1])
    drawn = generator.standard_normal((400, 6)) * spread + 7
    return drawn.astype(np.float32)


def quantisation_error(projected):
    scaled = projected / projected.std()
    return float(np.square(np.abs(scaled) - 1).mean())


def test_that_pca_finds_the_directions_of_largest_variance_in_order(features):
    projected = fit_pca(features, 3).logits(features)
    assert np.abs(projected.mean(axis=0)).max() < 1e-3
    assert projected.std(axis=0) == pytest.approx([5.0, 3.0, 2.0], rel=0.15)


def test_that_more_components_than_dimensions_are_refused(features):
    with pytest.raises(ValueError, match="7 components"):
        fit_pca(features, 7)


def test_that_itq_is_a_rotation_that_lowers_the_quantisation_error(features):
    projected = fit_pca(features, 4).logits(features)
    projected = projected / projected.std(axis=0)
    rotation = itq_rotation(projected, seed=1)
    assert rotation.T @ rotation == pytest.approx(np.eye(4), abs=1e-5)
    start = np.linalg.qr(np.random.default_rng(1).standard_normal((4, 4)))[0]
    assert quantisation_error(projected @ rotation) < quantisation_error(
        projected @ start
    )


def test_that_itq_logits_are_rotated_pca_logits(features):
    pca = fit_pca(features, 4).logits(features)
    itq = fit_itq(features, 4, seed=2).logits(features)
    assert np.linalg.norm(itq, axis=1) == pytest.approx(
        np.linalg.norm(pca, axis=1), rel=1e-4
    )


def test_that_lsh_distances_follow_angles(features):
    centred = features - features.mean(axis=0)
    codes = fit_lsh(features, 4096, seed=3).logits(features) >= 0
    cosine = centred[0] @ centred[1] / np.linalg.norm(centred[:2], axis=1).prod()
    share = (codes[0] != codes[1]).mean()
    assert share == pytest.approx(np.arccos(cosine) / np.pi, abs=0.03)
