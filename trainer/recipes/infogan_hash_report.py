"""The readable side of study `cifar10_unsupervised`: report.md and its plots."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import DataError
from trainer.evaluation.fitted_codes import ITQ, LSH, PCA_SIGNS, SPECTRAL
from trainer.evaluation.length_plot import draw_lengths
from trainer.evaluation.report import write_rows
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.infogan_hash import SAMPLES_FILE
from trainer.recipes.infogan_hash_plots import draw_courses
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.infogan_hash_spread import (
    Change,
    change_of,
    score_of,
    values_of,
)
from trainer.recipes.infogan_hash_study import (
    COSINE,
    MAIN,
    PIXELS,
    SCORE,
    UNTRAINED,
    Run,
    Study,
)
from trainer.recipes.study_runs import StudyRow

COURSES_PLOT = "courses.png"
LENGTHS_PLOT = "lengths.png"
METHODS = (LSH, PCA_SIGNS, SPECTRAL, ITQ)

DETAILS = (
    "map@1000_tied",
    "map@1000_possible",
    "precision@1000",
    "map@all",
    "map@all_tied",
    "unique_share",
    "largest_bucket",
    "imbalance",
    "entropy",
    "correlation",
    "quantisation",
)


def write(folder: Path, study: Study, settings: Settings) -> None:
    """Write rows.csv, rows.json, report.md, plots and a grid of generated pictures.

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
        _opening(study),
        _missing(study),
        _main(folder, study, settings),
        *(_group(folder, study, each) for each in groups if each != MAIN),
        _details(study),
        _samples(folder, study),
    ]


def _group(folder: Path, study: Study, group: str) -> str:
    """Write the section of a group.

    Rows with one code each, not all of one length, are a curve over lengths; in all
    other groups the first row is what the others are compared with.
    """
    codes = {run.settings.net.bits for run in _runs_of(study, group)}
    if len(codes) > 1 and all(len(each) == 1 for each in codes):
        return _lengths(folder, study, group)
    return _comparison(study, group)


def _opening(study: Study) -> str:
    first = study.rows[0]
    return f"""# Study cifar10_unsupervised

{first.data}, labels used for measuring only. Protocol P1: the 10,000 test pictures ask,
the 50,000 training pictures are searched, score = mAP over the first 1,000, AP divided
by what is relevant among these. Every choice was made on pictures split off from the
training part. Cells give the mean over seeds ± its standard deviation where there are
several. The database is shuffled with a fixed seed and sorted stably; `_tied` figures
are expected over all orders of equal distances. Measured on {first.device}, code state
{first.commit}.
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


def _main(folder: Path, study: Study, settings: Settings) -> str:
    lengths = settings.net.bits
    lines = [_score_line(study, f"{PIXELS}, {each}", lengths) for each in METHODS]
    lines += [_score_line(study, f"{UNTRAINED}, {each}", lengths) for each in METHODS]
    rows = _rows_of(study, MAIN)
    for row in rows:
        lines.append(_score_line(study, row.name, lengths, strong=True))
        controls = [f"{row.name}, {each}" for each in METHODS]
        lines += [_score_line(study, each, lengths) for each in controls]
    floats = [PIXELS, UNTRAINED, *(row.name for row in rows)]
    cosines = []
    for name in floats:
        score = score_of(study, f"{name}, {COSINE}", 0)
        if score:
            cosines.append(f"| {name} | {score.text()} |")
    plot = draw_courses(folder / COURSES_PLOT, study, rows)
    return f"""## Codes

Bold rows are learned codes; a row `NAME, METHOD` is a classical code of the pixels or
of the features of that network, `{UNTRAINED}` one of random weights.

{_head(lengths)}
{_joined(lines)}

Real-valued features by cosine, {SCORE}:

| | {COSINE} |
|---|---|
{_joined(cosines)}

{_cost(study, rows)}
{f"![validation over the run]({COURSES_PLOT})" if plot else ""}
"""


def _cost(study: Study, rows: Sequence[StudyRow]) -> str:
    lines = []
    for row in rows:
        minutes = values_of(study, row.name, 0, "minutes")
        steps = values_of(study, row.name, 0, "steps")
        if minutes:
            spent = spread_of(minutes)
            measured = [s for s in row.seeds if (row.name, s) not in study.missing]
            lines.append(
                f"- {row.name}: {spent.mean:.0f} minutes a run, "
                f"{spread_of(steps).mean:.0f} steps, seeds "
                f"{', '.join(map(str, measured))}"
            )
    return "\n".join(lines) + "\n" if lines else ""


def _comparison(study: Study, group: str) -> str:
    """Compare the rows of a group with its first one."""
    rows = _rows_of(study, group)
    lengths = sorted(
        {b for run in _runs_of(study, group) for b in run.settings.net.bits}
    )
    reference, *others = rows
    lines = [
        _score_line(study, row.name, lengths, _stability(study, row.name))
        for row in rows
    ]
    said = [
        _say(row.name, change_of(study, row, reference, lengths[-1]), lengths[-1])
        for row in others
    ]
    against = f"""
Against `{reference.name}`; intervals of 95 % over queries, spread over the seeds:

{_joined(said)}
"""
    return f"""## {_title(group)}

