"""What likeness says: read from what a model states, and beyond it."""

import numpy as np
import pytest

from photosearch.core.faces.evidence import as_certainty, read_evidence
from tests.core.faces.crowd import STATED, evidence


@pytest.mark.parametrize(
    ("rate", "cosine", "bits"), [(0.01, 0.21, 105), (0.001, 0.28, 99), (1e-4, 0.34, 93)]
)
def test_that_stated_thresholds_are_read(rate: float, cosine: float, bits: int) -> None:
    assert cosine == pytest.approx(evidence().cosine_at(rate))
    assert bits == evidence().bits_at(rate)


def test_that_the_line_goes_on_beyond_what_was_measured() -> None:
    assert 0.40 == pytest.approx(evidence().cosine_at(1e-5))
    assert 0.14 == pytest.approx(evidence().cosine_at(1e-1))
    assert 0.98 == evidence().cosine_at(1e-30)


def test_that_a_model_that_states_nothing_is_read_as_usual() -> None:
    usual = read_evidence({}, 256)
    assert 0.35 == pytest.approx(usual.cosine_at(1e-3))
    assert round(0.34 * 256) == usual.bits_at(1e-3)


def test_that_other_thresholds_are_passed_over() -> None:
    stated = {**STATED, "score": 0.5, "cosine@often": 0.9, "2": 7.0}
    assert evidence() == read_evidence(stated, 256)


def test_that_thresholds_that_turn_round_still_rise() -> None:
    stated = {"cosine@0.01": 0.4, "cosine@0.001": 0.3}
    read = read_evidence(stated, 256)
    assert read.cosine_at(0.01) < read.cosine_at(0.001)


def test_that_certainty_rises_with_likeness() -> None:
    shares = evidence().share(np.array([-1, 0.21, 0.28, 0.34, 1], np.float32))
    certainties = as_certainty(shares)
    assert [0.0, 0.5, 0.9, 0.99] == pytest.approx(
        [certainties[0], certainties[2], certainties[3], certainties[4]]
    )
    assert 0 <= certainties[1] < 0.5


def test_that_the_rate_of_a_cosine_falls_as_it_rises() -> None:
    rates = [evidence().rate_of(cosine) for cosine in (-1.0, 0.21, 0.275, 0.34, 1.0)]
    assert sorted(rates, reverse=True) == rates
    assert (1.0, 0.01, 1e-9) == pytest.approx((rates[0], rates[1], rates[4]))


def test_that_thresholds_next_to_one_still_tell_likely_from_sure() -> None:
    stated = {"cosine@0.01": 0.97, "cosine@0.001": 0.985, "cosine@0.0001": 0.99}
    shares = read_evidence(stated, 256).share(np.array([0.98, 0.99], np.float32))
    assert np.isfinite(shares).all()
    assert shares[0] < shares[1]
