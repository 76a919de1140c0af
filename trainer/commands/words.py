"""What a command of the trainer was told, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from trainer import config
from trainer.evaluation.report import Row, read_rows
from trainer.following import Follower

Config = TypeVar("Config")


@dataclass(frozen=True, slots=True)
class Words:
    """A parsed command line, the name of the command apart.

    Attributes:
        recipe: The recipe file.
        overrides: `key=value`, laid over the file.
        follower: Who is told how far the command is.
        model: Model file to write or to measure; None for that of the run.
        results: Folder of results; None for that of the run.
        events: Whether the follower is another program.
    """

    recipe: Path
    overrides: tuple[str, ...]
    follower: Follower
    model: Path | None = None
    results: Path | None = None
    events: bool = False

    def settings(self, kind: type[Config]) -> Config:
        """Read the recipe file as settings of a kind.

        Raises:
            ConfigError: A key is unknown, or a value is of another type.
        """
        return config.load(self.recipe, self.overrides, kind)

    def model_file(self, out: Path) -> Path:
        """Return where the model of a run lies."""
        return self.model or out / "model.onnx"

    def results_folder(self, out: Path) -> Path:
        """Return where the report of a run goes."""
        return self.results or out / "results"

    def measured(self) -> list[Row]:
        """Return what was measured before, for the model's description."""
        return read_rows(self.results) if self.results else []


Command = Callable[[Words], str]


def wrote_report(results: Path) -> str:
    """Say where the report is."""
    return f"wrote {results / 'report.md'}"
