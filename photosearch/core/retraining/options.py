"""What somebody chooses for a retraining."""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from photosearch.spec.json_fields import JsonFields


class Effort(StrEnum):
    """How long to learn."""

    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


@dataclass(frozen=True, slots=True)
class RetrainOptions:
    """What somebody chooses for a retraining.

    Attributes:
        folder: The photos to learn from; only read.
        bits: Length of the code: 64, 128 or 256.
        effort: How long to learn.
        start: File of the model to start from.
        name: What the new model is called, as `ModelSpec.name`.
    """

    folder: Path
    bits: int
    effort: Effort
    start: Path
    name: str


def to_json(options: RetrainOptions) -> str:
    """Write options as JSON."""
    return json.dumps(
        {
            "folder": str(options.folder),
            "bits": options.bits,
            "effort": options.effort,
            "start": str(options.start),
            "name": options.name,
        },
        indent=1,
    )


def from_json(text: str | bytes) -> RetrainOptions:
    """Read options back.

    Raises:
        ValueError: They are damaged.
    """
    fields = JsonFields.of_text(text)
    return RetrainOptions(
        folder=Path(fields.text("folder")),
        bits=fields.whole("bits"),
        effort=Effort(fields.text("effort")),
        start=Path(fields.text("start")),
        name=fields.text("name"),
    )


def arguments(options: RetrainOptions, out: Path) -> list[str]:
    """Return the options as the trainer takes them: a recipe and `key=value`.

    Args:
        options: What was chosen.
        out: The folder that the trainer writes to.
    """
    values: dict[str, str | int] = {
        "data.folder": str(options.folder.absolute()),
        "bits": options.bits,
        "effort": str(options.effort),
        "start": str(options.start.absolute()),
        "export.name": options.name,
        "out": str(out.absolute()),
    }
    return [
        "own_photos.toml",
        *(f"{key}={as_toml(value)}" for key, value in values.items()),
    ]


def as_toml(value: str | int) -> str:
    """Spell a value such that no text is taken for a number or a date."""
    # What JSON escapes, TOML reads alike.
    return json.dumps(value, ensure_ascii=False)
