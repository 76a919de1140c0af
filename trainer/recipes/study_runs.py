"""The runs of a study: which there are, and training what is missing.

Each run is the recipe with the changes of one row and one seed, in a folder and a
process of its own, so that what was trained stays when the study is stopped.
"""

import json
import logging
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from trainer import config
from trainer.checkpoint import NET_FILE
from trainer.errors import ConfigError, DataError, TrainerError

logger = logging.getLogger(__name__)

RUNS_FOLDER = "runs"

LOG_FILE = "train.log"
LOOK_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One of `[[study.rows]]`: the recipe with other settings.

    Attributes:
        name: As the report calls it.
        group: Table of the report in which it stands.
        changes: `key=value` overrides of the recipe.
        seeds: One run each.
    """

    name: str
    group: str
    changes: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True)
class StudySettings:
    """Table `[study]`.

    Attributes:
        parallel: Runs at a time, each with `train.threads` threads.
        rows: The runs.
    """

    parallel: int = 1
    rows: tuple[StudyRow, ...] = ()


class StudyRecipe(Protocol):
    """Settings of a recipe that has a study."""

    @property
    def out(self) -> Path:
        """The run's folder."""

    @property
    def study(self) -> StudySettings:
        """The rows."""

    def identity(self) -> str:
        """Text of all that makes a run what it is."""


Recipe = TypeVar("Recipe", bound=StudyRecipe)


@dataclass(frozen=True, slots=True)
class StudyRun(Generic[Recipe]):
    """One training run of the study.

    Attributes:
        row: Row of the study.
        seed: Of the run.
        settings: The recipe with the row's changes.
        words: The same changes, and all others, as overrides on the command line.
    """

    row: StudyRow
    seed: int
    settings: Recipe
    words: tuple[str, ...]

    @property
    def is_trained(self) -> bool:
        """Whether the run came to its end."""
        return (self.settings.out / NET_FILE).is_file()


def plan_runs(
    recipe: Path, overrides: Sequence[str], settings: Recipe
) -> list[StudyRun[Recipe]]:
    """List every run of the study, row after row.

    Args:
        recipe: The recipe file.
        overrides: `key=value` pairs that all runs share.
        settings: What both together say.

    Raises:
        ConfigError: A row changes what is not there, or two rows of one name differ.
    """
    runs: dict[tuple[str, int], StudyRun[Recipe]] = {}
    listed = []
    for row in settings.study.rows:
        for seed in row.seeds:
            run = _plan(recipe, overrides, settings, row, seed)
            twin = runs.setdefault((row.name, seed), run)
            if twin.settings.identity() != run.settings.identity():
                raise ConfigError(f"two rows of the study are named {row.name!r}")
            listed.append(run)
    return listed


def train_missing(
    recipe: Path, runs: Sequence[StudyRun[Recipe]], parallel: int
) -> dict[Path, str]:
    """Train what is not trained yet, some runs at a time.

    Args:
        recipe: The recipe file.
        runs: All runs; those that share a folder are trained once.
        parallel: Runs at a time; with 0 nothing is trained.

    Returns:
        Folder of each run that failed, and why.
    """
    # Every row has one run before any has two, so that a stopped study says most.
    in_turns = sorted(runs, key=lambda run: run.row.seeds.index(run.seed))
    missing = {run.settings.out: run for run in in_turns if not run.is_trained}
    waiting = list(missing.values()) if parallel else []
    failed: dict[Path, str] = {}
    with _children() as children:
        while waiting or children:
            while waiting and len(children) < parallel:
                run = waiting.pop(0)
                left = len(waiting)
                logger.info("training %s, %d more to come", run.settings.out.name, left)
                children[run.settings.out] = _start(recipe, run)
            time.sleep(LOOK_EVERY_S)
            for folder, child in list(children.items()):
                if child.poll() is None:
                    continue
                del children[folder]
                if child.returncode:
                    failed[folder] = _last_line(folder / LOG_FILE)
                    logger.warning("%s failed: %s", folder.name, failed[folder])
    return failed


def measure_trained(
    runs: Sequence[StudyRun[Recipe]],
    failed: Mapping[Path, str],
    measure: Callable[[StudyRun[Recipe]], None],
) -> dict[tuple[str, int], str]:
    """Measure every run that is trained, once, though its row may stand in two groups.

    Args:
        runs: All runs.
        failed: What `train_missing` returned.
        measure: Measures a run; what it cannot is missing, too.

    Returns:
        Name of the row and seed of each run without figures, and why.
    """
    missing = {}
    for key, run in {(each.row.name, each.seed): each for each in runs}.items():
        if not run.is_trained:
            missing[key] = failed.get(run.settings.out, "not trained yet")
            continue
        try:
            measure(run)
        except TrainerError as error:
            missing[key] = str(error)
    return missing


def _plan(
    recipe: Path,
    overrides: Sequence[str],
    settings: Recipe,
    row: StudyRow,
    seed: int,
) -> StudyRun[Recipe]:
    name = re.sub(r"[^a-z0-9]+", "-", row.name.lower()).strip("-")
    folder = settings.out / RUNS_FOLDER / f"{name}-{seed}"
    # JSON quotes text as TOML does.
    place = f"out={json.dumps(str(folder))}"
    words = (*overrides, *row.changes, f"seed={seed}", place)
    try:
        changed = config.load(recipe, words, type(settings))
    except ConfigError as error:
        raise ConfigError(f"row {row.name!r} of the study: {error}") from error
    return StudyRun(row, seed, changed, words)


def _start(recipe: Path, run: StudyRun[Recipe]) -> "subprocess.Popen[bytes]":
    """Start `trainer train`, its words going to the run's log."""
    command = [sys.executable, "-m", "trainer", "train", str(recipe), *run.words]
    try:
        run.settings.out.mkdir(parents=True, exist_ok=True)
        with (run.settings.out / LOG_FILE).open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
    except OSError as error:
        raise DataError(f"cannot start {run.settings.out}: {error}") from error


@contextmanager
def _children() -> Iterator[dict[Path, "subprocess.Popen[bytes]"]]:
    """Hold the processes of runs, none of which outlives the block."""
    children: dict[Path, subprocess.Popen[bytes]] = {}
    try:
        yield children
    finally:
        for child in children.values():
            if sys.platform == "win32":
                child.terminate()
            else:
                child.send_signal(signal.SIGINT)
        for child in children.values():
            child.wait()


def _last_line(log: Path) -> str:
    """Return the last words of a run."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line.strip() for line in lines if line.strip()]
    return said[-1] if said else "it ended without a word"
