"""The study of recipe `face_detector`: a model file against the public detector.

All pictures were kept out of training and out of the choice of the least score.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime

from photosearch.spec.face_boxes import Floats
from photosearch.spec.face_canvas import CANVAS_SIDES
from photosearch.spec.model import INPUT_NAME, ModelKind, ModelSpec, SpecError
from photosearch.spec.preprocess import Pixels
from trainer.data.face_pictures import FacePicture
from trainer.data.hard_faces import HARD_KINDS, HardPicture, hard_pictures
from trainer.data.people_split import LARGE_FOLDER, WILD_FOLDER
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.face_agreement import (
    Agreement,
    RunCells,
    compare,
    find_faces,
    joined,
)
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, value_rows
from trainer.recipes.face_detector import PICTURES_FOLDER
from trainer.recipes.face_detector_data import prepare
from trainer.recipes.face_detector_export import STUDENT
from trainer.recipes.face_detector_measure import (
    LEAST_SCORE,
    agreement,
    look,
    quiet_agreement,
)
from trainer.recipes.face_detector_settings import Settings

SMALL_PX = 20.0
_SPEED_RUNS = 20
_HARD_EACH = 40


@dataclass(frozen=True, slots=True)
class Study:
    """What was measured of a model file.

    Attributes:
        spec: What the file says about itself.
        size_bytes: Of the file.
        rows: All values.
        curves: Name of the data to agreement, for the plot.
    """

    spec: ModelSpec
    size_bytes: int
    rows: list[Row]
    curves: dict[str, Agreement]


@dataclass(frozen=True, slots=True)
class Detector:
    """A model file that is ready to look.

    Attributes:
        spec: What it says about itself.
        run: From canvases to cells.
    """

    spec: ModelSpec
    run: RunCells

    @property
    def least_score(self) -> float:
        """The score from which on it says that it sees a face."""
        return self.spec.thresholds["score"]


def open_detector(model: Path) -> Detector:
    """Open a model file on one core of the processor.

    Raises:
        DataError: It is missing or no face detector.
    """
    if not model.is_file():
        raise DataError(f"model {model} is missing; run export first")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        found = ModelSpec.from_metadata(session.get_modelmeta().custom_metadata_map)
    except SpecError as error:
        raise DataError(f"{model}: {error}") from error
    except Exception as error:
        raise DataError(f"cannot load model {model}: {error}") from error
    if found.kind is not ModelKind.FACE_DETECTOR or "score" not in found.thresholds:
        raise DataError(f"{model} is no face detector")

    def run(canvases: Pixels) -> Floats:
        (cells,) = session.run(None, {INPUT_NAME: canvases})
        return cells  # type: ignore[no-any-return]

    return Detector(found, run)


def run(settings: Settings, model: Path) -> Study:
    """Measure a model file.

    Raises:
        DataError: Model or data are missing.
    """
    detector = open_detector(model)
    folder = settings.out / PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.HELD_OUT])[Part.HELD_OUT]
    rows: list[Row] = []
    curves: dict[str, Agreement] = {}
    for name, members in _groups(pictures, settings).items():
        start = time.monotonic()
        seen = look(detector.run, members)
        found = agreement(seen, members)
        small = agreement(seen, members, SMALL_PX)
        about = _about(name, settings, time.monotonic() - start)
        rows += value_rows(about, _figures(found, small, detector.least_score))
        curves[name] = found
    rows += _quiet_rows(detector, pictures, settings)
    rows += _hard_rows(detector, pictures, settings)
    rows += value_rows(_about("one core", settings), _speeds(detector))
    return Study(detector.spec, model.stat().st_size, rows, curves)


def _groups(
    pictures: Sequence[FacePicture], settings: Settings
) -> dict[str, list[FacePicture]]:
    """Sort pictures by what they are, leaving out groups without a face."""
    unlearned = [source.path for source in settings.data.unlearned]
    ordinary = [source.path for source in settings.data.sources]
    paths = {
        "CelebA, people not learned from": [LARGE_FOLDER, WILD_FOLDER],
        "COCO": unlearned,
        "ordinary photos": [p for p in ordinary if p not in settings.data.animals],
    }
    groups = {name: _below(pictures, places) for name, places in paths.items()}
    return {
        name: members
        for name, members in groups.items()
        if any(len(each.labels) for each in members)
    }


def _below(pictures: Sequence[FacePicture], places: Sequence[str]) -> list[FacePicture]:
    starts = tuple(f"{place}/" for place in places)
    return [each for each in pictures if each.name.startswith(starts)]


def _figures(found: Agreement, small: Agreement, score: float) -> dict[str, float]:
    return {
        "recall": found.recall(score),
        "precision": found.precision(score),
        "recall@precision0.95": found.recall_at(0.95),
        "average_precision": found.average_precision(),
        "point_error": found.point_error(score),
        "recall_20px": small.recall(score),
        "precision_20px": small.precision(score),
        "faces": found.owed,
        "pictures": found.pictures,
    }


def _quiet_rows(
    detector: Detector, pictures: Sequence[FacePicture], settings: Settings
) -> list[Row]:
    """Count false faces on photos without people."""
    sources = [source.path for source in settings.data.sources]
    members = [each for each in _below(pictures, sources) if not len(each.labels)]
    found = quiet_agreement(look(detector.run, members), members)
    if found is None:
        return []
    score = detector.least_score
    values = {"false_faces": found.false_faces(score), "pictures": found.pictures}
    return value_rows(_about("photos without people", settings), values)


def _hard_rows(
    detector: Detector, pictures: Sequence[FacePicture], settings: Settings
) -> list[Row]:
    """Try hard input made of pictures of people."""
    people = _below(pictures, [LARGE_FOLDER, WILD_FOLDER]) or list(pictures)
    rows: list[Row] = []
    for kind in HARD_KINDS:
        made = hard_pictures(kind, people, _HARD_EACH)
        if not made:
            continue
        found = joined(_tried(detector, each) for each in made)
        score = detector.least_score
        values = {
            "recall": found.recall(score),
            "false_faces": found.false_faces(score),
            "faces": found.owed,
            "pictures": found.pictures,
        }
        rows += value_rows(_about(f"hard: {kind}", settings), values)
    return rows


def _tried(detector: Detector, hard: HardPicture) -> Agreement:
    found = find_faces(detector.run, hard.pixels, LEAST_SCORE)
    return compare(found, hard.wanted, 0)


def _speeds(detector: Detector) -> dict[str, float]:
    """Return milliseconds a canvas, and a picture with all its canvases."""
    rng = np.random.default_rng(0)
    values = {}
    for side in CANVAS_SIDES:
        canvas = rng.integers(0, 256, (1, side, side, 3), np.uint8)
        values[f"ms_network_{side}x{side}"] = _median_ms(partial(detector.run, canvas))
    picture = rng.integers(0, 256, (576, 768, 3), np.uint8)
    values["ms_picture_768x576"] = _median_ms(
        lambda: find_faces(detector.run, picture, detector.least_score)
    )
    return values


def _median_ms(work: Callable[[], object]) -> float:
    """Return what the processor spends on some work, other programs apart."""
    work()
    times = []
    for _ in range(_SPEED_RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * float(np.median(times))


def _about(data: str, settings: Settings, seconds: float = 0.0) -> Measured:
    return Measured(STUDENT, 0, settings.seed, data, seconds)
