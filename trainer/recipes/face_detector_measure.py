"""How well a detector does on pictures that only choose, and the score chosen there."""

from collections.abc import Sequence

import numpy as np
import torch

from photosearch.spec.face_boxes import Floats
from photosearch.spec.preprocess import Pixels
from trainer.data.face_pictures import FacePicture
from trainer.data.sources import stable_share
from trainer.evaluation.face_agreement import (
    Agreement,
    RunCells,
    compare,
    find_faces,
    joined,
)
from trainer.nets.face_detector import FaceDetectorNet
from trainer.recipes.face_detector_settings import ChoiceSettings

LEAST_PX = 32.0
"""Side of the smallest face that is measured, in pixels of the picture."""

LEAST_SCORE = 0.05
"""Faces below it are not even looked at."""

_STEPS = np.arange(0.1, 0.951, 0.01)


def agreement(
    run: RunCells, pictures: Sequence[FacePicture], least_px: float = LEAST_PX
) -> Agreement:
    """Hold a detector against its teacher on pictures, at least one."""
    return joined(
        compare(find_faces(run, each.pixels, LEAST_SCORE), each.found, least_px)
        for each in pictures
    )


def validate(
    net: FaceDetectorNet, pictures: Sequence[FacePicture], most: int
) -> dict[str, float]:
    """Measure a network on some validation pictures, always the same."""
    chosen = sorted(pictures, key=lambda each: stable_share(each.name))[:most]
    was_training = net.training
    net.eval()
    found = agreement(run_of(net), chosen)
    net.train(was_training)
    return {
        "val_average_precision": found.average_precision(),
        "val_recall": found.recall_at(0.95),
        "val_point_error": found.point_error(0.5),
    }


def run_of(net: FaceDetectorNet) -> RunCells:
    """Return what lets a network look at canvases."""
    device = next(net.parameters()).device

    @torch.no_grad()
    def run(canvases: Pixels) -> Floats:
        pixels = torch.from_numpy(canvases).to(device).permute(0, 3, 1, 2).float()
        cells: Floats = net(pixels).float().cpu().numpy()
        return cells

    return run


def without_faces(pictures: Sequence[FacePicture]) -> list[FacePicture]:
    """Return the pictures on which the teacher suspects no face at all."""
    return [each for each in pictures if not len(each.labels)]


def choose_score(
    run: RunCells, pictures: Sequence[FacePicture], options: ChoiceSettings
) -> float:
    """Return the least score that keeps precision and false faces as wanted."""
    found = agreement(run, pictures)
    empty = without_faces(pictures)
    quiet = agreement(run, empty) if empty else None
    for score in _STEPS:
        is_quiet = quiet is None or quiet.false_faces(score) <= options.false_faces
        if is_quiet and found.precision(score) >= options.precision:
            return round(float(score), 2)
    return round(float(_STEPS[-1]), 2)
