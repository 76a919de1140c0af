import numpy as np
import pytest

from trainer.evaluation.fitted_codes import ITQ, LSH, PCA_SIGNS, SPECTRAL, fit_codes
from trainer.evaluation.linear_hash import fit_itq, fit_lsh, fit_pca
from trainer.evaluation.spectral_hash import fit_spectral


@pytest.fixture
def features():
    generator = np.random.default_rng(0)
    spread = np.linspace(3, 0.5, 12)
    shift = np.arange(12)
    return (generator.standard_normal((600, 12)) * spread + shift).astype(np.float32)


FITS = {
    LSH: lambda features, bits: fit_lsh(features, bits, 4),
    PCA_SIGNS: fit_pca,
    SPECTRAL: fit_spectral,
    ITQ: lambda features, bits: fit_itq(features, bits, 4),
}


def test_that_every_method_is_fitted_as_on_the_features_themselves(features):
    for code in fit_codes(features[:50], features, (4, 8), seed=4):
        alone = FITS[code.method](features, code.bits)
        same = (alone.logits(features) >= 0) == (code.database >= 0)
        # Components found twice may point the other way.
        shares = np.maximum(same.mean(axis=0), 1 - same.mean(axis=0))
        if code.method != ITQ:
            assert shares.min() > 0.99, code.method
        assert np.allclose(code.queries, code.database[:50], atol=1e-4)


def test_that_each_length_has_each_method(features):
    found = [(c.method, c.bits) for c in fit_codes(features, features, (4, 8), 0)]
    assert sorted(found) == sorted((name, bits) for name in FITS for bits in (4, 8))


def test_that_codes_longer_than_the_features_come_without_components(features):
    found = {(c.method, c.bits) for c in fit_codes(features, features, (8, 16), 0)}
    assert (LSH, 16) in found
    assert (SPECTRAL, 16) in found
    assert (ITQ, 8) in found
    assert (ITQ, 16) not in found
    assert (PCA_SIGNS, 16) not in found
