"""How well a detector does on pictures that only choose, and the score chosen there."""

from collections.abc import Sequence

import numpy as np
import torch

from photosearch.spec.face_boxes import FacesFound, Floats
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


def look(run: RunCells, pictures: Sequence[FacePicture]) -> list[FacesFound]:
    """Find the faces of pictures, very unlikely ones included."""
    return [find_faces(run, each.pixels, LEAST_SCORE) for each in pictures]


def agreement(
    found: Sequence[FacesFound],
    pictures: Sequence[FacePicture],
    least_px: float = LEAST_PX,
) -> Agreement:
    """Hold what was found on pictures, at least one, against the teacher's word."""
    return joined(
        compare(mine, each.found, least_px)
        for mine, each in zip(found, pictures, strict=True)
    )


def quiet_agreement(
    found: Sequence[FacesFound], pictures: Sequence[FacePicture]
) -> Agreement | None:
    """Take for wrong whatever was found where the teacher suspects no face at all.

    Returns:
        None where the teacher suspects one on every picture.
    """
    parts = [
        compare(mine, each.found, 0)
        for mine, each in zip(found, pictures, strict=True)
        if not len(each.labels)
    ]
    return joined(parts) if parts else None


def some_of(pictures: Sequence[FacePicture], most: int) -> list[FacePicture]:
    """Return some pictures, always the same."""
    return sorted(pictures, key=lambda each: stable_share(each.name))[:most]


def validate(
    net: FaceDetectorNet, pictures: Sequence[FacePicture], most: int
) -> dict[str, float]:
    """Measure a network on some validation pictures, always the same."""
    chosen = some_of(pictures, most)
    was_training = net.training
    net.eval()
    found = agreement(look(run_of(net), chosen), chosen)
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


def choose_score(
    run: RunCells, pictures: Sequence[FacePicture], options: ChoiceSettings
) -> float:
    """Return the least score that keeps precision and false faces as wanted."""
    pictures = some_of(pictures, options.pictures)
    seen = look(run, pictures)
    found, quiet = agreement(seen, pictures), quiet_agreement(seen, pictures)
    for score in _STEPS:
        is_quiet = quiet is None or quiet.false_faces(score) <= options.false_faces
        if is_quiet and found.precision(score) >= options.precision:
            return round(float(score), 2)
    return round(float(_STEPS[-1]), 2)