{_head(lengths, ("collapsed", "restarts"))}
{_joined(lines)}
{against if others else ""}"""


def _lengths(folder: Path, study: Study, group: str) -> str:
    """Lay out one code a run over its length, with what keeps the run stable or not."""
    runs = {run.row.name: run.settings for run in _runs_of(study, group)}
    lengths = sorted({each.net.bits[0] for each in runs.values()})
    scores, stability = [], []
    curves: list[tuple[str, dict[int, Spread]]] = []
    for variant in dict.fromkeys(_variant(each) for each in runs.values()):
        names = {
            each.net.bits[0]: name
            for name, each in runs.items()
            if _variant(each) == variant
        }
        found = {bits: score_of(study, name, bits) for bits, name in names.items()}
        known = {bits: score for bits, score in found.items() if score}
        cells = [known[bits].text() if bits in known else "" for bits in lengths]
        scores.append(f"| {variant} | {' | '.join(cells)} |")
        held = [_collapses(study, names[b]) if b in names else "" for b in lengths]
        stability.append(f"| {variant} | {' | '.join(held)} |")
        curves.append((variant, known))
    plot = draw_lengths(
        folder / LENGTHS_PLOT, curves, "bits of the information vector", SCORE
    )
    return f"""## {_title(group)}

One code a run, as long as the information vector.

{_head(lengths)}
{_joined(scores)}

Runs that collapsed of all runs (and restarts a run):

| | {" | ".join(f"{bits} bits" for bits in lengths)} |
|---|{"---|" * len(lengths)}
{_joined(stability)}

{f"![scores over lengths]({LENGTHS_PLOT})" if plot else ""}
"""


def _details(study: Study) -> str:
    """Lay out all other figures of the main codes."""
    lines = []
    for row in _rows_of(study, MAIN):
        for bits in _bits_of(study, row):
            found = [values_of(study, row.name, bits, each) for each in DETAILS]
            if all(found):
                cells = [f"{spread_of(each).mean:.4g}" for each in found]
                lines.append(f"| {row.name} | {bits} | {' | '.join(cells)} |")
    if not lines:
        return ""
    return f"""## Other figures of the learned codes

| | bits | {" | ".join(DETAILS)} |
|---|---|{"---|" * len(DETAILS)}
{_joined(lines)}

`map@1000_possible` divides AP by what could be found; `unique_share` is different
codes / pictures, `largest_bucket` the pictures of the most frequent code, `imbalance`
the mean |mean of ±1| of a bit, `entropy` the mean of a bit in bits, `correlation` the
mean |correlation| of two bits, `quantisation` 1 - cosine of logits and signs.
"""


def _samples(folder: Path, study: Study) -> str:
    """Copy what the first generator among the runs makes."""
    for run in study.runs:
        grid = run.settings.out / SAMPLES_FILE
        if run.is_trained and grid.is_file():
            shutil.copyfile(grid, folder / SAMPLES_FILE)
            return f"""## Generated pictures

Of `{run.row.name}`, seed {run.seed}.

![generated pictures]({SAMPLES_FILE})
"""
    return ""


def _runs_of(study: Study, group: str) -> list[Run]:
    return [run for run in study.runs if run.row.group == group]


def _rows_of(study: Study, group: str) -> list[StudyRow]:
    return list(dict.fromkeys(run.row for run in _runs_of(study, group)))


def _bits_of(study: Study, row: StudyRow) -> tuple[int, ...]:
    return next(run.settings.net.bits for run in study.runs if run.row == row)


def _title(group: str) -> str:
    return group[:1].upper() + group[1:]


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line)


def _head(lengths: Sequence[int], more: Sequence[str] = ()) -> str:
    names = [*(f"{bits} bits" for bits in lengths), *more]
    return f"| {SCORE} | {' | '.join(names)} |\n|---|{'---|' * len(names)}"


def _score_line(
    study: Study,
    name: str,
    lengths: Sequence[int],
    more: Sequence[str] = (),
    *,
    strong: bool = False,
) -> str:
    """Lay out the scores of a row, nothing where it was not measured at all."""
    scores = [score_of(study, name, bits) for bits in lengths]
    if not any(scores):
        return ""
    cells = [score.text() if score else "" for score in scores]
    if strong:
        name, cells = f"**{name}**", [f"**{each}**" for each in cells]
    return f"| {name} | {' | '.join((*cells, *more))} |"


def _stability(study: Study, name: str) -> tuple[str, str]:
    """Say how many runs of a row collapsed, and how often one started again."""
    collapsed = values_of(study, name, 0, "collapsed")
    if not collapsed:
        return "", ""
    restarts = spread_of(values_of(study, name, 0, "restarts"))
    return f"{sum(collapsed):.0f} of {len(collapsed)}", f"{restarts.mean:.1f}"


def _collapses(study: Study, name: str) -> str:
    collapsed, restarts = _stability(study, name)
    return f"{collapsed} ({restarts})" if collapsed else ""


def _variant(settings: Settings) -> str:
    """Name a run of the lengths by what keeps it stable."""
    if not settings.gan.enabled:
        return "without GAN terms"
    parts = {
        "adjustment vector": settings.gan.adjustment,
        "adaptive information loss": settings.gan.adaptive,
    }
    used = [name for name, is_on in parts.items() if is_on]
    return " and ".join(used) or "neither"


def _say(name: str, change: Change | None, bits: int) -> str:
    """Say in a sentence what a row lost or gained."""
    if change is None:
        return f"- {name}: not measured"
    spread = f"seeds ± {change.deviation:.3f}" if change.seeds > 1 else "a single seed"
    figures = (
        f"{change.gain:+.3f} at {bits} bits "
        f"({change.low:+.3f} to {change.high:+.3f}; {spread})"
    )
    if not change.is_clear:
        return f"- {name}: {figures}: no difference beyond chance"
    return f"- {name}: {figures}: {'better' if change.gain > 0 else 'worse'}"
