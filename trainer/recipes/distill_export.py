"""Turn a run of recipe `distill` into a model file."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer import checkpoint
from trainer.errors import TrainingError
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_photo_net
from trainer.nets.photo import PhotoNet
from trainer.recipes.distill import (
    CHECKPOINT_FILE,
    NET_FILE,
    Curriculum,
    Settings,
    average_of,
    describe,
)

logger = logging.getLogger(__name__)

MATCH_RATES = (0.1, 0.01, 0.001, 0.0001)
THRESHOLD_PHOTOS = 4000
COMPARED_PHOTOS = 32
STUDENT = "student code"
"""Row of the study whose figures travel in the file."""


def export(
    settings: Settings, curriculum: Curriculum, file: Path, rows: list[Row]
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
    net, trained = load_trained(settings)
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=settings.data.size_px,
        resize=ResizeRule.CROP,
        code_bits=settings.net.code_bits,
        embedding_width=settings.net.embedding_width,
        thresholds=distance_thresholds(net, curriculum, settings),
        training={**_origin(settings), **trained},
        figures={
            f"{row.metric} ({row.data})": round(row.value, 4)
            for row in rows
            if row.row == STUDENT
        },
        licence=settings.export.licence,
    )
    lesson = curriculum.validation
    pictures = lesson.pixels[lesson.rows[:COMPARED_PHOTOS]]
    export_photo_net(net, spec, file, np.ascontiguousarray(pictures))
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def load_trained(settings: Settings) -> tuple[PhotoNet, Mapping[str, Any]]:
    """Load the finished network, or the average of a run that is under way.

    Returns:
        The network, and what its checkpoint tells about the run.

    Raises:
        TrainingError: There is neither.
    """
    checkpoint_file = settings.out / CHECKPOINT_FILE
    if not checkpoint_file.is_file():
        raise TrainingError(f"no trained network in {settings.out}; run train first")
    net = PhotoNet(settings.net)
    average = average_of(net, settings.train)
    position = checkpoint.load_average(checkpoint_file, average)
    is_finished = (settings.out / NET_FILE).is_file()
    if is_finished:
        checkpoint.load_net(settings.out / NET_FILE, net)
    else:
        net.load_state_dict(average.module.state_dict())
    trained = {
        "steps": position.step,
        "minutes": round(position.elapsed_s / 60, 1),
        "finished": is_finished,
    }
    return net.eval(), trained


def distance_thresholds(
    net: PhotoNet, curriculum: Curriculum, settings: Settings
) -> dict[str, float]:
    """Return the code distance, in bits, below which a share of random pairs lies."""
    lesson, size_px = curriculum.training, settings.data.size_px
    _, logits = describe(net, lesson, size_px, most=THRESHOLD_PHOTOS)
    signs = torch.where(logits >= 0, 1.0, -1.0)
    distances = (logits.shape[1] - signs @ signs.T) / 2  # (n, n)
    above = torch.triu_indices(len(signs), len(signs), offset=1)
    pairs = distances[above[0], above[1]].numpy()
    return {
        f"{rate:g}": float(np.quantile(pairs, rate, method="lower"))
        for rate in MATCH_RATES
    }


def _origin(settings: Settings) -> dict[str, Any]:
    return {
        "recipe": settings.recipe,
        "seed": settings.seed,
        "data": [source.path for source in settings.data.sources],
        "teacher": settings.data.teacher.name,
        "commit": current_commit(),
    }
