"""What the report of the study says of figures that are given."""

import dataclasses
from pathlib import Path

import pytest

from trainer.evaluation.report import Row, file_stem, read_rows
from trainer.recipes import metric_report
from trainer.recipes.metric_settings import DataSettings, Settings
from trainer.recipes.metric_study import Study
from trainer.recipes.study_runs import StudyRow, StudyRun

PLAIN = StudyRow("triplet", "triplet", (), (1, 2, 3))
STEADY = StudyRow("triplet + gradient", "triplet", (), (1, 2, 3))


def made_up(clean, attacked, seeds=3, missing=None):
    """Make a study of two rows.

    Args:
        clean: Recall@1 of each row, the same for every seed but for one thousandth.
        attacked: The same under PGD 4/255.
        seeds: How many runs of each were measured.
        missing: Runs that were not.
    """
    settings = Settings("metric", DataSettings(Path("data"), "drawn", "drawn photos"))
    rows, runs = [], []
    for place, row in enumerate((PLAIN, STEADY)):
        for seed in row.seeds[:seeds]:
            runs.append(StudyRun(row, seed, settings, ()))
            shift = (seed - 2) / 1000
            figures = {
                "recall@1": clean[place] + shift,
                "recall@1_low": 0.0,
                "recall@1_unchanged": clean[place],
                "recall@1_pgd_4": attacked[place],
                "shift_pgd_4": 0.5,
                "validation_recall@1": 0.3,
            }
            rows += [
                Row(row.name, name, 0, seed, value, "drawn photos", "cpu", 0.0, "abc")
                for name, value in figures.items()
            ]
    return Study(runs, missing or {}, rows, {}, STEADY), settings


def written(folder, *made):
    metric_report.write(folder, *made)
    return (folder / "report.md").read_text(encoding="utf-8")


def test_that_a_gain_beyond_the_spread_is_better(tmp_path):
    text = written(tmp_path, *made_up((0.30, 0.35), (0.1, 0.2)))
    assert "triplet + gradient: +0.050 ± 0.001 recall@1: better" in text
    assert "under PGD 4/255 0.200 against 0.100, 2.00 times" in text
    assert "| triplet | 0.300 ± 0.001 |" in text
    assert "The best part is that of `triplet + gradient`" in text


@pytest.mark.parametrize(
    ("clean", "seeds", "verdict"),
    [
        ((0.30, 0.3005), 3, "no difference beyond the spread"),
        ((0.30, 0.25), 3, "worse"),
        ((0.30, 0.40), 1, "too few seeds to tell"),
    ],
    ids=["the same", "less", "one seed"],
)
def test_that_the_verdict_hangs_on_the_spread(tmp_path, clean, seeds, verdict):
    text = written(tmp_path, *made_up(clean, (0.1, 0.2), seeds))
    assert f"recall@1: {verdict}" in text


def test_that_one_run_against_three_decides_nothing(tmp_path):
    study, settings = made_up((0.30, 0.45), (0.1, 0.2))
    few = [each for each in study.rows if each.row == PLAIN.name or each.seed == 2]
    text = written(tmp_path, dataclasses.replace(study, rows=few), settings)
    assert "recall@1: too few seeds to tell" in text


def test_that_plots_have_names_that_links_and_file_systems_take(tmp_path):
    assert "triplet-how-much-of-each" == file_stem("Triplet: how much of each")


def test_that_nothing_found_is_no_measure_of_times(tmp_path):
    text = written(tmp_path, *made_up((0.3, 0.3), (0.0, 0.2)))
    assert "0.200 against 0.000\n" in text


def test_that_values_and_plots_lie_beside_the_report(tmp_path):
    study, settings = made_up((0.30, 0.35), (0.1, 0.2))
    text = written(tmp_path, study, settings)
    assert len(study.rows) == len(read_rows(tmp_path))
    for name in ("triplet.png", "triplet-pgd.png"):
        assert f"]({name})" in text
        assert (tmp_path / name).stat().st_size > 1000


def test_that_missing_runs_are_named(tmp_path):
    missing = {("triplet", 3): "not trained yet"}
    text = written(tmp_path, *made_up((0.30, 0.35), (0.1, 0.2), 2, missing))
    assert "- triplet, seed 3: not trained yet" in text
