"""Plots of study `cifar10_unsupervised`."""

import json
from collections.abc import Sequence
from pathlib import Path

from trainer.recipes.infogan_hash_study import Study
from trainer.recipes.study_runs import StudyRow

PROGRESS_FILE = "progress.jsonl"


def draw_courses(file: Path, study: Study, rows: Sequence[StudyRow]) -> bool:
    """Draw the validation score of the longest code over the steps of each run.

    Returns:
        Whether there was anything to draw.
    """
    lines = []
    for run in study.runs:
        metric = f"validation_map@1000_{run.settings.net.bits[-1]}"
        if run.row in rows:
            steps, values = _course(run.settings.out / PROGRESS_FILE, metric)
            if steps:
                lines.append((f"{run.row.name}, seed {run.seed}", steps, values))
    if not lines:
        return False
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot()
    colours: dict[str, str] = {}
    for name, steps, values in lines:
        row = name.rpartition(", seed ")[0]
        colour = colours.setdefault(row, f"C{len(colours)}")
        label = name if row == name else row
        is_first = label not in axes.get_legend_handles_labels()[1]
        axes.plot(steps, values, ".-", color=colour, label=label if is_first else None)
    axes.set_xlabel("steps")
    axes.set_ylabel("mAP@1000 of validation queries, longest code")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(file, dpi=110, metadata={"Software": None})
    return True


def _course(file: Path, metric: str) -> tuple[list[int], list[float]]:
    """Read the values of a metric; a run that was resumed says some steps twice."""
    if not file.is_file():
        return [], []
    found: dict[int, float] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if metric in record:
            found[record["step"]] = record[metric]
    steps = sorted(found)
    return steps, [found[step] for step in steps]
