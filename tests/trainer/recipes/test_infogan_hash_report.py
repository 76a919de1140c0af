"""What the report says of figures that are given."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from trainer.evaluation.report import Row
from trainer.nets.infogan import HashNetSettings
from trainer.recipes.infogan_hash_report import write
from trainer.recipes.infogan_hash_settings import (
    DataSettings,
    Settings,
)
from trainer.recipes.infogan_hash_spread import change_of, score_of
from trainer.recipes.infogan_hash_study import SCORE, Study
from trainer.recipes.study_runs import StudyRow, StudyRun, StudySettings

BITS = 16
QUERIES = 400
FULL = StudyRow("full", "ingredients", (), (1, 2, 3))
LESS = StudyRow("without corrector", "ingredients", (), (1, 2, 3))


def made_up(scores, noise=0.1, missing=None):
    """Make a study of rows whose runs score as given.

    Args:
        scores: Row to the mean score of each of its runs.
        noise: Deviation over queries.
        missing: Runs that were not measured.
    """
    settings = Settings(
        recipe="infogan_hash",
        data=DataSettings(Path("data")),
        net=HashNetSettings(bits=(BITS,)),
        study=StudySettings(rows=tuple(scores)),
    )
    generator = np.random.default_rng(0)
    runs, rows, queries = [], [], {}
    for row, means in scores.items():
        outs = {seed: Path(f"{row.name}-{seed}") for seed in row.seeds}
        made = [dataclasses.replace(settings, out=out) for out in outs.values()]
        runs += [
            StudyRun(row, seed, own, ())
            for seed, own in zip(row.seeds, made, strict=True)
        ]
        for seed, mean in zip(row.seeds, means, strict=False):
            values = generator.normal(0, noise, QUERIES)
            queries[outs[seed], BITS] = values - values.mean() + mean
            figures = {SCORE: mean, "collapsed": 0.0, "restarts": 1.0}
            rows += [
                Row(
                    *(row.name, metric, BITS if metric == SCORE else 0, seed, value),
                    *("drawn", "a processor", 0.0, "abc"),
                )
                for metric, value in figures.items()
            ]
    return Study(runs, missing or {}, rows, queries), settings


def test_that_a_score_is_the_mean_and_deviation_over_seeds():
    study, _ = made_up({FULL: (0.30, 0.32, 0.34)})
    score = score_of(study, "full", BITS)
    assert score.mean == pytest.approx(0.32)
    assert score.deviation == pytest.approx(0.02)
    assert score.text() == "0.320 ± 0.020"
    assert score_of(study, "absent", BITS) is None


def test_that_a_difference_larger_than_chance_and_spread_is_clear():
    study, _ = made_up({FULL: (0.40, 0.41, 0.42), LESS: (0.30, 0.31, 0.32)})
    change = change_of(study, LESS, FULL, BITS)
    assert change.gain == pytest.approx(-0.1)
    assert change.low < -0.1 < change.high < 0
    assert change.deviation == pytest.approx(np.hypot(0.01, 0.01))
    assert change.is_clear


@pytest.mark.parametrize(
    ("others", "noise"),
    [
        pytest.param((0.30, 0.38, 0.46), 0.01, id="spread over seeds"),
        pytest.param((0.397, 0.397, 0.397), 0.5, id="interval over queries"),
    ],
)
def test_that_a_difference_within_chance_is_not_clear(others, noise):
    study, _ = made_up({FULL: (0.40, 0.40, 0.40), LESS: others}, noise)
    assert not change_of(study, LESS, FULL, BITS).is_clear


def test_that_the_report_says_what_an_ingredient_brings(tmp_path):
    study, settings = made_up({FULL: (0.40, 0.41, 0.42), LESS: (0.30, 0.31, 0.32)})
    write(tmp_path, study, settings)
    report = (tmp_path / "report.md").read_text()
    assert "| full | 0.410 ± 0.010 | 0 of 3 | 1.0 |" in report
    assert "- without corrector: -0.100 at 16 bits (" in report
    assert ": worse\n" in report


def test_that_the_report_says_which_runs_are_missing_and_why(tmp_path):
    missing = {("without corrector", 3): "not trained yet"}
    study, settings = made_up(
        {FULL: (0.40, 0.41, 0.42), LESS: (0.40, 0.41)}, missing=missing
    )
    write(tmp_path, study, settings)
    report = (tmp_path / "report.md").read_text()
    assert "1 of 6 runs are not in this report" in report
    assert "- without corrector, seed 3: not trained yet" in report
    assert "no difference beyond chance" in report


def test_that_rows_of_other_groups_are_laid_out_too(tmp_path):
    row = StudyRow("wide", "capacity", (), (1,))
    study, settings = made_up({row: (0.5,)})
    write(tmp_path, study, settings)
    report = (tmp_path / "report.md").read_text()
    assert "## Capacity" in report
    assert "| wide | 0.500 | 0 of 1 | 1.0 |" in report


def test_that_single_codes_of_different_lengths_become_a_curve(tmp_path):
    rows = [StudyRow(f"vector of {bits}", "length", (), (1, 2)) for bits in (8, 16)]
    study, settings = made_up(dict.fromkeys(rows, (0.2, 0.3)))
    runs = [
        dataclasses.replace(
            run,
            settings=dataclasses.replace(
                run.settings, net=HashNetSettings(bits=(int(run.row.name[10:]),))
            ),
        )
        for run in study.runs
    ]
    write(tmp_path, dataclasses.replace(study, runs=runs), settings)
    report = (tmp_path / "report.md").read_text()
    variant = "adjustment vector and adaptive information loss"
    assert f"| {variant} |  | 0.250 ± 0.071 |" in report
    assert f"| {variant} | 0 of 2 (1.0) | 0 of 2 (1.0) |" in report
    assert (tmp_path / "lengths.png").is_file()
