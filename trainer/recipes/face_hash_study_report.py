"""The readable side of study `face_hash_study`: report.md, its tables and plots."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from trainer.data.face_attributes import ATTRIBUTES
from trainer.errors import DataError
from trainer.evaluation.length_plot import draw_lengths
from trainer.evaluation.report import curves, write_rows
from trainer.evaluation.spread import Spread, spread_of
from trainer.recipes.face_hash_study import Study, judged_row
from trainer.recipes.face_hash_study_measure import ERROR, RANK_1, SCORE, SEEN, UNSEEN
from trainer.recipes.face_hash_study_settings import Settings
from trainer.recipes.face_pairs import DATA as PAIRS
from trainer.recipes.study_runs import StudyRow

MOST_COMPARED_BITS = 48
"""Longest code of the published tables."""

TEACHER = "teacher (MobileFaceNet at 112 px)"
PAIR_METRICS = (
    "lfw_accuracy",
    "tar@far=0.001",
    "similarity_detection_rate",
    "false_detection_rate",
)


def write(folder: Path, study: Study, settings: Settings) -> None:
    """Write rows.csv, rows.json, report.md and plots.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        write_rows(folder, study.rows)
        groups = list(dict.fromkeys(run.row.group for run in study.runs))
        parts = [_opening(study, settings), _missing(study)]
        parts += [_group(folder, study, each, settings) for each in groups]
        parts += [_variants(study), _pairs(study, settings)]
        text = "\n".join(part for part in parts if part)
        (folder / "report.md").write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write results {folder}: {error.strerror}") from error


def spread(study: Study, row: str, metric: str, bits: int, data: str) -> Spread | None:
    """Return a figure of a row over its seeds, None where it was not measured."""
    values = list(_by_seed(study, row, metric, (bits,), data).values())
    return spread_of(values) if values else None


def gain(
    study: Study,
    row: str,
    reference: str,
    metric: str,
    bits: tuple[int, ...],
    data: str,
) -> Spread | None:
    """Return by how much a row is above another, seed by seed.

    Args:
        study: What was measured.
        row: Name of the row.
        reference: Name of the other one.
        metric: What is compared.
        bits: Lengths over which it is averaged.
        data: On which photos.
    """
    mine, theirs = (
        _by_seed(study, name, metric, bits, data) for name in (row, reference)
    )
    shared = sorted(mine.keys() & theirs.keys())
    return spread_of([mine[seed] - theirs[seed] for seed in shared]) if shared else None


def _by_seed(
    study: Study, row: str, metric: str, bits: tuple[int, ...], data: str
) -> dict[int, float]:
    """Return the mean over lengths for each seed."""
    found: dict[int, list[float]] = {}
    for each in study.rows:
        is_asked = (each.row, each.metric, each.data) == (row, metric, data)
        if is_asked and each.bits in bits:
            found.setdefault(each.seed, []).append(each.value)
    return {seed: float(np.mean(values)) for seed, values in found.items()}


def _opening(study: Study, settings: Settings) -> str:
    counts, options = study.counts, settings.train
    measured = (
        f"Measured on {study.rows[0].device}, code state {study.rows[0].commit}."
        if study.rows
        else "Nothing was measured yet."
    )
    teacher = "; ".join(
        f"{data}: {found.text()}"
        for data in (SEEN, UNSEEN)
        if (found := spread_of_teacher(study, data))
    )
    return f"""# Study face_hash_study

What each part of the face hashing method brings. One narrow network with a head for
each code learns from {counts.learned} photos of {counts.people} people of CelebA: from
pixels, {settings.net.input_px} px and {options.epochs:g} epochs, or, in rows that begin
with `frozen`, from what a frozen network (the teacher) says of a face, so that only
features and codes are learned, and compared where features are good. **People learned
from** are asked for with {counts.seen_queries} other photos of them; **people never
seen** are {counts.unseen_people} of the test part with {counts.unseen} photos, of which
{counts.unseen_queries} ask for the others. Scores are mAP over the whole ranking,
expected over all orders of equal distances. Cells give the mean over seeds ± its
standard deviation. These are short runs of a small network, made to compare parts with
each other; the model that ships is the one of study face_hash. A student of a teacher
inherits what the teacher saw: all rows but `without distillation` learn from
MobileFaceNet (its own mAP by cosine at 112 px: {teacher or "not measured"}). {measured}
"""


def spread_of_teacher(study: Study, data: str) -> Spread | None:
    """Return the teacher's own score."""
    return spread(study, TEACHER, SCORE, 0, data)


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


def _group(folder: Path, study: Study, group: str, settings: Settings) -> str:
    """Lay out a group; its first row is what the others are compared with."""
    rows = _rows_of(study, group)
    names = [row.name for row in rows]
    lengths = settings.net.bits
    stem = re.sub(r"[^a-z0-9]+", "-", group.lower())
    parts = [f"## {group[:1].upper()}{group[1:]}\n"]
    if rows[0].changes:
        changes = ", ".join(rows[0].changes)
        parts.append(f"All rows of this group: `{changes}`.\n")
    for data in (SEEN, UNSEEN):
        parts += [f"{SCORE}, {data}:\n", _table(study, names, SCORE, lengths, data)]
        drawn = [(name, _lengths(study, name, lengths, data)) for name in names]
        file = folder / f"{stem}-{'seen' if data == SEEN else 'unseen'}.png"
        if draw_lengths(file, drawn, "bits", f"{SCORE}, {data}"):
            parts.append(f"\n![mAP over bits]({file.name})\n")
    parts += [
        f"{RANK_1}, {UNSEEN}:\n",
        _table(study, names, RANK_1, lengths, UNSEEN),
        f"\nMean |1 - |h|| of the relaxed codes, {UNSEEN}:\n",
        _table(study, names, ERROR, lengths, UNSEEN),
        "\nEpochs to 95 % of the final mAP of the validation people, by "
        f"{settings.train.watched_bits} bits:\n",
        _outcomes(study, names),
        _compared(study, names, settings),
        _histories(folder / f"{stem}-epochs.png", study, names),
    ]
    return "\n".join(parts) + "\n"


