"""How often two strangers are as alike as that."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Similarities = npt.NDArray[np.float32]
Scores = npt.NDArray[np.float64]
Knots = npt.NDArray[np.float64]

# The shares of random pairs at which a curve is known.
SHARES: Knots = np.array(
    (
        *(1.0, 0.99, 0.9, 0.84, 0.75, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01),
        *(0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001),
    )
)
_MEDIAN = int(np.flatnonzero(SHARES == 0.5)[0])
_LAST_DECADE = int(np.flatnonzero(SHARES == 0.001)[0])
_LOW_SHARE = 0.84
# A share is read from the pairs only where so many lie beyond it.
_LEAST_BEYOND = 10
# A library outweighs the usual curve from so many pairs on; 200 are those of 20 photos.
_USUAL_PAIRS = 200
_LEAST_STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of random pairs that are more alike, for every similarity.

    Attributes:
        knots: (17,) float64, ascending: similarities that the shares of random pairs
            in `SHARES` exceed.
    """

    knots: Knots

    def score(self, similarities: Similarities) -> Scores:
        """Return the share of random pairs that are more alike, 0 to 1.

        The more similar, the smaller: never the other way round.
        """
        logs = np.log(SHARES)
        # Beyond the last knot the curve goes on as in the last decade.
        decade = self.knots[-1] - self.knots[_LAST_DECADE]
        slope = (logs[-1] - logs[_LAST_DECADE]) / decade
        beyond = np.maximum(similarities - self.knots[-1], 0.0) * slope
        scores: Scores = np.exp(np.interp(similarities, self.knots, logs) + beyond)
        return scores

    def similarity_at(self, share: float) -> float:
        """Return the similarity that this share of random pairs exceeds."""
        return float(np.interp(-np.log(share), -np.log(SHARES), self.knots))

    @property
    def median(self) -> float:
        """The similarity that half of the random pairs exceed."""
        return self.similarity_at(0.5)

    @property
    def spread(self) -> float:
        """How far below the median the least alike sixth of the pairs begins."""
        return self.median - self.similarity_at(_LOW_SHARE)


def measured_curve(pairs: Similarities, usual: Knots) -> Curve:
    """Read a curve from random pairs.

    Args:
        pairs: (n,) similarities; there may be none.
        usual: (17,) what stands in where there are few pairs, and beyond the last
            share that they tell.
    """
    if not len(pairs):
        return Curve(usual)
    is_known = len(pairs) * np.minimum(SHARES, 1 - SHARES + 1e-2) >= _LEAST_BEYOND
    own = usual + (np.median(pairs) - usual[_MEDIAN])
    if is_known.any():
        own[is_known] = np.quantile(pairs, 1 - SHARES[is_known])
        last = int(np.flatnonzero(is_known)[-1])
        own[last + 1 :] = own[last] + usual[last + 1 :] - usual[last]
    trust = len(pairs) / (len(pairs) + _USUAL_PAIRS)
    blended = trust * own + (1 - trust) * usual
    # Many copies give equal quantiles; scores must still fall with similarity.
    steps = _LEAST_STEP * np.arange(len(blended))
    return Curve(np.add(np.maximum.accumulate(blended), steps))
