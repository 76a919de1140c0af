"""The runs of study `cifar10_unsupervised`."""

from trainer.recipes import study_runs
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.study_runs import (
    LOG_FILE,
    RUNS_FOLDER,
    plan_runs,
    train_missing,
)

__all__ = ["LOG_FILE", "RUNS_FOLDER", "StudyRun", "plan_runs", "train_missing"]

StudyRun = study_runs.StudyRun[Settings]
