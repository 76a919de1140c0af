"""What every benchmark is given, and what it gives back."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from photosearch.core.encode import read_spec
from photosearch.core.errors import ModelError
from photosearch.core.models import (
    DEFAULT_MODEL,
    InstalledModel,
    Models,
    bundled_models,
)
from photosearch.core.paths import Folders


@dataclass(frozen=True, slots=True)
class Options:
    """How to run the benchmarks.

    Attributes:
        work: Folder for everything that is written; what is found there is used again.
        data: Folder that holds the packs of photos, or None.
        scale: Share of the full sizes; only at 1 do the figures mean what they say.
        peer: Python interpreter of an environment that has imagededup, or None.
    """

    work: Path
    data: Path | None = None
    scale: float = 1.0
    peer: Path | None = None

    def scaled(self, count: int, least: int = 1) -> int:
        """Return a full size at this scale."""
        return max(least, round(count * self.scale))

    def fresh_folder(self, name: str) -> Path:
        """Make an empty folder."""
        self.work.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.work))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        is_met: None where there is no bar, or nothing was measured.
    """

    what: str
    measured: str
    bar: str = ""
    is_met: bool | None = None
    note: str = ""


def skipped(what: str, reason: str, bar: str = "") -> Row:
    """Return the row of something that cannot be measured here."""
    return Row(what, f"skipped: {reason}", bar)


def folders_in(home: Path) -> Folders:
    """Return the folders of a library as `--library` lays them out."""
    library = home / "library"
    return Folders(library, library / "cache", home / "settings", home / "log")


def shipped_model() -> InstalledModel:
    """Find the model that comes with the program.

    Raises:
        ModelError: It is missing.
    """
    models = Models(Path("no models of the user"), read_spec, bundled_models())
    if models.damaged():
        raise ModelError(models.damaged()[0].reason)
    return models.find(DEFAULT_MODEL)
