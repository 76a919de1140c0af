"""The readable side of study `deep_retrieval`: report.md and its plots."""

from collections.abc import Sequence
from pathlib import Path

from photosearch.spec.model import ModelSpec
from trainer.errors import DataError
from trainer.evaluation.report import Row, bar_chart, table, write_rows
from trainer.recipes.deep_retrieval_study import (
    BEFORE,
    INSTANCES,
    REGIONS_BY_CODE,
    SAME_OBJECT,
    named,
)

SCORES = {
    INSTANCES: ("map@all", "first", "recall@10"),
    SAME_OBJECT: ("first_four", "map@all"),
}
TITLES = {
    "map@all": "mAP",
    "first": "first",
    "recall@10": "among 10",
    "first_four": "of the first four",
}


def write(folder: Path, rows: Sequence[Row], spec: ModelSpec) -> None:
    """Write rows.csv, rows.json, report.md and the plots.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, rows)
        for data, file in (
            (INSTANCES, "instances.png"),
            (SAME_OBJECT, "same_object.png"),
        ):
            _draw(folder / file, rows, data)
        (folder / "report.md").write_text(_text(rows, spec), encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _draw(file: Path, rows: Sequence[Row], data: str) -> None:
    metric = SCORES[data][0]
    names = dict.fromkeys((row.row, row.bits) for row in rows if row.data == data)
    bars = []
    for name, bits in names:
        value, low, high = _three(rows, name, bits, data, metric)
        label = f"{name}, {bits} bits" if bits else name
        bars.append((label, value, low, high))
    bar_chart(file, f"{data}, 95 % intervals over queries", bars, TITLES[metric])


def _text(rows: Sequence[Row], spec: ModelSpec) -> str:
    first = rows[0]
    ratio, low, high = _three(
        rows,
        named(spec.name, REGIONS_BY_CODE),
        spec.code_bits,
        INSTANCES,
        "first_over_whole",
    )
    return f"""# Study deep_retrieval: {spec.name}

Search by the regions of `{spec.name}` finds the picture of an object first
**{ratio:.1f} times** as often as the best search by whole pictures (95 % interval
{low:.1f} to {high:.1f} over queries). Measured on {first.device}, code state
{first.commit}, seed {max(row.seed for row in rows)}.

Made instances: pieces of photos that no recipe has seen, pasted on other unseen photos
in perspective, in other light, partly hidden, covering 10 to 30 % of the picture. A
query is the object cut out of one view; the database holds its other views and
pictures of other objects. `first` and `among 10` are means over the orders of equal
distances. Floats are compared by cosine, codes are signs after ITQ fitted on training
pictures; those of the model file are its own. Each cell: value (95 % interval).

## Made instances

{_table(rows, INSTANCES)}
![made instances](instances.png)

## Steps, floats: mAP over that of the row it builds on

Rows named `best region` compare a part with each region of a picture, as the program
does; the others compare one descriptor of a picture, the sum of its regions.

{_steps_table(rows)}
## same_object (125 objects, 4 photos each; 4 is best)

Every photo asks and is searched, so queries are not expanded here.

{_table(rows, SAME_OBJECT)}
![same_object](same_object.png)
{_landmarks(rows)}"""


def _table(rows: Sequence[Row], data: str) -> str:
    metrics = SCORES[data]
    lines = [
        f"| | bits | {' | '.join(TITLES[metric] for metric in metrics)} |",
        f"|---|---|{'---|' * len(metrics)}",
    ]
    for name, bits in dict.fromkeys(
        (row.row, row.bits) for row in rows if row.data == data
    ):
        cells = [
            "{:.3f} ({:.3f} to {:.3f})".format(*_three(rows, name, bits, data, metric))
            for metric in metrics
        ]
        lines.append(f"| {name} | {bits or '-'} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _landmarks(rows: Sequence[Row]) -> str:
    """Return a section for every landmark set that was measured."""
    sections = []
    for data in dict.fromkeys(row.data for row in rows if row.data not in SCORES):
        mine = [row for row in rows if row.data == data]
        metrics = [
            metric
            for metric in dict.fromkeys(row.metric for row in mine)
            if not metric.endswith(("_low", "_high"))
        ]
        sections.append(f"\n## {data}\n\n{table(mine, metrics, data)}")
    return "".join(sections)


def _steps_table(rows: Sequence[Row]) -> str:
    names = [row.row for row in rows if row.metric == BEFORE]
    lines = ["| step | times the row it builds on |", "|---|---|"]
    for name in names:
        value, low, high = _three(rows, name, 0, INSTANCES, BEFORE)
        lines.append(f"| {name} | {value:.3f} ({low:.3f} to {high:.3f}) |")
    return "\n".join(lines) + "\n"


def _three(
    rows: Sequence[Row], name: str, bits: int, data: str, metric: str
) -> tuple[float, float, float]:
    """Return a value and the ends of its interval."""
    values = {
        row.metric: row.value
        for row in rows
        if (row.row, row.bits, row.data) == (name, bits, data)
    }
    return values[metric], values[f"{metric}_low"], values[f"{metric}_high"]
