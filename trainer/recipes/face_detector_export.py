"""Turn a run of recipe `face_detector` into a model file."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.spec.face_canvas import CANVAS_SIDES, face_canvas
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.checkpoint import Position
from trainer.data.split import Part
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_face_detector
from trainer.recipes.face_detector import PICTURES_FOLDER, is_finished, load_trained
from trainer.recipes.face_detector_data import prepare
from trainer.recipes.face_detector_measure import choose_score, run_of
from trainer.recipes.face_detector_settings import Settings

logger = logging.getLogger(__name__)

STUDENT = "face detector"
"""Row of the study whose figures travel in the file."""

_COMPARED_PICTURES = 2


def export(settings: Settings, file: Path, rows: Sequence[Row]) -> None:
    """Write the model file of a run, finished or not.

    Args:
        settings: The recipe.
        file: Where the model goes.
        rows: What the study measured, if it was measured already.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
        ExportError: The file would not do what the network does.
    """
    net, position = load_trained(settings)
    folder = settings.out / PICTURES_FOLDER
    pictures = prepare(settings.data, folder, [Part.VALIDATION])[Part.VALIDATION]
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.FACE_DETECTOR,
        input_px=CANVAS_SIDES[-1],
        resize=ResizeRule.CROP,
        code_bits=0,
        embedding_width=0,
        thresholds={"score": choose_score(run_of(net), pictures, settings.choice)},
        training=_origin(settings, position),
        figures={
            f"{row.metric} ({row.data})": round(row.value, 4)
            for row in rows
            if row.row == STUDENT
        },
        licence=settings.export.licence,
    )
    shown = [each.pixels for each in pictures[:_COMPARED_PICTURES]]
    canvases = [
        np.stack([face_canvas(pixels, side) for pixels in shown[:count]])
        for side in CANVAS_SIDES
        for count in (1, len(shown))
    ]
    export_face_detector(net, spec, file, canvases)
    logger.info("wrote %s, %.2f MB", file, file.stat().st_size / 1e6)


def _origin(settings: Settings, position: Position) -> dict[str, Any]:
    return {
        "recipe": settings.recipe,
        "seed": settings.seed,
        "data": settings.data.paths,
        "teacher": settings.data.teacher.name,
        "steps": position.step,
        "minutes": round(position.elapsed_s / 60, 1),
        "finished": is_finished(settings.out),
        "commit": current_commit(),
    }
