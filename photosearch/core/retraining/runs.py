"""The retrainings of a library: those that were started, and new ones."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from photosearch.core.errors import RetrainError
from photosearch.core.retraining.options import RetrainOptions, from_json, to_json
from photosearch.core.retraining.requirements import TRAINER
from photosearch.core.retraining.run import OPTIONS_FILE, Run, State
from photosearch.spec.retraining import Event


@dataclass(frozen=True, slots=True)
class RunState:
    """A retraining, and how it stands.

    Attributes:
        last: What its trainer said last; None if nothing yet.
    """

    run: Run
    state: State
    last: Event | None


def open_run(
    folder: Path, options: RetrainOptions, command: Sequence[str] = TRAINER
) -> Run:
    """Make a new retraining; `Run.events` starts it.

    Args:
        folder: Where the retrainings of a library lie; made where it is missing.
        options: What was chosen.
        command: The program that trains.

    Raises:
        RetrainError: The disk refuses.
    """
    today = date.today().isoformat()  # noqa: DTZ011 - the user's day
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in itertools.count(1):
            place = folder / f"{today}-{number}"
            if not place.exists():
                break
        place.mkdir()
        (place / OPTIONS_FILE).write_text(to_json(options), encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        raise RetrainError(f"cannot write to {folder} ({reason})") from error
    return Run(place, options, command)


def runs(folder: Path, command: Sequence[str] = TRAINER) -> tuple[RunState, ...]:
    """Return the retrainings in a folder, the newest first.

    Args:
        folder: Where they lie; need not exist.
        command: The program that trains, for those that go on.
    """
    found = [
        Run(file.parent, options, command)
        for file in folder.glob(f"*/{OPTIONS_FILE}")
        if (options := _options(file)) is not None
    ]
    found.sort(key=lambda run: _age(run.folder.name), reverse=True)
    return tuple(RunState(run, run.state(), run.last()) for run in found)


def _options(file: Path) -> RetrainOptions | None:
    """Read what was chosen; None where a crash left nothing that can go on."""
    try:
        return from_json(file.read_bytes())
    except (OSError, ValueError):
        return None


def _age(name: str) -> tuple[str, int]:
    """Order names such as 2026-11-21-10 by day, then by number."""
    day, _, number = name.rpartition("-")
    return day, int(number) if number.isdigit() else 0
