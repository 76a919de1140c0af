"""Turn a run of recipe `face_hash` into a model file."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import nn

from photosearch.spec.align import FACE_PX
from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer import checkpoint
from trainer.checkpoint import CHECKPOINT_FILE
from trainer.data.faces import NOBODY, Faces
from trainer.data.people_split import ALIGNED_FOLDER, LARGE_FOLDER
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.linear_hash import LinearHash, fit_itq
from trainer.evaluation.report import Row, current_commit
from trainer.evaluation.verification import match_thresholds
from trainer.export import export_photo_net
from trainer.nets.face import FaceNet, MirroredFaceNet, TurnedFaceNet
from trainer.recipes.face_hash import load_net
from trainer.recipes.face_hash_data import known_faces, middles, open_all
from trainer.recipes.face_hash_measure import describe
from trainer.recipes.face_hash_settings import Head, Settings
from trainer.schedule import brief

logger = logging.getLogger(__name__)

COMPARED_FACES = 32
FITTED_FACES = 3000
"""Of people learned from, by which the embedding is turned."""

STUDENT = "face model"
"""Rows of the study whose figures travel in the file begin with it."""


def export(settings: Settings, file: Path, rows: Sequence[Row]) -> None:
    """Write the model file of a run, finished or not.

    Args:
        settings: The recipe.
        file: Where the model goes.
        rows: What the study measured, if it was measured already.

    Raises:
        TrainerError: The run has not got far enough to hold a network, or its faces
            of validation people are too few.
        ExportError: The file would not do what the network does.
    """
    trained, is_finished = load_net(settings)
    faces = open_all(settings)
    net = as_used(trained, faces, settings)
    known = known_faces(faces, Part.VALIDATION)
    if len(known.people) < 2:
        raise DataError("too few faces of validation people for thresholds")
    said = describe(net, known.pixels)
    logger.info("validation people: %s", brief(said.marks(known.people)))
    try:
        thresholds = match_thresholds(said.embeddings, said.codes, known.people)
    except ValueError as error:
        raise DataError(str(error)) from error
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.FACE,
        input_px=FACE_PX,
        resize=ResizeRule.STRETCH,
        code_bits=settings.net.code_bits,
        embedding_width=settings.net.embedding_width,
        thresholds=thresholds,
        training=_origin(settings, is_finished=is_finished),
        figures={
            f"{row.metric} ({row.row}, {row.data})": round(row.value, 4)
            for row in rows
            if row.row.startswith(STUDENT)
        },
        licence=settings.export.licence,
    )
    export_photo_net(net, spec, file, known.pixels[:COMPARED_FACES])
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def as_used(trained: FaceNet, faces: Faces, settings: Settings) -> nn.Module:
    """Return a trained network with the looks and the head that were chosen."""
    options = settings.export
    net: nn.Module = MirroredFaceNet(trained) if options.mirror else trained
    if options.head is Head.TRAINED:
        return net.eval()
    rows = faces.rows(Part.TRAINING)
    # Of photos of people, as libraries hold them; validation people say so, too.
    rows = rows[faces.people[rows] != NOBODY]
    chosen = np.random.default_rng(settings.seed).permutation(rows)[:FITTED_FACES]
    known = describe(net, middles(faces, np.sort(chosen)))
    code = fit_turns(known.embeddings, settings.net.code_bits, settings.seed)
    return TurnedFaceNet(net, code).eval()


def fit_turns(embeddings: npt.NDArray[np.float32], bits: int, seed: int) -> LinearHash:
    """Turn embeddings (n, d) by ITQ as often as it takes for so many bits.

    Raises:
        DataError: There are too few of them.
    """
    width = embeddings.shape[1]
    if len(embeddings) <= width:
        raise DataError(f"{len(embeddings)} faces are too few to turn {width} numbers")
    turns = [
        fit_itq(embeddings, min(width, bits - start), seed + start)
        for start in range(0, bits, width)
    ]
    weight = np.concatenate([turn.weight for turn in turns], axis=1)
    return LinearHash(turns[0].mean, weight)


def _origin(settings: Settings, *, is_finished: bool) -> dict[str, Any]:
    position, _ = checkpoint.read(settings.out / CHECKPOINT_FILE)
    crowds = [source.path for source in settings.faces.crowds]
    return {
        "recipe": settings.recipe,
        "seed": settings.seed,
        "data": [LARGE_FOLDER, ALIGNED_FOLDER, *crowds],
        "teacher": Path(settings.data.teacher).name,
        "detector": Path(settings.faces.detector).name,
        "steps": position.step,
        "minutes": round(position.elapsed_s / 60, 1),
        "finished": is_finished,
        "mirror": settings.export.mirror,
        "head": settings.export.head.value,
        "loss": asdict(settings.loss),
        "commit": current_commit(),
    }
