"""The report of a retraining, before and after, as the file that tells it."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from photosearch.spec.json_fields import JsonFields


class ReportError(ValueError):
    """The file is no report of a retraining; one line."""


class Advice(StrEnum):
    """What the report recommends."""

    SWITCH = "switch"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of the old and of the new model; shares 0 to 1, greater is better.

    Attributes:
        measure: `views_first` (an edited view of a held-out photo finds it first),
            `views_map`, `bursts` (another photo of the same burst among the first 10),
            `copies_first` (lightly edited and exact copies find the photo first), or
            `agreement` (neighbours by the old embedding that the new one keeps, of 10;
            1 before).
        queries: How many queries it was measured with.
        before: By the old model.
        after: By the new one.
        low: Lower end of the 95 % bootstrap interval of `after - before`.
        high: Its upper end.
    """

    measure: str
    queries: int
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """One query, and what each model finds.

    Attributes:
        photo: The photo that is looked for, relative to the folder, with `/`.
        edit: What was done to it to make the query.
        before: What the old model finds, nearest first, at most 6 such paths.
        after: What the new model finds.
        rank_before: Place of the photo itself by the old model, from 1.
        rank_after: Its place by the new one.
    """

    photo: str
    edit: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rank_before: int
    rank_after: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a retraining brought.

    Attributes:
        folder: The folder that it learned from.
        name: Name of the new model.
        started_from: Name of the old one.
        photos: Usable photos.
        learned: Those that it learned from.
        held_out: Those that it was measured with.
        failed: Files that could not be read, relative to the folder, and why.
        bits: Length of the new code.
        effort: `quick`, `normal` or `thorough`.
        minutes: How long it took.
        device: Where it ran.
        seed: What random choices followed from.
        date: Day it ended, as 2026-11-21.
        measures: What was measured.
        samples: Queries side by side.
        advice: What to do.
        reason: Why, in one sentence.
    """

    folder: str
    name: str
    started_from: str
    photos: int
    learned: int
    held_out: int
    failed: tuple[tuple[str, str], ...]
    bits: int
    effort: str
    minutes: float
    device: str
    seed: int
    date: str
    measures: tuple[Compared, ...]
    samples: tuple[Sample, ...]
    advice: Advice
    reason: str


def query_picture(folder: Path, number: int) -> Path:
    """Return where the edited view of a sample lies; it may be missing.

    Args:
        folder: That of the report.
        number: Which sample, from 1.
    """
    return folder / "queries" / f"{number}.jpg"


def write_report(file: Path, report: Report) -> None:
    """Write a report whole or not at all.

    Raises:
        OSError: The disk refuses.
    """
    text = json.dumps(asdict(report), indent=1)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".report-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as partial:
            partial.write(text)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def read_report(file: Path) -> Report:
    """Read a report.

    Raises:
        ReportError: The file cannot be read or is damaged.
    """
    try:
        return _report(JsonFields.of_text(file.read_bytes()))
    except OSError as error:
        raise ReportError(f"cannot read report {file}: {error.strerror}") from error
    except ValueError as error:
        raise ReportError(f"report {file} is damaged: {error}") from error


def _report(fields: JsonFields) -> Report:
    return Report(
        folder=fields.text("folder"),
        name=fields.text("name"),
        started_from=fields.text("started_from"),
        photos=fields.whole("photos"),
        learned=fields.whole("learned"),
        held_out=fields.whole("held_out"),
        failed=fields.pairs("failed"),
        bits=fields.whole("bits"),
        effort=fields.text("effort"),
        minutes=fields.number("minutes"),
        device=fields.text("device"),
        seed=fields.whole("seed"),
        date=fields.text("date"),
        measures=tuple(map(_compared, fields.objects("measures"))),
        samples=tuple(map(_sample, fields.objects("samples"))),
        advice=Advice(fields.text("advice")),
        reason=fields.text("reason"),
    )


def _compared(fields: JsonFields) -> Compared:
    return Compared(
        measure=fields.text("measure"),
        queries=fields.whole("queries"),
        before=fields.number("before"),
        after=fields.number("after"),
        low=fields.number("low"),
        high=fields.number("high"),
    )


def _sample(fields: JsonFields) -> Sample:
    return Sample(
        photo=fields.text("photo"),
        edit=fields.text("edit"),
        before=fields.texts("before"),
        after=fields.texts("after"),
        rank_before=fields.whole("rank_before"),
        rank_after=fields.whole("rank_after"),
    )
