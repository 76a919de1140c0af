"""Study `cifar10_unsupervised`: what each ingredient of InfoGAN hashing brings.

Trains the rows of the recipe that are not trained yet and measures all by protocol P1,
beside classical codes on pixels, on an untrained network and on the trained ones.
Whatever was measured is kept beside its run, so that the study can be stopped.
"""

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from trainer.checkpoint import NET_FILE
from trainer.data.cifar10 import Cifar10, load_cifar10
from trainer.errors import DataError
from trainer.evaluation.fitted_codes import fit_codes
from trainer.evaluation.metrics import Floats
from trainer.evaluation.report import Row, read_rows, write_rows
from trainer.evaluation.rows import Measured, interval_rows, value_rows
from trainer.evaluation.unsupervised import (
    Retrieval,
    code_figures,
    figures_by_code,
    figures_by_cosine,
)
from trainer.following import Follower
from trainer.nets.infogan import InfoGan
from trainer.recipes.infogan_hash import Trained, describe, read_trained, to_pictures
from trainer.recipes.infogan_hash_settings import Settings
from trainer.recipes.study_runs import (
    RUNS_FOLDER,
    StudyRun,
    measure_trained,
    plan_runs,
    train_missing,
)
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

Run = StudyRun[Settings]

Floats32 = npt.NDArray[np.float32]
Described = tuple[tuple[Floats32, Floats32], tuple[Floats32, Floats32]]
"""Features (q, d) and logits (q, b) of the queries, and those of the database."""

MAIN = "main"
"""Group of rows whose features are measured beside their codes."""

