"""Keep what a study measured: rows, JSON, a readable report with plots."""

import csv
import json
import platform
import re
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from trainer.errors import DataError

ROWS_FILE = "rows.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured value; the columns of `rows.csv`.

    Attributes:
        row: What was measured, a row of the study's table.
        metric: Name as in the field, `map@all`.
        bits: Length of the code, 0 for real-valued descriptors.
        seed: Seed of what is random in it.
        value: The measured value.
        data: On which photos.
        device: On which machine.
        seconds: What the measurement took.
        commit: State of the code.
    """

    row: str
    metric: str
    bits: int
    seed: int
    value: float
    data: str
    device: str
    seconds: float
    commit: str


def file_stem(title: str) -> str:
    """Turn a title into a name that every file system and every link takes."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def write_rows(folder: Path, rows: Sequence[Row]) -> None:
    """Write `rows.csv` and the same as `rows.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    records = [asdict(row) for row in rows]
    with (folder / ROWS_FILE).open("w", encoding="utf-8", newline="") as file:
        names = [each.name for each in fields(Row)]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {**record, "value": f"{record['value']:.6g}"} for record in records
        )
    text = json.dumps(records, indent=1)
    (folder / "rows.json").write_text(text + "\n", encoding="utf-8")


def read_rows(folder: Path) -> list[Row]:
    """Read `rows.csv` of a folder of results.

    Raises:
        DataError: There is none, or it has other columns.
    """
    file = folder / ROWS_FILE
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return [
                Row(
                    row=line["row"],
                    metric=line["metric"],
                    bits=int(line["bits"]),
                    seed=int(line["seed"]),
                    value=float(line["value"]),
                    data=line["data"],
                    device=line["device"],
                    seconds=float(line["seconds"]),
                    commit=line["commit"],
                )
                for line in csv.DictReader(lines)
            ]
    except OSError as error:
        raise DataError(f"cannot read results {file}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{file} has other columns than results have") from error


def table(rows: Sequence[Row], metrics: Sequence[str], data: str) -> str:
    """Lay out rows by metrics as a Markdown table, means over seeds."""
    names = list(dict.fromkeys(row.row for row in rows if row.data == data))
    lines = [
        f"| | bits | {' | '.join(metrics)} |",
        f"|---|---|{'---|' * len(metrics)}",
    ]
    for name in names:
        mine = [row for row in rows if row.row == name and row.data == data]
        cells = [_mean_text(mine, metric) for metric in metrics]
        if any(cells):
            lines.append(f"| {name} | {mine[0].bits or '-'} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def side_by_side(studies: Sequence[tuple[str, Sequence[Row]]]) -> str:
    """Lay out two or more results, one a column, as a Markdown table."""
    keys = dict.fromkeys(
        (row.data, row.row, row.metric) for _, rows in studies for row in rows
    )
    lines = [
        f"| data | row | metric | {' | '.join(name for name, _ in studies)} |",
        f"|---|---|---|{'---|' * len(studies)}",
    ]
    for data, name, metric in keys:
        cells = [
            _mean_text(
                [row for row in rows if (row.data, row.row) == (data, name)], metric
            )
            for _, rows in studies
        ]
        lines.append(f"| {data} | {name} | {metric} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def bar_chart(
    file: Path,
    title: str,
    bars: Sequence[tuple[str, float, float, float]],
    label: str,
) -> None:
    """Draw horizontal bars.

    Args:
        file: A PNG.
        title: Above the plot.
        bars: Name, value, lower and upper end of its interval.
        label: Of the axis.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.4 * len(bars) + 1.2), layout="constrained")
    axes = figure.add_subplot()
    names = [name for name, *_ in bars][::-1]
    values = [value for _, value, _, _ in bars][::-1]
    below = [value - low for _, value, low, _ in bars][::-1]
    above = [high - value for _, value, _, high in bars][::-1]
    axes.barh(names, values, xerr=(below, above), color="#4c78a8", capsize=3)
    axes.set_xlabel(label)
    axes.set_xlim(left=0)
    axes.set_title(title)
    figure.savefig(file, dpi=110, metadata={"Software": None})


def curves(
    file: Path,
    title: str,
    lines: Sequence[tuple[str, Sequence[float], Sequence[float]]],
    labels: tuple[str, str],
) -> None:
    """Draw named curves (name, x, y) into a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    for name, x, y in lines:
        axes.plot(x, y, label=name)
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    axes.set_title(title)
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    figure.savefig(file, dpi=110, metadata={"Software": None})


def current_commit() -> str:
    """Return the short hash of the code's commit, or `unknown` outside of git."""
    try:
        found = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()


def device_name() -> str:
    """Name the processor that measurements run on."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return models[0] if models else platform.processor() or platform.machine()


def _mean_text(rows: Sequence[Row], metric: str) -> str:
    values = [row.value for row in rows if row.metric == metric]
    return f"{sum(values) / len(values):.4g}" if values else ""
