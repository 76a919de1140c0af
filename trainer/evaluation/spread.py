"""Means and spreads over seeds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over seeds.

    Attributes:
        mean: Over seeds.
        deviation: Standard deviation over seeds; 0 with one seed.
        seeds: How many there are.
    """

    mean: float
    deviation: float
    seeds: int

    def text(self) -> str:
        """Write mean and deviation for a table."""
        if self.seeds == 1:
            return f"{self.mean:.3f}"
        return f"{self.mean:.3f} ± {self.deviation:.3f}"


def spread_of(values: Sequence[float]) -> Spread:
    """Summarise the values of all seeds, at least one."""
    deviation = float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
    return Spread(float(np.mean(values)), deviation, len(values))
