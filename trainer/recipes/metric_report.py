"""The readable side of study `metric`: report.md and its plots."""

import math
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import DataError
from trainer.evaluation.report import file_stem, write_rows
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.metric_plots import draw_scores, draw_strengths
from trainer.recipes.metric_settings import Settings
from trainer.recipes.metric_study import Run, Study
from trainer.recipes.study_runs import StudyRow

SCORE = "recall@1"
ATTACKED = "recall@1_pgd_4"
UNCHANGED = "recall@1_unchanged"
RETRIEVAL = ("recall@1", "recall@2", "recall@4", "recall@8", "map@r", "r_precision")


def write(folder: Path, study: Study, settings: Settings) -> None:
    """Write rows.csv, rows.json, report.md and plots.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, study.rows)
        groups = list(dict.fromkeys(run.row.group for run in study.runs))
        parts = [_opening(study, settings), _missing(study)]
        parts += [_group(folder, study, each) for each in groups]
        text = "\n".join(part for part in parts if part)
        (folder / "report.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _opening(study: Study, settings: Settings) -> str:
    best = (
        f"The best part is that of `{study.best.name}`: of one run of each candidate, "
        "it does best on the validation classes."
        if study.best
        else ""
    )
    start = settings.net.start or "nothing"
    measured = (
        f"Measured on {study.rows[0].device}, code state {study.rows[0].commit}."
        if study.rows
        else "Nothing was measured yet."
    )
    return f"""# Study metric

No class is learned and measured: the first half of the classes is for learning, its
last {settings.data.validation_classes} of them for all choices, the second half for
these figures. Every test photo searches all others by the cosine of real-valued
embeddings, {settings.net.input_px} pixels a side. All rows have equal epochs; they
start from {start}. If that is a model that comes with the program, it learned what a
public network says of the photos of many sets, those of the test classes here among
them, without any label. Cells give the mean over seeds ± its standard deviation.

Attacks (FGSM one step, PGD {settings.robustness.steps}) know network and gallery, and
move {settings.robustness.queries} queries away from their nearest partner and towards
their nearest stranger; strengths are largest changes of a value, of 255. `shift` is how
far (unit length) the embedding of a changed query moves. {best} {measured}
"""


def _missing(study: Study) -> str:
    if not study.missing:
        return ""
    lines = [
        f"- {name}, seed {seed}: {reason}"
        for (name, seed), reason in study.missing.items()
    ]
    return f"""## Missing

{len(lines)} runs are not in this report; the same command trains them.

{_joined(lines)}
"""


def _group(folder: Path, study: Study, group: str) -> str:
    """Lay out a group; its first row is what the others are compared with."""
    rows = _rows_of(study, group)
    reference, *others = rows
    name = file_stem(group)
    has_scores = draw_scores(folder / f"{name}.png", _scores(study, rows), "Recall@1")
    curves = [(row.name, _strengths(study, row)) for row in rows]
    has_curves = draw_strengths(folder / f"{name}-pgd.png", curves)
    said = [_compare(study, row, reference) for row in others]
    changes = [
        metric
        for metric in _metrics(study, rows)
        if metric.startswith("recall@1_") and not metric.endswith(("_low", "_high"))
    ]
    shifts = [m for m in _metrics(study, rows) if m.startswith("shift_")]
    return f"""## {group[:1].upper() + group[1:]}

{_table(study, rows, (*RETRIEVAL, "validation_recall@1", "minutes"))}

Changed queries, {SCORE}:

{_table(study, rows, changes, "recall@1_")}

How far embeddings move:

{_table(study, rows, shifts, "shift_")}

{f"Against `{reference.name}`, spread over the seeds:" if others else ""}

{_joined(said)}

{f"![recall]({name}.png)" if has_scores else ""}
{f"![recall under attack]({name}-pgd.png)" if has_curves else ""}
"""


def _table(
    study: Study, rows: Sequence[StudyRow], metrics: Sequence[str], prefix: str = ""
) -> str:
    head = [metric.removeprefix(prefix) for metric in metrics]
    lines = [f"| | {' | '.join(head)} |", f"|---|{'---|' * len(head)}"]
    for row in rows:
        found = [spread(study, row, metric) for metric in metrics]
        if any(found):
            cells = [each.text() if each else "" for each in found]
            lines.append(f"| {row.name} | {' | '.join(cells)} |")
    return _joined(lines)


def _compare(study: Study, row: StudyRow, reference: StudyRow) -> str:
    """Say what a row gains, and what it holds under attack."""
    gain = _gain(study, row, reference, SCORE)
    if gain is None:
        return f"- {row.name}: not measured"
    difference, deviation, seeds = gain
    verdict = "no difference beyond the spread"
    if seeds < 2:
        verdict = "too few seeds to tell"
    elif abs(difference) > deviation:
        verdict = "better" if difference > 0 else "worse"
    said = f"- {row.name}: {difference:+.3f} ± {deviation:.3f} {SCORE}: {verdict}"
    mine, theirs = (spread(study, each, ATTACKED) for each in (row, reference))
    if mine is None or theirs is None:
        return said
    attacked = f"{said}; under PGD 4/255 {mine.mean:.3f} against {theirs.mean:.3f}"
    # Nothing times anything is nothing.
    return (
        f"{attacked}, {mine.mean / theirs.mean:.2f} times" if theirs.mean else attacked
    )


def _gain(
    study: Study, row: StudyRow, reference: StudyRow, metric: str
) -> tuple[float, float, int] | None:
    """Return the difference of the means, its standard deviation, and the seeds."""
    mine, theirs = (spread(study, each, metric) for each in (row, reference))
    if mine is None or theirs is None:
        return None
    deviation = math.hypot(mine.deviation, theirs.deviation)
    return mine.mean - theirs.mean, deviation, min(mine.seeds, theirs.seeds)


def spread(study: Study, row: StudyRow, metric: str) -> Spread | None:
    """Return a figure of a row over its seeds, None where it was not measured."""
    data = {run.settings.data.name for run in study.runs if run.row == row}
    values = [
        each.value
        for each in study.rows
        if (each.row, each.metric) == (row.name, metric) and each.data in data
    ]
    return spread_of(values) if values else None


def _scores(study: Study, rows: Sequence[StudyRow]) -> list[tuple[str, Spread]]:
    found = [(row.name, spread(study, row, SCORE)) for row in rows]
    return [(name, score) for name, score in found if score]


def _strengths(study: Study, row: StudyRow) -> dict[int, Spread]:
    """Return Recall@1 by the strength of PGD."""
    start = "recall@1_pgd_"
    names = [metric for metric in _metrics(study, [row]) if metric.startswith(start)]
    by_strength = {int(name.removeprefix(start)): name for name in names}
    if by_strength:
        by_strength[0] = UNCHANGED
    found = {each: spread(study, row, name) for each, name in by_strength.items()}
    return {strength: score for strength, score in found.items() if score}


def _metrics(study: Study, rows: Sequence[StudyRow]) -> list[str]:
    names = {row.name for row in rows}
    return list(dict.fromkeys(each.metric for each in study.rows if each.row in names))


def _rows_of(study: Study, group: str) -> list[StudyRow]:
    mine: list[Run] = [run for run in study.runs if run.row.group == group]
    return list(dict.fromkeys(run.row for run in mine))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines)
