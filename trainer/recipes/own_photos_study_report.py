"""The readable side of study `own_photos`."""

from collections.abc import Sequence
from pathlib import Path

from photosearch.spec.retraining_report import Compared
from trainer.errors import DataError
from trainer.evaluation.report import Row, write_rows
from trainer.evaluation.rows import Measured, value_rows
from trainer.recipes.own_photos_study import GENERAL, GENERAL_SCORE, Outcome, Study

SHOWN = ("views_first", "views_map", "copies_first")


def write(folder: Path, study: Study) -> None:
    """Write rows.csv, rows.json and report.md.

    Raises:
        DataError: The folder cannot be written.
    """
    rows = [row for outcome in study.outcomes for row in _rows(outcome)]
    about = Measured("photo-2", 256, 0, GENERAL)
    rows += value_rows(about, {GENERAL_SCORE: study.general})
    try:
        write_rows(folder, rows)
        (folder / "report.md").write_text(_text(study, rows), encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _rows(outcome: Outcome) -> list[Row]:
    report = outcome.report
    about = Measured(
        f"{outcome.folder}: {outcome.variant}",
        report.bits,
        report.seed,
        f"{report.held_out} photos kept back",
        60 * report.minutes,
    )
    values: dict[str, float] = {}
    for each in report.measures:
        values |= {
            f"{each.measure}_before": each.before,
            each.measure: each.after,
            f"{each.measure}_change_low": each.low,
            f"{each.measure}_change_high": each.high,
        }
    rows = value_rows(about, values)
    if outcome.general is not None:
        general = Measured(about.row, about.bits, about.seed, GENERAL, about.seconds)
        rows += value_rows(general, {GENERAL_SCORE: outcome.general})
    return rows


def _text(study: Study, rows: Sequence[Row]) -> str:
    lines = [_line(outcome) for outcome in study.outcomes]
    first = study.outcomes[0].report
    about = ("folder", "variant", "seed", "photos", "minutes")
    columns = (*about, *SHOWN, "ten neighbours stay", GENERAL)
    return f"""# Study own_photos

Retraining {first.started_from} on the photos of one folder, without labels. A query is
a strongly edited view of a photo that was kept back; it finds the photo first, by code,
among all photos of the folder. Cells: before, after, difference with its 95 % interval
over queries. Measured on {rows[0].device}, {first.date}, code state {rows[0].commit}.

| {" | ".join(columns)} |
|{"---|" * len(columns)}
{chr(10).join(lines)}

`copies_first` asks by light edits and copies; `{GENERAL}` is the mAP of the code over
all ranks on photos that {first.started_from} did not learn from, which was
{study.general:.4f} before.
"""


def _line(outcome: Outcome) -> str:
    report = outcome.report
    measures = {each.measure: each for each in report.measures}
    cells = [
        outcome.folder,
        outcome.variant,
        str(report.seed),
        str(report.photos),
        f"{report.minutes:.1f}",
        *(_cell(measures[name]) for name in SHOWN),
        f"{measures['agreement'].after:.1%}",
        "-" if outcome.general is None else f"{outcome.general:.4f}",
    ]
    return f"| {' | '.join(cells)} |"


def _cell(compared: Compared) -> str:
    change = 100 * (compared.after - compared.before)
    low, high = 100 * compared.low, 100 * compared.high
    return (
        f"{compared.before:.1%}, {compared.after:.1%}, "
        f"{change:+.1f} ({low:+.1f} to {high:+.1f})"
    )
