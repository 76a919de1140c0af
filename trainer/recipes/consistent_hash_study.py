"""Study `consistent_hash`: heads, lengths and terms of hashing by labels.

Trains the rows of the recipe that are not trained yet and measures each: CIFAR-10 by
protocols P2 and P3, mosaics by graded figures, and the seconds of a query. Whatever was
measured is kept beside its run, so that the study can be stopped.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from trainer.checkpoint import NET_FILE
from trainer.data.labelled_squares import SearchTask
from trainer.errors import DAMAGED, DataError
from trainer.evaluation.graded import GradedTask, graded_by_code, graded_by_cosine
from trainer.evaluation.kept_rows import kept_rows
from trainer.evaluation.metrics import Floats
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, value_rows
from trainer.evaluation.search_time import search_seconds
from trainer.evaluation.unsupervised import code_figures
from trainer.following import Follower
from trainer.recipes.consistent_hash import (
    Floats32,
    Trained,
    cache_of,
    describe,
    read_trained,
)
from trainer.recipes.consistent_hash_data import load_task
from trainer.recipes.consistent_hash_settings import DataSettings, Settings
from trainer.recipes.study_runs import (
    StudyRun,
    measure_trained,
    plan_runs,
    train_missing,
)
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

QUERIES_FILE = "queries.npz"
KEPT = ("map@all_tied", "acg@100_tied", "ndcg@100_tied", "wap_tied")
"""Figures that are kept query by query, to compare rows by."""

TIMED_QUERIES = 200

Described = tuple[tuple[Floats32, Floats32], tuple[Floats32, Floats32]]
"""Features (q, d) and logits (q, b) of the queries, and those of the database."""


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        runs: All runs of the recipe, trained or not.
        missing: Name and seed of a run that was not measured, and why.
        rows: All values.
        queries: Folder, bits and figure of a run to the values of each query, (q,).
    """

    runs: Sequence[StudyRun[Settings]]
    missing: Mapping[tuple[str, int], str]
    rows: Sequence[Row]
    queries: Mapping[tuple[Path, int, str], Floats]


def run(
    recipe: Path, overrides: Sequence[str], settings: Settings, follower: Follower
) -> Study:
    """Train what is missing and measure everything.

    Args:
        recipe: The recipe file.
        overrides: `key=value` pairs.
        settings: What both together say.
        follower: May stop the wait for another study in the same folder.

    Raises:
        TrainerError: The recipe or the data are wrong, or a folder cannot be written.
    """
    with alone_in(settings.out, follower):
        runs = plan_runs(recipe, overrides, settings)
        # Read here once, so that runs at a time find it read.
        tasks = {
            each.settings.data: load_task(each.settings.data, cache_of(each.settings))
            for each in runs
        }
        failed = train_missing(recipe, runs, settings.study.parallel)
        rows: list[Row] = []
        queries: dict[tuple[Path, int, str], Floats] = {}

        def measure(each: StudyRun[Settings]) -> None:
            rows.extend(_run_rows(each, tasks))
            queries.update(_read_queries(each))

        missing = measure_trained(runs, failed, measure)
    return Study(runs, missing, rows, queries)


def _run_rows(
    run: StudyRun[Settings], tasks: Mapping[DataSettings, SearchTask]
) -> list[Row]:
    """Measure a run, or read what was measured of it."""
    task = tasks[run.settings.data]

    def measure(folder: Path) -> list[Row]:
        trained = read_trained(run.settings)
        assert trained is not None  # only runs that are trained are measured
        rows, queries = measure_codes(run, trained, task)
        np.savez(folder / QUERIES_FILE, **queries)  # type: ignore[arg-type]
        return rows

    made = (run.settings.out / NET_FILE).stat().st_mtime_ns
    origin = f"{run.settings.identity()} {made}"
    return kept_rows(run.settings.out / "measured", origin, measure)


def measure_codes(
    run: StudyRun[Settings], trained: Trained, task: SearchTask
) -> tuple[list[Row], dict[str, Floats]]:
    """Measure features and codes of a run.

    Args:
        run: What was run.
        trained: What became of it.
        task: Who asks, and what is searched.

    Returns:
        Rows, and by `<bits> <figure>` the values (q,) of each query.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = trained.net.to(device)
    asked = describe(net, task.queries.pixels, device)
    known = describe(net, task.database.pixels, device)
    graded = GradedTask(task.queries.labels, task.database.labels)
    about = Measured(run.row.name, 0, run.seed, task.name, trained.elapsed_s)
    rows = value_rows(about, {"minutes": trained.elapsed_s / 60})
    rows += value_rows(about, _means(graded_by_cosine(graded, asked[0], known[0])))
    queries: dict[str, Floats] = {}
    start = 0
    for bits in run.settings.net.bits:
        part = slice(start, start + bits)
        start += bits
        mine, theirs = asked[1][:, part], known[1][:, part]
        about = Measured(run.row.name, bits, run.seed, task.name, trained.elapsed_s)
        found = graded_by_code(graded, mine >= 0, theirs >= 0)
        queries |= {f"{bits} {name}": found[name] for name in KEPT}
        by_cosine = _means(graded_by_cosine(graded, mine, theirs))
        unbinarised = {f"{name}_unbinarised": by_cosine[name] for name in by_cosine}
        seconds = _seconds((asked[0], mine), (known[0], theirs))
        values = {**_means(found), **unbinarised, **code_figures(theirs), **seconds}
        rows += value_rows(about, values)
        logger.info("%s, %d bits: %s", run.settings.out.name, bits, _means(found))
    return rows, queries


def _seconds(
    asked: tuple[Floats32, Floats32], known: tuple[Floats32, Floats32]
) -> dict[str, float]:
    """Time search by codes against that by features; both (features, logits)."""
    (asked_features, mine), (features, theirs) = (
        (np.ascontiguousarray(each[0]), np.packbits(each[1] >= 0, axis=1))
        for each in (asked, known)
    )
    few = slice(0, TIMED_QUERIES)
    seconds = search_seconds(mine[few], theirs, asked_features[few], features)
    return {
        **seconds,
        "times_faster": seconds["float_s"] / seconds["hamming_s"],
        "times_faster_numpy": seconds["product_s"] / seconds["table_s"],
    }


def _means(figures: Mapping[str, Floats]) -> dict[str, float]:
    return {name: float(values.mean()) for name, values in figures.items()}


def _read_queries(run: StudyRun[Settings]) -> dict[tuple[Path, int, str], Floats]:
    folder = run.settings.out
    file = folder / "measured" / QUERIES_FILE
    try:
        # Opened here: numpy leaves a damaged file open.
        with file.open("rb") as content, np.load(content) as kept:
            return {
                (folder, int(key.split()[0]), key.split()[1]): kept[key]
                for key in kept.files
            }
    except DAMAGED as error:
        raise DataError(f"cannot read {file}: delete {file.parent}") from error
