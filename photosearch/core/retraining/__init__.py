"""Retraining on one's own photos: starts the trainer, follows it, keeps its runs."""

from photosearch.core.retraining.estimate import estimate, estimating
from photosearch.core.retraining.options import Effort, RetrainOptions
from photosearch.core.retraining.requirements import TRAINER, why_impossible
from photosearch.core.retraining.run import Run, State
from photosearch.core.retraining.runs import RunState, open_run, runs

__all__ = [
    "TRAINER",
    "Effort",
    "RetrainOptions",
    "Run",
    "RunState",
    "State",
    "estimate",
    "estimating",
    "open_run",
    "runs",
    "why_impossible",
]
