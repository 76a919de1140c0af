"""Means and spreads over seeds, and differences between rows of the study."""

import math
from dataclasses import dataclass

import numpy as np

from trainer.evaluation.metrics import Floats
from trainer.evaluation.protocols import bootstrap
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.infogan_hash_study import SCORE, Study
from trainer.recipes.study_runs import StudyRow


@dataclass(frozen=True, slots=True)
class Change:
    """What a row gains over its reference.

    Attributes:
        gain: Difference of the mean scores.
        low: Lower end of its 95 % interval over queries.
        high: Upper end.
        deviation: Standard deviation of the difference over seeds, of both rows
            together; 0 where both have one seed.
        seeds: The smaller number of seeds of the two.
    """

    gain: float
    low: float
    high: float
    deviation: float
    seeds: int

    @property
    def is_clear(self) -> bool:
        """Whether it is beyond the interval over queries and the spread over seeds."""
        return not self.low <= 0 <= self.high and abs(self.gain) > self.deviation


def values_of(study: Study, name: str, bits: int, metric: str) -> list[float]:
    """List a figure of a row, seed after seed."""
    return [
        row.value
        for row in study.rows
        if (row.row, row.bits, row.metric) == (name, bits, metric)
    ]


def score_of(study: Study, name: str, bits: int) -> Spread | None:
    """Return the score of a row, None where it was not measured."""
    values = values_of(study, name, bits, SCORE)
    return spread_of(values) if values else None


def change_of(
    study: Study, row: StudyRow, reference: StudyRow, bits: int
) -> Change | None:
    """Compare a row with its reference, None where either was not measured."""
    mine, theirs = (_queries(study, each.name, bits) for each in (row, reference))
    if not mine or not theirs:
        return None
    difference = np.mean(mine, axis=0) - np.mean(theirs, axis=0)
    low, high = bootstrap(difference, seed=0)
    spreads = [
        spread_of([float(each.mean()) for each in runs]) for runs in (mine, theirs)
    ]
    return Change(
        gain=float(difference.mean()),
        low=low,
        high=high,
        deviation=math.hypot(*(each.deviation for each in spreads)),
        seeds=min(each.seeds for each in spreads),
    )


def _queries(study: Study, name: str, bits: int) -> list[Floats]:
    """List the scores of each query (q,), run after run."""
    folders = dict.fromkeys(
        run.settings.out for run in study.runs if run.row.name == name
    )
    keys = [(folder, bits) for folder in folders]
    return [study.queries[key] for key in keys if key in study.queries]
