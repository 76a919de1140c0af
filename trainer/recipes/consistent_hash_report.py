"""The readable side of study `consistent_hash`: report.md and its plots."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from trainer.errors import DataError
from trainer.evaluation.length_plot import draw_lengths
from trainer.evaluation.metrics import Floats
from trainer.evaluation.protocols import bootstrap
from trainer.evaluation.report import file_stem, write_rows
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.consistent_hash_settings import DataSet, Settings
from trainer.recipes.consistent_hash_study import Study
from trainer.recipes.study_runs import StudyRow, StudyRun

SINGLE = ("map@all", "map@all_tied")
"""Figures of pictures with one label each."""

GRADED = ("ndcg@100_tied", "acg@100_tied", "wap_tied", "map@all_tied")
DETAILS = ("imbalance", "unique_share", "correlation", "quantisation")
TIMES = ("hamming_s", "float_s", "times_faster", "table_s", "product_s")
TIME_NAMES = {
    "hamming_s": "codes (ms)",
    "float_s": "features (ms)",
    "times_faster": "times faster",
    "table_s": "codes, numpy (ms)",
    "product_s": "features, numpy (ms)",
}


def write(folder: Path, study: Study, settings: Settings) -> None:
    """Write rows.csv, rows.json, report.md and plots.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, study.rows)
        text = "\n".join(part for part in _sections(folder, study, settings) if part)
        (folder / "report.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def _sections(folder: Path, study: Study, settings: Settings) -> list[str]:
    groups = list(dict.fromkeys(run.row.group for run in study.runs))
    return [
        _opening(study, settings),
        _missing(study),
        *(_group(folder, study, each) for each in groups),
        _details(study),
        _times(study),
    ]


def _opening(study: Study, settings: Settings) -> str:
    measured = (
        f" Measured on {study.rows[0].device}, code state {study.rows[0].commit}."
        if study.rows
        else ""
    )
    return f"""# Study consistent_hash

Codes learned from labels. All lengths of a run are heads on one trunk, trained side by
side. A share of {settings.data.validation:g} of the pictures that teach was kept out of
every run to watch it: of P2 and P3 so many fewer are learned than the protocol allows.
Nothing was chosen on the queries: each run ends after its epochs. Cells give the mean
over seeds ± its standard deviation where there are several. The database is
shuffled with a fixed seed and sorted stably; `_tied` figures are expected over all
orders of equal distances. WAP and ACG count labels shared, NDCG 2 to their number
less 1.{measured}
"""


def _missing(study: Study) -> str:
    if not study.missing:
        return ""
    count = len({run.settings.out for run in study.runs})
    lines = [
        f"- {name}, seed {seed}: {reason}"
        for (name, seed), reason in study.missing.items()
    ]
    return f"""## Missing

{len(lines)} of {count} runs are not in this report; the same command trains them.

{_joined(lines)}
"""


def _group(folder: Path, study: Study, group: str) -> str:
    """Lay out the rows of a group and compare them with its first one."""
    runs = [run for run in study.runs if run.row.group == group]
    rows = list(dict.fromkeys(run.row for run in runs))
    lengths = sorted({bits for run in runs for bits in run.settings.net.bits})
    metrics = SINGLE if _is_single(runs[0].settings) else GRADED
    tables = [_table(study, rows, lengths, metric) for metric in metrics]
    if not any(tables):
        return ""
    name = file_stem(group)
    shown = metrics[0]
    curves = [(row.name, _by_length(study, row.name, lengths, shown)) for row in rows]
    plot = f"{name}.png"
    is_drawn = draw_lengths(folder / plot, curves, "bits", shown)
    return f"""## {group}

{_joined(tables)}
{f"![{shown} over bits]({plot})" if is_drawn else ""}

{_comparison(study, rows, lengths[-1], metrics)}{_cost(study, rows)}
"""


def _table(
    study: Study, rows: Sequence[StudyRow], lengths: Sequence[int], metric: str
) -> str:
    lines = []
    for row in rows:
        found = _by_length(study, row.name, lengths, metric)
        floats = _spread(study, row.name, 0, metric.removesuffix("_tied"))
        if found and floats:
            cells = [found[b].text() if b in found else "" for b in lengths]
            lines.append(f"| {row.name} | {' | '.join(cells)} | {floats.text()} |")
    if not lines:
        return ""
    heads = " | ".join(f"{bits} bits" for bits in lengths)
    return f"""| {metric} | {heads} | features, cosine |
|---|{"---|" * (len(lengths) + 1)}
{_joined(lines)}
"""


def _comparison(
    study: Study, rows: Sequence[StudyRow], bits: int, metrics: Sequence[str]
) -> str:
    """Say what each row gains over the first one by the longest code."""
    reference, *others = rows
    said = [
        _say(study, row, reference, bits, metric)
        for row in others
        for metric in metrics
        if metric.endswith("_tied")
    ]
    if not any(said):
        return ""
    return f"""Against `{reference.name}` at {bits} bits; intervals of 95 % over
queries, spread over the seeds:

{_joined(said)}

"""


def _say(
    study: Study, row: StudyRow, reference: StudyRow, bits: int, metric: str
) -> str:
    mine, theirs = (
        _queries(study, each.name, bits, metric) for each in (row, reference)
    )
    if not mine or not theirs:
        return ""
    difference = np.mean(mine, axis=0) - np.mean(theirs, axis=0)
    low, high = bootstrap(difference, seed=0)
    spreads = [spread_of([float(e.mean()) for e in runs]) for runs in (mine, theirs)]
    deviation = math.hypot(*(each.deviation for each in spreads))
    gain = float(difference.mean())
    seeds = min(each.seeds for each in spreads)
    values = f"- {row.name}, {metric}: {gain:+.3f} ({low:+.3f} to {high:+.3f}; "
    if seeds == 1:
        return f"{values}too few seeds to tell)"
    is_clear = not low <= 0 <= high and abs(gain) > deviation
    verdict = "better" if gain > 0 else "worse"
    said = verdict if is_clear else "no difference beyond chance"
    return f"{values}seeds ± {deviation:.3f}): {said}"


def _cost(study: Study, rows: Sequence[StudyRow]) -> str:
    lines = []
    for row in rows:
        minutes = _spread(study, row.name, 0, "minutes")
        if minutes:
            made = {each.seed for each in study.rows if each.row == row.name}
            seeds = ", ".join(map(str, sorted(made)))
            lines.append(f"- {row.name}: {minutes.mean:.1f} minutes, seeds {seeds}")
    return f"Training of a run, on as many threads as it says:\n\n{_joined(lines)}\n"


def _details(study: Study) -> str:
    """Lay out how each row uses the bits of its longest code, and what signs cost."""
    lines = []
    for run in _first_runs(study):
        bits, name = run.settings.net.bits[-1], run.row.name
        found = [_spread(study, name, bits, each) for each in DETAILS]
        binary = _spread(study, name, bits, "map@all")
        floats = _spread(study, name, bits, "map@all_unbinarised")
        if binary and floats:
            cells = [f"{each.mean:.4g}" for each in found if each]
            both = f"{binary.mean:.3f} / {floats.mean:.3f}"
            lines.append(f"| {name} | {bits} | {' | '.join(cells)} | {both} |")
    if not lines:
        return ""
    return f"""## How the bits are used

| | bits | {" | ".join(DETAILS)} | map@all of signs / of logits |
|---|---|{"---|" * (len(DETAILS) + 1)}
{_joined(lines)}
"""


def _times(study: Study) -> str:
    """Lay out the time of a query for the first row of each data set."""
    lines, seen = [], set()
    for run in _first_runs(study):
        if run.settings.data in seen:
            continue
        for bits in run.settings.net.bits:
            found = {e: _spread(study, run.row.name, bits, e) for e in TIMES}
            cells = [_time_cell(name, each) for name, each in found.items() if each]
            if cells:
                seen.add(run.settings.data)
                lines.append(f"| {run.row.name} | {bits} | {' | '.join(cells)} |")
    if not lines:
        return ""
    return f"""## Time of a query

Median of one query after the other for the nearest 100, one thread, all in one run over
the same database; exact search, by inner product of the features. Unnamed columns are
faiss, flat indexes both.

| | bits | {" | ".join(TIME_NAMES[each] for each in TIMES)} |
|---|---|{"---|" * len(TIMES)}
{_joined(lines)}
"""


def _time_cell(name: str, value: Spread) -> str:
    return f"{value.mean:.0f}" if name == "times_faster" else f"{1e3 * value.mean:.3f}"


def _first_runs(study: Study) -> list[StudyRun[Settings]]:
    """Return one run of each row."""
    first: dict[str, StudyRun[Settings]] = {}
    for run in study.runs:
        first.setdefault(run.row.name, run)
    return list(first.values())


def _is_single(settings: Settings) -> bool:
    return settings.data.set in (DataSet.P2, DataSet.P3)


def _spread(study: Study, name: str, bits: int, metric: str) -> Spread | None:
    values = [
        row.value
        for row in study.rows
        if (row.row, row.bits, row.metric) == (name, bits, metric)
    ]
    return spread_of(values) if values else None


def _by_length(
    study: Study, name: str, lengths: Sequence[int], metric: str
) -> dict[int, Spread]:
    found = {bits: _spread(study, name, bits, metric) for bits in lengths}
    return {bits: each for bits, each in found.items() if each}


def _queries(study: Study, name: str, bits: int, metric: str) -> list[Floats]:
    """List the values of each query (q,), run after run."""
    folders = dict.fromkeys(
        run.settings.out for run in study.runs if run.row.name == name
    )
    keys = [(folder, bits, metric) for folder in folders]
    return [study.queries[key] for key in keys if key in study.queries]


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)
