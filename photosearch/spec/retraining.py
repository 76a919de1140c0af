"""What a trainer tells whoever started it, and what it is told.

It writes one JSON object a line on its standard output, an `Event`, and reads one word
a line on its standard input, an `Order`. The end of the input means `stop`, so that a
trainer ends with whoever started it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from photosearch.spec.json_fields import JsonFields


class Stage(StrEnum):
    """Which part of a training is running."""

    READING = "reading"
    LEARNING = "learning"
    MEASURING = "measuring"
    EXPORTING = "exporting"


class Order(StrEnum):
    """What a trainer is told to do."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Estimated:
    """How long a training will take.

    Attributes:
        photos: How many photos it would learn from.
        cpu_minutes: Expected minutes on the processor.
        gpu_minutes: Expected minutes on the graphics card; None where there is none.
        device: The device that would be used, and why, in words.
    """

    photos: int
    cpu_minutes: float
    gpu_minutes: float | None
    device: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """How far a training has come.

    Attributes:
        done: Steps of this stage that are done.
        total: Steps of this stage; 0 while it is not known.
        failed: Photos that could not be read.
        remaining_s: Expected seconds to the end of everything; None if not known.
        figures: What was measured last, for curves: `loss`, `contrastive`,
            `distillation`, `adversarial`, `corrector`, `held_out` (share of views of
            photos kept for choosing whose photo is found first, 0 to 1).
    """

    stage: Stage
    done: int
    total: int
    failed: int
    remaining_s: float | None
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Finished:
    """A training is done.

    Attributes:
        report: `report.json`, see `spec.retraining_report`.
        model: The model file.
    """

    report: Path
    model: Path


@dataclass(frozen=True, slots=True)
class Failed:
    """A training cannot go on.

    Attributes:
        reason: One line: what is wrong and what to do.
    """

    reason: str


Event = Estimated | Stepped | Finished | Failed


def to_line(event: Event) -> str:
    """Write an event as one line, without its end.

    Figures that are not finite are left out: JSON knows none.
    """
    content = {"event": type(event).__name__.lower(), **asdict(event)}
    if isinstance(event, Stepped):
        figures = event.figures.items()
        content["figures"] = {k: v for k, v in figures if math.isfinite(v)}
    return json.dumps(content, default=str)


def from_line(line: str) -> Event:
    """Read an event.

    Raises:
        ValueError: The line is anything else.
    """
    try:
        return _from_fields(JsonFields.of_text(line))
    except ValueError as error:
        raise ValueError(f"no event of a training: {error}") from error


def _from_fields(fields: JsonFields) -> Event:
    name = fields.text("event")
    if name == "estimated":
        return Estimated(
            photos=fields.whole("photos"),
            cpu_minutes=fields.number("cpu_minutes"),
            gpu_minutes=fields.number_or_none("gpu_minutes"),
            device=fields.text("device"),
        )
    if name == "stepped":
        return Stepped(
            stage=Stage(fields.text("stage")),
            done=fields.whole("done"),
            total=fields.whole("total"),
            failed=fields.whole("failed"),
            remaining_s=fields.number_or_none("remaining_s"),
            figures=fields.numbers("figures"),
        )
    if name == "finished":
        return Finished(Path(fields.text("report")), Path(fields.text("model")))
    if name == "failed":
        return Failed(fields.text("reason"))
    raise ValueError(f"{name!r} is unknown")