SCORE = "map@1000"
PIXELS = "pixels"
UNTRAINED = "untrained network"
COSINE = "cosine"
CALIBRATION_PICTURES = 5000
QUERIES_FILE = "queries.npz"
ORIGIN_FILE = "origin.txt"


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        runs: All runs of the recipe, trained or not.
        missing: Name and seed of a run that was not measured, and why.
        rows: All values.
        queries: Folder and bits of a run to the mAP@1000 of each query, (q,).
    """

    runs: Sequence[Run]
    missing: Mapping[tuple[str, int], str]
    rows: Sequence[Row]
    queries: Mapping[tuple[Path, int], Floats]


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
        cifar = load_cifar10(settings.data.root, settings.out / RUNS_FOLDER / "cifar10")
        failed = train_missing(recipe, runs, settings.study.parallel)
        rows = _baseline_rows(settings, cifar)
        queries: dict[tuple[Path, int], Floats] = {}
        mains = {each.settings.out for each in runs if each.row.group == MAIN}

        def measure(each: Run) -> None:
            rows.extend(_run_rows(each, cifar, is_main=each.settings.out in mains))
            queries.update(_read_queries(each))

        missing = measure_trained(runs, failed, measure)
    return Study(runs, missing, rows, queries)


def _run_rows(run: Run, cifar: Cifar10, *, is_main: bool) -> list[Row]:
    """Measure a run: its codes, how it went, and the controls if it is a main one."""

    @functools.cache
    def described() -> Described:
        return _describe_all(_trained(run).net, cifar)

    def codes(folder: Path) -> list[Row]:
        rows, queries = _learned_rows(run, cifar, described())
        np.savez(folder / QUERIES_FILE, **queries)  # type: ignore[arg-type]
        return rows

    def controls(_folder: Path) -> list[Row]:
        asked, known = (features for features, _ in described())
        lengths = run.settings.net.bits
        return _feature_rows(run.row.name, asked, known, lengths, run.seed, cifar)

    folder, origin = run.settings.out, _origin(run)
    rows = _kept(folder / "measured", origin, codes)
    return rows + _kept(folder / "controls", origin, controls) if is_main else rows


def _learned_rows(
    run: Run, cifar: Cifar10, described: Described
) -> tuple[list[Row], dict[str, Floats]]:
    """Measure the codes of a run; return the score of each query by length, too."""
    rows = _outcome_rows(run, _trained(run), cifar)
    queries: dict[str, Floats] = {}
    asked, known = (logits for _, logits in described)
    begin = 0
    for bits in run.settings.net.bits:
        part = slice(begin, begin + bits)
        begin += bits
        about = Measured(run.row.name, bits, run.seed, cifar.layout.value)
        values, more = _code_rows(about, cifar, asked[:, part], known[:, part])
        queries[str(bits)] = values
        rows += more
        logger.info("%s, %d bits: %.4f", run.settings.out.name, bits, values.mean())
    return rows, queries


def _baseline_rows(settings: Settings, cifar: Cifar10) -> list[Row]:
    """Measure classical codes of the pixels and of a network that learned nothing."""
    lengths, seed = settings.net.bits, settings.seed

    def of_pixels(_folder: Path) -> list[Row]:
        asked, known = (
            part.pixels.reshape(len(part), -1).astype(np.float32) / np.float32(255)
            for part in (cifar.test, cifar.train)
        )
        return _feature_rows(PIXELS, asked, known, lengths, seed, cifar)

    def of_untrained(_folder: Path) -> list[Row]:
        described = _describe_all(_untrained(settings, cifar), cifar)
        asked, known = (features for features, _ in described)
        return _feature_rows(UNTRAINED, asked, known, lengths, seed, cifar)

    folder = settings.out / "baselines"
    return [
        *_kept(folder / "pixels", repr((seed, lengths)), of_pixels),
        *_kept(folder / "untrained", repr((seed, settings.net)), of_untrained),
    ]


def _feature_rows(
    name: str,
    queries: Floats32,
    database: Floats32,
    lengths: Sequence[int],
    seed: int,
    cifar: Cifar10,
) -> list[Row]:
    """Measure features by cosine, and every classical code of them."""
    task = Retrieval(cifar.test.labels, cifar.train.labels)
    about = Measured(f"{name}, {COSINE}", 0, seed, cifar.layout.value)
    centre = database.mean(axis=0)
    found = figures_by_cosine(task, queries - centre, database - centre)
    rows = _score_rows(about, found)
    for code in fit_codes(queries, database, lengths, seed):
        label = f"{name}, {code.method}"
        about = Measured(label, code.bits, seed, cifar.layout.value)
        rows += _code_rows(about, cifar, code.queries, code.database)[1]
        logger.info("%s, %d bits: %.4f", label, code.bits, rows[-1].value)
    return rows


def _code_rows(
    about: Measured, cifar: Cifar10, queries: Floats32, database: Floats32
) -> tuple[Floats, list[Row]]:
    """Measure logits (q, bits) and (n, bits); return the score of each query, too."""
    task = Retrieval(cifar.test.labels, cifar.train.labels)
    found = figures_by_code(task, queries >= 0, database >= 0)
    rows = value_rows(about, code_figures(database)) + _score_rows(about, found)
    return found[SCORE], rows


def _score_rows(about: Measured, found: Mapping[str, Floats]) -> list[Row]:
    """State all means, and the interval over queries of the score, which is last."""
    others = {
        name: float(values.mean()) for name, values in found.items() if name != SCORE
    }
    scored = interval_rows(about, {SCORE: found[SCORE]})
    return [*value_rows(about, others), *scored[1:], scored[0]]


def _outcome_rows(run: Run, trained: Trained, cifar: Cifar10) -> list[Row]:
    """State how the training of a run went."""
    about = Measured(run.row.name, 0, run.seed, cifar.layout.value, trained.elapsed_s)
    return value_rows(
        about,
        {
            "collapsed": float(trained.collapsed is not None),
            "restarts": float(trained.restarts),
            "steps": float(trained.steps),
            "minutes": trained.elapsed_s / 60,
        },
    )


def _kept(folder: Path, origin: str, measure: Callable[[Path], list[Row]]) -> list[Row]:
    """Return the rows kept in a folder, measuring what is of another origin."""
    note = folder / ORIGIN_FILE
    try:
        if note.is_file() and note.read_text(encoding="utf-8") == origin:
            return read_rows(folder)
        folder.mkdir(parents=True, exist_ok=True)
        note.unlink(missing_ok=True)
        rows = measure(folder)
        write_rows(folder, rows)
        note.write_text(origin, encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot keep figures in {folder}: {error}") from error
    return rows


def _origin(run: Run) -> str:
    """Say what figures of a run are figures of; changes when it is trained again."""
    made = (run.settings.out / NET_FILE).stat().st_mtime_ns
    return f"{run.settings.identity()} {made}"


def _read_queries(run: Run) -> dict[tuple[Path, int], Floats]:
    folder = run.settings.out
    with np.load(folder / "measured" / QUERIES_FILE) as kept:
        return {(folder, int(bits)): kept[bits] for bits in kept.files}


def _trained(run: Run) -> Trained:
    trained = read_trained(run.settings)
    assert trained is not None  # only runs that are trained are measured
    return trained


def _describe_all(net: InfoGan, cifar: Cifar10) -> Described:
    """Describe queries and database."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = net.to(device)
    return (
        describe(net, cifar.test.pixels, device),
        describe(net, cifar.train.pixels, device),
    )


@torch.no_grad()
def _untrained(settings: Settings, cifar: Cifar10) -> InfoGan:
    """Make a network of random weights whose norms know the pictures."""
    torch.manual_seed(settings.seed)
    net = InfoGan(settings.net, settings.gan)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.momentum = None  # a plain mean over the calibration pictures
    net.train()
    step = max(1, len(cifar.train) // CALIBRATION_PICTURES)
    known = cifar.train.pixels[::step]
    for start in range(0, len(known), 500):
        batch = to_pictures(known[start : start + 500], torch.device("cpu"))
        net.heads(net.features(batch))
    return net.eval()