def _table(
    study: Study, names: Sequence[str], metric: str, lengths: Sequence[int], data: str
) -> str:
    """Lay out rows by lengths; the real-valued features come last if they have it."""
    columns = [*lengths, 0]
    found = {
        name: [spread(study, name, metric, bits, data) for bits in columns]
        for name in names
    }
    if not any(each[-1] for each in found.values()):
        columns = columns[:-1]
    head = [f"{bits} bits" if bits else "features" for bits in columns]
    lines = [f"| | {' | '.join(head)} |", f"|---|{'---|' * len(head)}"]
    for name, cells in found.items():
        if any(cells):
            told = [cell.text() if cell else "" for cell in cells[: len(columns)]]
            lines.append(f"| {_cell(name)} | {' | '.join(told)} |")
    return _joined(lines)


def _cell(name: str) -> str:
    """Return a name such that it stays in one cell of a table."""
    return name.replace("|", "\\|")


def _outcomes(study: Study, names: Sequence[str]) -> str:
    metrics = ("epochs_to_95", "validation_map@all", "minutes")
    lines = [f"| | {' | '.join(metrics)} | seeds |", "|---|---|---|---|---|"]
    for name in names:
        found = [spread(study, name, metric, 0, SEEN) for metric in metrics]
        if found[0]:
            cells = [each.text() if each else "" for each in found]
            lines.append(f"| {_cell(name)} | {' | '.join(cells)} | {found[0].seeds} |")
    return _joined(lines)


def _compared(study: Study, names: Sequence[str], settings: Settings) -> str:
    """Say what each row gains over the first, seed by seed."""
    reference, *others = names
    bits = tuple(each for each in settings.net.bits if each <= MOST_COMPARED_BITS)
    lines = []
    for name in others:
        for data in (SEEN, UNSEEN):
            found = gain(study, name, reference, SCORE, bits, data)
            lines.append(f"- {name}, {data}: {_verdict(found)}")
    told = "/".join(map(str, bits))
    return f"""
Against `{reference}`, differences of mAP (mean of {told} bits) seed by seed:

{_joined(lines)}
"""


def _verdict(found: Spread | None) -> str:
    if found is None:
        return "not measured"
    if found.seeds < 2:
        return f"{found.mean:+.4f}, one seed: too few to tell"
    verdict = "no difference beyond the spread"
    if abs(found.mean) > found.deviation:
        verdict = "better" if found.mean > 0 else "worse"
    return f"{found.mean:+.4f} ± {found.deviation:.4f} ({found.seeds} seeds): {verdict}"


def _histories(file: Path, study: Study, names: Sequence[str]) -> str:
    """Draw how the first seed of each row learned."""
    lines: list[tuple[str, Sequence[float], Sequence[float]]] = []
    for name in names:
        run = next(run for run in study.runs if run.row.name == name)
        history = study.histories.get(run.settings.out)
        if history:
            epochs, found = zip(*history, strict=True)
            lines.append((name, epochs, found))
    if not lines:
        return ""
    curves(file, "Validation people, first seed", lines, ("epochs", SCORE))
    return f"![mAP over epochs]({file.name})\n"


def _variants(study: Study) -> str:
    """Say what became of the synthetic faces."""
    shares = [row for row in study.rows if row.metric == "kept_share"]
    if not shares:
        return ""
    lines = [f"- {row.row}: {row.value:.1%} kept" for row in shares]
    answers = [
        f"{name} {row.value:+.2f}"
        for name in ATTRIBUTES
        for row in study.rows
        if row.metric == f"response_{name}"
    ]
    told = f"Correlation of wanted and measured change: {', '.join(answers)}."
    return f"""## Synthetic faces

Kept where the teacher still sees the same person (cosine above .5), in training only:

{_joined(lines)}

{told if answers else ""} Pictures of them show people, and
so stay in the folder of the study (`{study.material.name}/gan_figures`).
"""


def _pairs(study: Study, settings: Settings) -> str:
    """Lay out LFW by length of code, for the first row."""
    row = judged_row(study.runs)
    if row is None:
        return ""
    name = row.name
    lines = [f"| | {' | '.join(PAIR_METRICS)} |", f"|---|{'---|' * len(PAIR_METRICS)}"]
    for bits in (0, *settings.net.bits):
        found = [spread(study, name, metric, bits, PAIRS) for metric in PAIR_METRICS]
        if any(found):
            cells = [each.text() if each else "" for each in found]
            told = f"{bits} bits" if bits else "features, cosine"
            lines.append(f"| {told} | {' | '.join(cells)} |")
    if len(lines) == 2:
        return ""
    return f"""## LFW pairs, {name}

Ten folds; nobody of LFW was learned from or chose anything. Detection rates are by the
threshold of the validation people of CelebA.

{_joined(lines)}
"""


def _lengths(
    study: Study, name: str, lengths: Sequence[int], data: str
) -> dict[int, Spread]:
    found = {bits: spread(study, name, SCORE, bits, data) for bits in lengths}
    return {bits: score for bits, score in found.items() if score}


def _rows_of(study: Study, group: str) -> list[StudyRow]:
    mine = [run for run in study.runs if run.row.group == group]
    return list(dict.fromkeys(run.row for run in mine))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines)
