"""The report of recipe `own_photos`: before and after, in numbers, words, pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from photosearch.spec.retraining_report import (
    Advice,
    Compared,
    Report,
    Sample,
    write_report,
)
from trainer.data.own_folder import UnreadableError, read_small
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.joined import JoinedDescriptor
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_measure import (
    STRONG_VIEWS,
    Collection,
    collect,
    edit_ranks,
    nearest_by_code,
)
from trainer.recipes.own_photos_settings import EvaluationSettings
from trainer.recipes.own_photos_views import STRONG, Described

REPORT_FILE = "report.json"
WORDS_FILE = "report.md"
SAMPLES_FILE = "samples.png"

WORDS: Mapping[str, str] = {
    "views_first": "an edited view finds its photo first",
    "views_map": "how near the top it finds it (mAP)",
    "bursts": "a photo finds another one of its burst among the first ten",
    "copies_first": "a copy finds its photo first",
    "agreement": "of the ten nearest photos, those that stay",
}

_TILE_PX, _GAP_PX, _LINE_PX = 96, 4, 16
_RIGHT, _PLAIN = (40, 160, 70), (150, 150, 150)


def advise(measures: Sequence[Compared], bits: tuple[int, int]) -> tuple[Advice, str]:
    """Return what to do and why, in one sentence.

    Args:
        measures: What was measured.
        bits: Lengths of the old and the new code.
    """
    by_name = {each.measure: each for each in measures}
    views = by_name["views_first"]
    lost = [
        name
        for name in ("copies_first", "bursts")
        if name in by_name and by_name[name].high < 0
    ]
    points = 100 * (views.after - views.before)
    shorter = f" with {bits[1]} bits instead of {bits[0]}" if bits[0] != bits[1] else ""
    if lost:
        named = " and ".join(WORDS[name] for name in lost)
        return Advice.KEEP, f"the new model{shorter} is worse where {named}"
    if views.low > 0:
        return Advice.SWITCH, (
            f"the new model{shorter} finds {points:.1f} more of 100 edited photos "
            "first, beyond what chance explains, and loses nothing elsewhere"
        )
    return Advice.KEEP, (
        f"the new model{shorter} finds edited photos no better than chance explains "
        f"({points:+.1f} of 100)"
    )


def samples_of(
    old: JoinedDescriptor,
    new: JoinedDescriptor,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    settings: EvaluationSettings,
    seed: int,
) -> tuple[Sample, ...]:
    """Show what both models find for some edited photos that were kept back.

    A third are those that gained most, a sixth those that lost most, the others are
    drawn: neither side is hidden.
    """
    asked = parts[Part.HELD_OUT]
    found = [(head, collect(head, photos, parts)) for head in (old, new)]
    before, after = (edit_ranks(*pair, asked, STRONG_VIEWS) for pair in found)
    chosen = _chosen(before, after, settings.samples, seed)
    return tuple(
        _sample(int(place), int(edit), found, (before, after), photos, asked, settings)
        for place, edit in chosen
    )


def write(report: Report, folder: Path) -> Path:
    """Write `report.json`, `report.md` and `samples.png`; return the first.

    Args:
        report: What is told.
        folder: The run's.

    Raises:
        DataError: The folder cannot be written to.
    """
    try:
        draw_samples(report, folder / SAMPLES_FILE)
        # Names of files need not be Unicode.
        content = in_words(report).encode(errors="backslashreplace")
        (folder / WORDS_FILE).write_bytes(content)
        write_report(folder / REPORT_FILE, report)
    except OSError as error:
        raise DataError(
            f"cannot write the report to {folder}: {error.strerror}"
        ) from error
    return folder / REPORT_FILE


def in_words(report: Report) -> str:
    """Return the report as Markdown."""
    verdict = "Use the new model" if report.advice is Advice.SWITCH else "Keep the old"
    lines = [
        f"# {report.name}: retrained on your own photos",
        "",
        f"**{verdict}**: {report.reason}.",
        "",
        f"Started from {report.started_from}; {report.learned} of {report.photos} "
        f"photos taught it, {report.held_out} were kept back and measured it, the "
        f"others chose. {report.bits} bits, effort {report.effort}, seed "
        f"{report.seed}, {report.minutes:.1f} minutes on {report.device}, "
        f"{report.date}. {len(report.failed)} files could not be used.",
        "",
        "| measure | queries | before | after | difference (95 % interval) |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {WORDS[each.measure]} | {each.queries} | {100 * each.before:.1f} % "
        f"| {100 * each.after:.1f} % | {100 * (each.after - each.before):+.1f} "
        f"({100 * each.low:+.1f} to {100 * each.high:+.1f}) |"
        for each in report.measures
    ]
    edits = ", ".join(name.replace("_", " ") for name in STRONG)
    lines += [
        "",
        f"Edits: {edits}. A query is compared by code with all {report.photos} photos; "
        "other photos of its burst and its copies are right as well and left out.",
        "",
        f"![queries with what is found before and after]({SAMPLES_FILE})",
        "",
        *_unusable(report),
    ]
    return "\n".join(lines)


def draw_samples(report: Report, file: Path) -> None:
    """Draw each query's photo, what was found before, and after below it."""
    shown = max((len(each.before) for each in report.samples), default=0)
    step = _TILE_PX + _GAP_PX
    height = _LINE_PX + 2 * step + 2 * _GAP_PX
    size = (step * (shown + 1) + _GAP_PX, max(1, height * len(report.samples)))
    sheet = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(sheet)
    for row, sample in enumerate(report.samples):
        top = row * height
        edit = sample.edit.replace("_", " ")
        said = f"{edit}: place {sample.rank_before} before, {sample.rank_after} after"
        pen.text((_GAP_PX, top), said, fill="black")
        top += _LINE_PX
        folder = Path(report.folder)
        _paste(sheet, folder, sample.photo, (_GAP_PX, top), _PLAIN)
        for line, names in enumerate((sample.before, sample.after)):
            for column, name in enumerate(names):
                place = (_GAP_PX + step * (column + 1), top + line * step)
                colour = _RIGHT if name == sample.photo else _PLAIN
                _paste(sheet, folder, name, place, colour)
    sheet.save(file)


