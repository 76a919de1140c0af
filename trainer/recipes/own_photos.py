"""Recipe `own_photos`: the shipped photo model learns from somebody's own photos.

No label is used. The run: look at the photos and divide them (`own_photos_data`),
describe views of them once by the frozen trunk (`own_photos_views`), let the head
learn that two views are one photo (`own_photos_learning`), choose how much of that to
keep (`own_photos_choice`), measure on photos kept back (`own_photos_measure`), write
model and report. A run that was stopped goes on where it was.
"""

import json
import logging
import shutil
import time
import warnings
from contextlib import suppress
from datetime import date
from pathlib import Path

import torch

from photosearch.spec.retraining import Estimated, Finished, Stage
from photosearch.spec.retraining_report import Report
from trainer.checkpoint import CHECKPOINT_FILE
from trainer.data.own_folder import require_folder
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.report import device_name
from trainer.following import Follower
from trainer.nets.shipped import Shipped, bundled_file, load_shipped
from trainer.recipes import own_photos_report as reports
from trainer.recipes.own_photos_choice import choose
from trainer.recipes.own_photos_data import GLANCES_FILE, own_photos
from trainer.recipes.own_photos_estimate import estimate_on, forecast, probe
from trainer.recipes.own_photos_export import MODEL_FILE, export, require_name
from trainer.recipes.own_photos_learning import learn, make_lessons, start_head
from trainer.recipes.own_photos_measure import compare
from trainer.recipes.own_photos_progress import Teller
from trainer.recipes.own_photos_queries import write_queries
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import VIEWS_FOLDER, describe_photos, open_eye
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

ELAPSED_FILE = "elapsed.json"
DONE_FILE = "done.txt"
"""The settings of a run that came to its end."""


def train(settings: Settings, follower: Follower) -> Path:
    """Run the recipe, or what is left of an interrupted run; return `report.json`.

    What only an unfinished run needs is deleted in the end: views of the photos and the
    checkpoint, hundreds of megabytes.

    Raises:
        TrainerError: The folder, the model or the run cannot be used; one line.
        StoppedByUser: The follower asked to stop; the same call goes on.
    """
    require_name(settings.export.name)
    # Before anything is written, the run's folder included.
    require_folder(settings.data.folder, settings.out)
    shipped = _start(settings)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    with warnings.catch_warnings():
        # Of large pictures and odd metadata: they are read, or told as failed.
        warnings.filterwarnings("ignore", module=r"PIL\.")
        teller = Teller(follower)
        with alone_in(settings.out, follower):
            if not _is_done(settings):
                (settings.out / DONE_FILE).unlink(missing_ok=True)
                with _Stopwatch(settings.out, teller) as watch:
                    _train(settings, shipped, teller, watch)
                _write_done(settings)
            _clear(settings.out)
    report = settings.out / reports.REPORT_FILE
    follower.tell(Finished(report, settings.out / MODEL_FILE))
    return report


def estimate(settings: Settings) -> Estimated:
    """Say how long a run would take, from a probe of a few seconds.

    Raises:
        TrainerError: The folder or the model cannot be used.
    """
    shipped = _start(settings)
    if settings.threads:
        torch.set_num_threads(settings.threads)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        return estimate_on(shipped, settings)


def start_file(settings: Settings) -> Path:
    """Return the model file to start from.

    Raises:
        DataError: The one that comes with the program is missing.
    """
    return bundled_file() if settings.start is None else settings.start


def _start(settings: Settings) -> Shipped:
    shipped = load_shipped(start_file(settings))
    widest = min(
        shipped.net.whole.project.out_features,
        shipped.net.head.whitening.layer.out_features,
    )
    if settings.bits > widest:
        raise DataError(
            f"model {shipped.spec.name} describes photos and their parts by {widest} "
            f"numbers: choose at most as many bits, not {settings.bits}"
        )
    return shipped


