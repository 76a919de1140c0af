"""What the likeness of two faces says about whose they are.

A face model states how alike the faces of different people are at some rates of false
matches. Between these rates, and a little beyond them, likeness is read off a line over
the rate's logarithm; a model that states nothing is read as models of its kind usually
turn out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Cosines = npt.NDArray[np.float32]

_COSINE = "cosine@"
_USUAL_COSINES = {-2.0: 0.25, -3.0: 0.35, -4.0: 0.43}
# Shares of a code's bits.
_USUAL_SHARES = {-2.0: 0.38, -3.0: 0.34, -4.0: 0.30}

# As likely as not at one false match among so many pairs; all but sure at the other.
_RATES = (1e-3, 1e-4)
_EVEN, _SURE, _MOST = 0.5, 0.9, 0.99
# Steps of a line that was measured on few pairs may be none, or turn round.
_LEAST_STEP = 0.02


@dataclass(frozen=True, slots=True)
class Evidence:
    """How the likeness of faces of different people is spread.

    Attributes:
        cosines: Cosine of embeddings that a share of these pairs exceeds, by the
            share's decimal logarithm, descending.
        bits: Distance of codes that the same share of pairs falls short of.
    """

    cosines: tuple[tuple[float, float], ...]
    bits: tuple[tuple[float, float], ...]

    def cosine_at(self, rate: float) -> float:
        """Return the cosine that so large a share of these pairs exceeds."""
        return min(_on_line(self.cosines, np.log10(rate)), 0.98)

    def bits_at(self, rate: float) -> int:
        """Return the distance that so large a share of these pairs falls short of."""
        return max(0, round(_on_line(self.bits, np.log10(rate))))

    def rate_of(self, cosine: float) -> float:
        """Return the share of these pairs that are more alike, 1e-9 at least."""
        (first, high), (second, low) = self.cosines[0], self.cosines[-1]
        per_decade = (low - high) / (first - second)
        return float(10 ** np.clip(first - (cosine - high) / per_decade, -9.0, 0.0))

    def share(
        self, cosines: Cosines, pairs: npt.NDArray[np.int64] | int = 1
    ) -> Cosines:
        """Turn cosines into shares of the evidence that it is the same person.

        Args:
            cosines: Any shape; each the mean over some pairs of faces.
            pairs: Over how many, likewise. Strangers are as alike on the mean of ten
                pairs as on one pair ten times as rarely; further pairs say little more.

        Returns:
            0.5 where it is as likely as not. Not cut off at 0 and 1, so that what is
            all but sure can be compared; see `as_certainty`.
        """
        leeway = np.minimum(np.log10(pairs), 1.0)
        even, sure = (self._cosine_within(rate, leeway) for rate in _RATES)
        step = np.maximum(sure - even, _LEAST_STEP / 2)
        share = _EVEN + (_SURE - _EVEN) * (cosines - even) / step
        return np.asarray(share, np.float32)

    def _cosine_within(
        self, rate: float, leeway: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """Return the cosine at a rate larger by a share (n,) of a decade."""
        here, there = self.cosine_at(rate), self.cosine_at(10 * rate)
        return here + leeway * (there - here)


def as_certainty(shares: Cosines) -> Cosines:
    """Return shares of the evidence as people are told them, 0 to all but 1."""
    certainty: Cosines = np.clip(shares, 0, _MOST).astype(np.float32)
    return certainty


def read_evidence(thresholds: Mapping[str, float], code_bits: int) -> Evidence:
    """Read what a face model states, as in `ModelSpec.thresholds`."""
    bits = {
        float(np.log10(float(key))): value
        for key, value in thresholds.items()
        if _is_rate(key)
    }
    cosines = {
        float(np.log10(float(key.removeprefix(_COSINE)))): value
        for key, value in thresholds.items()
        if key.startswith(_COSINE) and _is_rate(key.removeprefix(_COSINE))
    }
    usual = {rate: share * code_bits for rate, share in _USUAL_SHARES.items()}
    return Evidence(
        _line(cosines if len(cosines) > 1 else _USUAL_COSINES, _LEAST_STEP),
        _line(bits if len(bits) > 1 else usual, -1.0),
    )


def _is_rate(text: str) -> bool:
    try:
        return 0 < float(text) < 1
    except ValueError:
        return False


def _line(
    points: Mapping[float, float], least_step: float
) -> tuple[tuple[float, float], ...]:
    """Order points by falling rate, each at least a step from the one before."""
    line: list[tuple[float, float]] = []
    for rate, value in sorted(points.items(), reverse=True):
        if line:
            earliest = line[-1][1] + least_step * (line[-1][0] - rate)
            value = max(value, earliest) if least_step > 0 else min(value, earliest)
        line.append((rate, value))
    return tuple(line)


def _on_line(line: tuple[tuple[float, float], ...], rate: float) -> float:
    """Read a line; beyond its ends it goes on as it did last."""
    pairs = list(pairwise(line))
    (from_rate, from_value), (to_rate, to_value) = next(
        (pair for pair in pairs if rate >= pair[1][0]), pairs[-1]
    )
    step = (to_value - from_value) / (from_rate - to_rate)
    return float(from_value + step * (from_rate - rate))
