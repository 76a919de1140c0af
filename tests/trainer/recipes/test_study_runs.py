from dataclasses import dataclass, field
from pathlib import Path

import pytest

from trainer.checkpoint import NET_FILE
from trainer.errors import DataError, TrainingError
from trainer.recipes.study_runs import (
    StudyRow,
    StudyRun,
    StudySettings,
    measure_trained,
)


@dataclass(frozen=True)
class Recipe:
    out: Path
    study: StudySettings = field(default_factory=StudySettings)

    def identity(self) -> str:
        return "one"


def run_of(folder: Path, name: str, group: str, *, is_trained: bool = True):
    out = folder / name
    out.mkdir(exist_ok=True)
    if is_trained:
        (out / NET_FILE).touch()
    return StudyRun(StudyRow(name, group), 1, Recipe(out), ())


def test_that_a_row_of_two_groups_is_measured_once(tmp_path: Path) -> None:
    groups = ("losses", "lengths")
    runs = [run_of(tmp_path, "plain", group) for group in groups]
    measured = []
    assert {} == measure_trained(runs, {}, measured.append)
    assert ["plain"] == [each.row.name for each in measured]


def test_that_runs_without_figures_are_told_with_their_reason(tmp_path: Path) -> None:
    later = run_of(tmp_path, "later", "a", is_trained=False)
    broken = run_of(tmp_path, "broken", "a", is_trained=False)
    other = run_of(tmp_path, "other", "a")
    gone = run_of(tmp_path, "gone", "a")
    good = run_of(tmp_path, "good", "a")
    measured = []

    def measure(run: StudyRun[Recipe]) -> None:
        if run.row.name == "other":
            raise TrainingError("it was made with other settings")
        if run.row.name == "gone":
            raise DataError("cannot read figures")
        measured.append(run.row.name)

    failed = {broken.settings.out: "the loss is no number"}
    missing = measure_trained([later, broken, other, gone, good], failed, measure)
    assert ["good"] == measured
    assert missing == {
        ("later", 1): "not trained yet",
        ("broken", 1): "the loss is no number",
        ("other", 1): "it was made with other settings",
        ("gone", 1): "cannot read figures",
    }


def test_that_faults_of_the_program_are_not_hidden(tmp_path: Path) -> None:
    def measure(_run: StudyRun[Recipe]) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        measure_trained([run_of(tmp_path, "plain", "a")], {}, measure)
