"""Study `metric`: four losses, and what each part that plugs into them brings.

Trains the rows of the recipe that are not trained yet, finds the best part by the
validation classes, and gathers what every run reached on the test classes.
"""

import dataclasses
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured as About
from trainer.evaluation.rows import interval_rows, value_rows
from trainer.following import Follower
from trainer.recipes.metric import VALIDATION, Trained, read_trained
from trainer.recipes.metric_data import load_photos
from trainer.recipes.metric_measure import Measured, measured
from trainer.recipes.metric_settings import MetricStudy, Settings
from trainer.recipes.study_runs import (
    StudyRow,
    StudyRun,
    measure_trained,
    plan_runs,
    train_missing,
)
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

Run = StudyRun[Settings]


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        runs: All runs of the recipe, trained or not.
        missing: Name and seed of a run that was not measured, and why.
        rows: All values.
        figures: Folder of a run to what it reached.
        best: The candidate that was best by validation; None if it is not known yet.
    """

    runs: Sequence[Run]
    missing: Mapping[tuple[str, int], str]
    rows: Sequence[Row]
    figures: Mapping[Path, Measured]
    best: StudyRow | None


def run(
    recipe: Path, overrides: Sequence[str], settings: Settings, follower: Follower
) -> Study:
    """Train what is missing and gather all figures.

    Args:
        recipe: The recipe file.
        overrides: `key=value` pairs.
        settings: What both together say.
        follower: May stop the wait for another study in the same folder.

    Raises:
        TrainerError: The recipe or the photos are wrong, or a folder cannot be written.
    """
    parallel = settings.study.parallel
    with alone_in(settings.out, follower):
        _read_once(plan_runs(recipe, overrides, settings))
        trials = plan_runs(recipe, overrides, _trials(settings))
        failed = train_missing(recipe, trials, parallel)
        best = best_of(trials)
        runs = plan_runs(recipe, overrides, with_best(settings, best))
        failed |= train_missing(recipe, runs, parallel)
        figures: dict[Path, Measured] = {}
        rows: list[Row] = []

        def measure(each: Run) -> None:
            trained = _trained(each)
            figures[each.settings.out] = measured(each.settings, trained)
            rows.extend(_rows(each, trained, figures[each.settings.out]))

        missing = measure_trained(runs, failed, measure)
        if best is None:
            reason = "the best of the candidates is not known yet"
            for row in settings.study.best:
                missing |= {(row.name, seed): reason for seed in row.seeds}
    return Study(runs, missing, rows, figures, best)


def best_of(trials: Sequence[Run]) -> StudyRow | None:
    """Return the row whose run does best on the validation classes.

    None where one is not trained: the choice must not hang on when the study was
    stopped.
    """
    if not trials or not all(each.is_trained for each in trials):
        return None
    scores = {each.row: _trained(each).validation for each in trials}
    best = max(scores, key=lambda row: scores[row])
    logger.info("best by validation: %s, %.4f", best.name, scores[best])
    return best


def with_best(settings: Settings, best: StudyRow | None) -> Settings:
    """Return a study in which the rows with the best part say which that is."""
    study = settings.study
    if best is None:
        return settings
    more = (
        dataclasses.replace(row, changes=(*best.changes, *row.changes))
        for row in study.best
    )
    return _with_rows(settings, (*study.rows, *more))


def _trials(settings: Settings) -> Settings:
    """Return a study of the candidates, one run of each."""
    study = settings.study
    rows = {row.name: row for row in reversed(study.rows)}
    chosen = [rows[name] for name in study.candidates]
    once = (dataclasses.replace(row, seeds=row.seeds[:1]) for row in chosen)
    return _with_rows(settings, tuple(once))


def _with_rows(settings: Settings, rows: tuple[StudyRow, ...]) -> Settings:
    study = MetricStudy(parallel=settings.study.parallel, rows=rows)
    return dataclasses.replace(settings, study=study)


def _read_once(runs: Sequence[Run]) -> None:
    """Read every set here, so that runs at a time find it read."""
    for settings in {each.settings.data: each.settings for each in runs}.values():
        load_photos(settings)


def _trained(run: Run) -> Trained:
    trained = read_trained(run.settings)
    assert trained is not None  # only runs that are trained are looked at
    return trained


def _rows(run: Run, trained: Trained, found: Measured) -> list[Row]:
    """State all figures of a run, intervals over queries where it is searched whole."""
    data = run.settings.data.name
    about = About(run.row.name, 0, run.seed, data, trained.elapsed_s)
    others = {name: float(values.mean()) for name, values in found.robustness.items()}
    outcome = {
        VALIDATION: trained.validation,
        "steps": float(trained.steps),
        "minutes": trained.elapsed_s / 60,
    }
    return [
        *interval_rows(about, found.retrieval),
        *value_rows(about, others | outcome),
    ]