def _unusable(report: Report) -> list[str]:
    if not report.failed:
        return []
    lines = [f"- {name}: {reason}" for name, reason in report.failed]
    return ["## Files that could not be used", "", *lines, ""]


def _chosen(
    before: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    after: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    count: int,
    seed: int,
) -> list[tuple[int, int]]:
    """Choose queries (photo, edit), at most one of each photo."""
    gain = np.log(before) - np.log(after)
    chance = np.random.default_rng(seed)
    drawn = chance.permutation(gain.size)
    by_gain = drawn[np.argsort(-gain.reshape(-1)[drawn], kind="stable")].tolist()
    orders = (
        (count // 3, by_gain),
        (count // 6, by_gain[::-1]),
        (count - count // 3 - count // 6, drawn.tolist()),
    )
    chosen: dict[int, int] = {}
    for wanted, order in orders:
        free = (each for each in order if each // gain.shape[1] not in chosen)
        end = len(chosen) + wanted
        for query in free:
            if len(chosen) == end:
                break
            place, edit = divmod(query, gain.shape[1])
            chosen.setdefault(place, edit)
    return list(chosen.items())


def _sample(
    place: int,
    edit: int,
    found: Sequence[tuple[JoinedDescriptor, Collection]],
    ranks: tuple[np.ndarray[tuple[int, ...], np.dtype[np.int64]], ...],
    photos: OwnPhotos,
    asked: Described,
    settings: EvaluationSettings,
) -> Sample:
    row = asked.usable[place]
    lists = [
        tuple(
            photos.names[each]
            for each in nearest_by_code(
                head, collection, asked, int(row), STRONG_VIEWS[edit], settings.shown
            )
        )
        for head, collection in found
    ]
    return Sample(
        photo=photos.names[asked.rows[row]],
        edit=STRONG[edit],
        before=lists[0],
        after=lists[1],
        rank_before=int(ranks[0][place, edit]),
        rank_after=int(ranks[1][place, edit]),
    )


def _paste(
    sheet: Image.Image,
    folder: Path,
    name: str,
    place: tuple[int, int],
    colour: tuple[int, int, int],
) -> None:
    try:
        image = Image.fromarray(read_small(folder / name, 2 * _TILE_PX))
    except UnreadableError:
        return  # it was there when it was measured
    image.thumbnail((_TILE_PX - 4, _TILE_PX - 4))
    framed = Image.new("RGB", (image.width + 4, image.height + 4), colour)
    framed.paste(image, (2, 2))
    sheet.paste(framed, place)
