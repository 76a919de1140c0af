"""The report of recipe `my_labels`: before and after, on photos kept back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.protocols import bootstrap
from trainer.evaluation.report import Row, device_name, write_rows
from trainer.evaluation.rows import Measured, interval_rows
from trainer.recipes.my_labels_data import LabelledPhotos
from trainer.recipes.my_labels_measure import MAP, PRECISION, Found, by_label
from trainer.recipes.my_labels_settings import Settings

REPORT_FILE = "report.md"
WORDS = {
    MAP: "mAP of what shares a label",
    PRECISION: "of the first ten, those that share a label",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the photos kept back find by both models.

    Attributes:
        among: What is searched, in words.
        before: By the old one.
        after: By the new one, the same photos.
    """

    among: str
    before: Found
    after: Found


def write(
    settings: Settings,
    photos: LabelledPhotos,
    comparisons: Sequence[Comparison],
    share: float,
    started_from: str,
) -> Path:
    """Write report.md, rows.csv and rows.json; return the first.

    Raises:
        DataError: The folder cannot be written to.
    """
    file = settings.out / REPORT_FILE
    text = _in_words(settings, photos, comparisons, share, started_from)
    try:
        write_rows(settings.out, _rows(settings, comparisons))
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write {file}: {error.strerror}") from error
    return file


def _rows(settings: Settings, comparisons: Sequence[Comparison]) -> list[Row]:
    rows = []
    for each in comparisons:
        for name, found in (("before", each.before), ("after", each.after)):
            about = Measured(name, 0, settings.seed, each.among)
            rows += interval_rows(about, found.figures)
    return rows


def _in_words(
    settings: Settings,
    photos: LabelledPhotos,
    comparisons: Sequence[Comparison],
    share: float,
    started_from: str,
) -> str:
    counts = {part: len(photos.rows(part)) for part in Part}
    lines = [
        f"# {settings.export.name}: trained on your labels",
        "",
        f"**{_advice(comparisons[0])}.**",
        "",
        f"Started from {started_from}; {counts[Part.TRAINING]} photos of "
        f"{len(photos.sets.names)} labels taught it, {counts[Part.HELD_OUT]} were kept "
        f"back and measured it, {counts[Part.VALIDATION]} chose how much of the new "
        f"weights is kept: {share:g}. Seed {settings.seed}, {device_name()}. "
        f"{len(photos.failed)} files could not be used.",
        "",
        "| searched | measure | queries | before | after | difference (95 %) |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_line(comparisons[0], name, settings.seed) for name in WORDS]
    # So few photos may share a label that ten of them cannot be found; where no two of
    # those kept back share one, there is no second comparison.
    lines += [_line(each, MAP, settings.seed) for each in comparisons[1:]]
    lines += [
        "",
        "A photo that asks is compared by code; it does not find itself. Bursts and "
        "copies were never divided between learning and measuring.",
        "",
        f"## {WORDS[PRECISION].capitalize()}, by label",
        "",
        f"Searched: {comparisons[0].among}.",
        "",
        "| label | photos that asked | before | after |",
        "|---|---|---|---|",
        *_labels(photos, comparisons[0]),
        "",
    ]
    if photos.failed:
        lines += ["## Files that could not be used", ""]
        lines += [f"- {name}: {reason}" for name, reason in photos.failed]
        lines.append("")
    return "\n".join(lines)


def _advice(comparison: Comparison) -> str:
    difference = comparison.after.figures[MAP] - comparison.before.figures[MAP]
    low, high = bootstrap(difference, seed=0)
    if low > 0:
        return "Use the new model: it finds more of the same label"
    if high < 0:
        return "Keep the old model: the new one finds less of the same label"
    return "Keep the old model: the new one is no better beyond chance"


def _line(each: Comparison, name: str, seed: int) -> str:
    before, after = each.before.figures[name], each.after.figures[name]
    low, high = bootstrap(after - before, seed)
    return (
        f"| {each.among} | {WORDS[name]} | {len(before)} | {before.mean():.3f} "
        f"| {after.mean():.3f} | {(after - before).mean():+.3f} "
        f"({low:+.3f} to {high:+.3f}) |"
    )


def _labels(photos: LabelledPhotos, each: Comparison) -> list[str]:
    labels = photos.sets.labels
    before, after = (
        by_label(found, labels, PRECISION) for found in (each.before, each.after)
    )
    asked = labels[each.before.asked].sum(axis=0)
    return [
        f"| {photos.sets.names[label]} | {asked[label]} | {before[label]:.2f} "
        f"| {after[label]:.2f} |"
        for label in before
    ]
