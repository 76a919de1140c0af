"""The readable side of study `distill`: report.md and its plots."""

from collections.abc import Sequence
from pathlib import Path

from photosearch.spec.model import ModelSpec
from trainer.errors import DataError
from trainer.evaluation.edits import EDITS
from trainer.evaluation.report import Row, bar_chart, curves, table, write_rows
from trainer.recipes.distill_export import STUDENT
from trainer.recipes.distill_study import ALL, Study

METRICS = (
    "map@all",
    "map@all_tie_aware",
    "map@100",
    "precision@10",
    "recall@1",
    "recall@10",
)
CODE_METRICS = ("bit_imbalance", "unique_share", "bit_correlation")
CURVES = (
    "teacher cosine",
    "teacher ITQ",
    "student embedding",
    "student code",
    "untrained code",
    "colour histogram",
    "pHash",
)


def write(folder: Path, study: Study, spec: ModelSpec, model: Path) -> None:
    """Write rows.csv, rows.json, report.md and the plots.

    The model file itself is named, not copied.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, study.rows)
        _draw(folder, study)
        text = _text(study.rows, spec, model)
        (folder / "report.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _draw(folder: Path, study: Study) -> None:
    names = list(dict.fromkeys(row.row for row in study.rows if row.data == ALL))
    bars = []
    for name in names:
        values = {
            row.metric: row.value
            for row in reversed(study.rows)
            if row.row == name and row.data == ALL
        }
        ends = (values["map@all_low"], values["map@all_high"])
        bars.append((name, values["map@all"], *ends))
    bar_chart(
        folder / "map.png",
        "Retrieval of held-out photos by class, 95 % intervals over queries",
        bars,
        "mAP@all",
    )
    lines = []
    for name in CURVES:
        curve = study.retrievals[name].curve
        lines.append((name, list(range(1, len(curve) + 1)), curve.tolist()))
    curves(
        folder / "precision.png",
        "Precision among the first photos found",
        lines,
        ("photos found", "share of the same class"),
    )


def _text(rows: Sequence[Row], spec: ModelSpec, model: Path) -> str:
    """Compose the report."""
    figures = {
        row.metric: row.value for row in rows if row.row == STUDENT and row.data == ALL
    }
    parts = sorted(
        {row.data for row in rows if row.data != ALL and not row.data.startswith("cop")}
    )
    copies = next(row.data for row in rows if row.data.startswith("copies"))
    share, low, high = (
        100 * figures[f"share_of_teacher_itq{end}"] for end in ("", "_low", "_high")
    )
    first = rows[0]
    sections = [
        f"# Study distill: {spec.name}\n",
        f"The student's {spec.code_bits}-bit code reaches **{share:.1f} %** of the "
        f"mAP of its teacher under ITQ with as many bits (95 % interval {low:.1f} to "
        f"{high:.1f} % over queries), on the same photos in the same run.\n",
        f"Model file: `{model.name}`, not repeated here. "
        f"Trained: {_facts(spec)}. Measured on {first.device}, code state "
        f"{first.commit}. Values of rows with several seeds are means; "
        "`rows.csv` has each.\n",
        "Every photo kept out of training is in the database; each that has a class "
        "looks for the others of its class, itself left out. mAP divides by all "
        "relevant photos (`map@all`) or by those among the first 100 (`map@100`). "
        "Ties are shuffled with a fixed seed; the tie-aware value is the mean over all "
        "orders. Rotations and projections are fitted on training photos only.\n",
        f"## All held-out photos\n\n{table(rows, METRICS, ALL)}",
        "![mAP](map.png)\n\n![precision](precision.png)\n",
        *(f"## {part}\n\n{table(rows, METRICS, part)}" for part in parts),
        f"## Use of the bits\n\n{table(rows, CODE_METRICS, ALL)}",
        f"## Near copies\n\nShare of changed photos whose original comes first "
        f"({copies} photos; by code ties count against it; re-ranked: the nearest by "
        f"code ordered by embedding).\n\n{_copies_table(rows, copies)}",
    ]
    return "\n".join(sections)


def _copies_table(rows: Sequence[Row], data: str) -> str:
    lines = [
        "| change | by code | re-ranked | re-ranked, among 10 |",
        "|---|---|---|---|",
    ]
    values = {(row.row, row.metric): row.value for row in rows if row.data == data}
    for name in EDITS:
        cells = (
            values[STUDENT, f"original_first_{name}"],
            values[f"{STUDENT}, re-ranked", f"original_first_{name}"],
            values[f"{STUDENT}, re-ranked", f"original_in_10_{name}"],
        )
        lines.append(f"| {name} | {' | '.join(f'{cell:.1%}' for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _facts(spec: ModelSpec) -> str:
    return ", ".join(
        f"{name} {value}" for name, value in spec.training.items() if name != "data"
    )
