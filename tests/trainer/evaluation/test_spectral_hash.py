import numpy as np
import pytest

from trainer.evaluation.spectral_hash import fit_spectral


def box(sides, count=4000, seed=0):
    generator = np.random.default_rng(seed)
    return (generator.random((count, len(sides))) * sides).astype(np.float32)


def test_that_a_long_side_gives_more_bits_than_a_short_one():
    features = box([8.0, 2.5])
    hashed = fit_spectral(features, 4)
    along = np.abs(hashed.weight).argmax(axis=0)
    # Waves of length 16, 8, 5.3, 5 along sides of 8 and 2.5.
    assert along.tolist() == [0, 0, 0, 1]


def test_that_the_first_bit_halves_the_longest_side():
    features = box([8.0, 2.0])
    bit = fit_spectral(features, 1).logits(features)[:, 0] >= 0
    upper = features[:, 0] > 4
    agreement = (bit == upper).mean()
    assert min(agreement, 1 - agreement) < 0.01


def test_that_logits_are_the_eigenfunctions_of_weiss():
    features = box([5.0, 3.0, 1.0])
    hashed = fit_spectral(features, 6)
    centred = features - features.mean(axis=0)
    vectors = np.linalg.eigh(np.cov(centred.T))[1][:, ::-1]
    along = features @ vectors
    sides = np.ptp(along, axis=0)
    modes = [
        (times * np.pi / sides[i], i, times) for i in range(3) for times in range(1, 7)
    ]
    for bit, (frequency, i, _) in enumerate(sorted(modes)[:6]):
        place = along[:, i] - along[:, i].min()
        expected = np.sin(place * frequency + np.pi / 2)
        found = hashed.logits(features)[:, bit]
        # A component may point either way; odd waves change their sign with it.
        error = min(np.abs(found - expected).max(), np.abs(found + expected).max())
        assert error < 1e-3


def test_that_fewer_dimensions_than_bits_still_give_all_bits():
    features = box([3.0, 1.0])
    logits = fit_spectral(features, 16).logits(features)
    assert logits.shape == (4000, 16)
    assert len(np.unique(logits >= 0, axis=0)) > 20


def test_that_a_side_of_no_length_gives_no_bit():
    features = np.concatenate([box([3.0]), np.ones((4000, 1), np.float32)], axis=1)
    hashed = fit_spectral(features, 5)
    assert np.abs(hashed.weight).argmax(axis=0).tolist() == [0] * 5


def test_that_equal_features_are_refused():
    with pytest.raises(ValueError, match="all the same"):
        fit_spectral(np.ones((20, 4), np.float32), 2)
