"""Turn a run of recipe `distill` into a model file."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import Pixels, ResizeRule
from trainer import checkpoint
from trainer.averaged_run import load_unfinished
from trainer.checkpoint import CHECKPOINT_FILE, NET_FILE
from trainer.errors import TrainingError
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_photo_net
from trainer.nets.photo import PhotoNet
from trainer.recipes.distill_choice import (
    CALIBRATION_VIEWS,
    Choice,
    Chosen,
    calibrated,
    load_chosen,
    squares_at,
)
from trainer.recipes.distill_lessons import Curriculum
from trainer.recipes.distill_measure import describe
from trainer.recipes.distill_settings import Settings

logger = logging.getLogger(__name__)

MATCH_RATES = (0.1, 0.01, 0.001, 0.0001)
THRESHOLD_PHOTOS = 4000
COMPARED_PHOTOS = 32
STUDENT = "student code"
"""Row of the study whose figures travel in the file."""


def export(
    settings: Settings, curriculum: Curriculum, file: Path, rows: Sequence[Row]
) -> None:
    """Write the model file of a run, finished or not.

    Args:
        settings: The recipe.
        curriculum: Its data, for distances between photos and for the comparison.
        file: Where the model goes.
        rows: What the study measured, if it was measured already.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
        ExportError: The file would not do what the network does.
    """
    if not (settings.out / CHECKPOINT_FILE).is_file():
        raise TrainingError(f"no trained network in {settings.out}; run train first")
    is_finished = (settings.out / NET_FILE).is_file()
    if is_finished:
        chosen = load_chosen(settings.out / NET_FILE, settings)
    else:
        chosen = _unfinished(settings, curriculum)
    net = chosen.as_used()
    size_px = chosen.choice.looks.input_px
    squares = squares_at(curriculum.training, size_px, settings, THRESHOLD_PHOTOS)
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=size_px,
        resize=ResizeRule.CROP,
        code_bits=settings.net.code_bits,
        embedding_width=settings.net.embedding_width,
        thresholds=distance_thresholds(net, squares),
        training=_origin(settings, chosen.choice, is_finished=is_finished),
        figures={
            f"{row.metric} ({row.data})": round(row.value, 4)
            for row in rows
            if row.row == STUDENT
        },
        licence=settings.export.licence,
    )
    export_photo_net(net, spec, file, np.stack(squares[:COMPARED_PHOTOS]))
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def distance_thresholds(
    net: torch.nn.Module, squares: Sequence[Pixels]
) -> dict[str, float]:
    """Return the code distance, in bits, below which a share of random pairs lies."""
    return thresholds_of(describe(net, squares)[1])


def thresholds_of(logits: torch.Tensor) -> dict[str, float]:
    """Return what `distance_thresholds` does of photos with logits (n, bits)."""
    signs = torch.where(logits >= 0, 1.0, -1.0)
    distances = (logits.shape[1] - signs @ signs.T) / 2  # (n, n)
    above = torch.triu_indices(len(signs), len(signs), offset=1)
    pairs = distances[above[0], above[1]].numpy()
    return {
        f"{rate:g}": float(np.quantile(pairs, rate, method="lower"))
        for rate in MATCH_RATES
    }


def _unfinished(settings: Settings, curriculum: Curriculum) -> Chosen:
    """Take the average of a run that is under way, its norms calibrated."""
    average, _ = load_unfinished(settings.out, PhotoNet(settings.net))
    looks = settings.export.looks[0]
    known = squares_at(curriculum.training, looks.input_px, settings, CALIBRATION_VIEWS)
    net = calibrated(average, known)
    return Chosen(net, Choice("average", "trained", looks, 0.0))


def _origin(settings: Settings, choice: Choice, *, is_finished: bool) -> dict[str, Any]:
    position, _ = checkpoint.read(settings.out / CHECKPOINT_FILE)
    return {
        "recipe": settings.recipe,
        "seed": settings.seed,
        "data": [source.path for source in settings.data.sources],
        "teacher": settings.data.teacher.name,
        "steps": position.step,
        "minutes": round(position.elapsed_s / 60, 1),
        "finished": is_finished,
        "weights": choice.weights,
        "head": choice.head,
        "looks": asdict(choice.looks),
        "commit": current_commit(),
    }