def _train(
    settings: Settings, shipped: Shipped, teller: Teller, watch: "_Stopwatch"
) -> None:
    photos = own_photos(settings, teller)
    eye = open_eye(shipped.net, shipped.spec.input_px, shipped.spec.resize, settings)
    teller.expect(
        forecast(len(photos.names), probe(photos.names, eye, settings), settings)
    )
    parts = describe_photos(photos, eye, settings, teller)
    shipped.net.cpu()
    old = shipped.net.whole
    lessons = make_lessons(photos, parts[Part.TRAINING], old)
    start = start_head(old, lessons, settings)
    learned = learn(start, lessons, photos, parts, settings, teller)
    teller.step(Stage.MEASURING, 0, 2)
    chosen = choose(old, start, learned, photos, parts, settings.choice)
    teller.wait()
    teller.step(Stage.MEASURING, 1, 2, {"held_out": chosen.views_first})
    near, seed = settings.evaluation.near, settings.seed
    measures = compare(old, chosen.head, photos, parts, near, seed)
    samples = reports.samples_of(
        old, chosen.head, photos, parts, settings.evaluation, seed
    )
    write_queries(samples, settings)
    teller.wait()
    teller.step(Stage.MEASURING, 2, 2)
    teller.step(Stage.EXPORTING, 0, 1)
    export(shipped, chosen, photos, parts, measures, settings)
    bits = (shipped.spec.code_bits, settings.bits)
    advice, reason = reports.advise(measures, bits)
    reports.write(
        Report(
            folder=str(settings.data.folder.absolute()),
            name=settings.export.name,
            started_from=shipped.spec.name,
            photos=sum(len(each.usable) for each in parts.values()),
            learned=len(parts[Part.TRAINING].usable),
            held_out=len(parts[Part.HELD_OUT].usable),
            failed=photos.failed,
            bits=settings.bits,
            effort=str(settings.effort),
            minutes=watch.minutes(),
            device=device_name(),
            seed=seed,
            date=date.today().isoformat(),  # noqa: DTZ011 - the user's own day
            measures=measures,
            samples=samples,
            advice=advice,
            reason=reason,
        ),
        settings.out,
    )
    teller.step(Stage.EXPORTING, 1, 1)


def _is_done(settings: Settings) -> bool:
    """Tell whether the run has come to its end, with just these settings."""
    files = (reports.REPORT_FILE, MODEL_FILE, DONE_FILE)
    if not all((settings.out / name).is_file() for name in files):
        return False
    done = (settings.out / DONE_FILE).read_text(encoding="utf-8")
    return done == settings.outcome()


def _write_done(settings: Settings) -> None:
    file = settings.out / DONE_FILE
    try:
        file.write_text(settings.outcome(), encoding="utf-8")
    except OSError as error:
        raise DataError(f"cannot write {file}: {error.strerror}") from error


def _clear(folder: Path) -> None:
    """Delete what a finished run needs no more; what cannot be deleted stays."""
    shutil.rmtree(folder / VIEWS_FOLDER, ignore_errors=True)
    for name in (CHECKPOINT_FILE, GLANCES_FILE):
        with suppress(OSError):
            (folder / name).unlink()


class _Stopwatch:
    """Minutes of work on a run: earlier sittings count, pauses do not."""

    def __init__(self, folder: Path, teller: Teller) -> None:
        self._file = folder / ELAPSED_FILE
        self._teller = teller
        self._start_s = time.monotonic()
        self._before_s = 0.0

    def __enter__(self) -> "_Stopwatch":
        with suppress(OSError, ValueError, KeyError, TypeError):
            content = json.loads(self._file.read_text(encoding="utf-8"))
            self._before_s = float(content["elapsed_s"])
        return self

    def __exit__(self, *error: object) -> None:
        elapsed_s = 60 * self.minutes()
        with suppress(OSError):
            self._file.write_text(json.dumps({"elapsed_s": elapsed_s}), "utf-8")

    def minutes(self) -> float:
        sitting_s = time.monotonic() - self._start_s - self._teller.held_s
        return (self._before_s + sitting_s) / 60
