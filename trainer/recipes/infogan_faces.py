"""Recipe `infogan_faces`: codes of faces learned without labels, judged on LFW.

What learns is recipe `infogan_hash` at 64 px. Who is on a photo is known to the
measurement alone. Letters in shapes: n faces, b bits, d features.
"""

import logging
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch
from typing_extensions import override

from photosearch.spec.align import FACE_PX
from photosearch.spec.preprocess import Pixels
from trainer.checkpoint import NET_FILE
from trainer.data.augment import plain
from trainer.data.cifar10 import Labelled
from trainer.data.faces import NOBODY, Faces, Find, open_faces
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.evaluation.kept_rows import kept_rows
from trainer.evaluation.report import Row, read_rows
from trainer.evaluation.rows import Measured, value_rows
from trainer.evaluation.verification import all_pairs, balanced_accuracy, signs_of
from trainer.following import Follower
from trainer.nets.infogan import InfoGan
from trainer.nets.yunet import YuNet
from trainer.recipes.face_hash_study_data import middle
from trainer.recipes.face_pairs import (
    DATA,
    load_paired_faces,
    pair_rows,
    pair_threshold,
)
from trainer.recipes.infogan_faces_settings import Settings
from trainer.recipes.infogan_hash import Run, Trained, describe, keep, read_trained
from trainer.run_folder import alone_in

logger = logging.getLogger(__name__)

Places = npt.NDArray[np.int64]

NAME = "InfoGAN hashing, no labels"
UNTRAINED = "the same network, untrained"
VALIDATION_FOLDS = 5
CPU = torch.device("cpu")


class FaceRun(Run):
    """A run that is watched by pairs of faces, as people seen are nobody's here."""

    @override
    def validate(self, learned: Labelled, held: Labelled) -> dict[str, float]:
        """Tell same from other people by codes, thresholds by other folds."""
        _, logits = describe(self.net, held.pixels, self.device, self.precision)
        figures, start = {}, 0
        for bits in self.settings.net.bits:
            signs = signs_of(logits[:, start : start + bits] >= 0)
            found = balanced_accuracy(
                all_pairs(signs, held.labels), VALIDATION_FOLDS, seed=0
            )
            figures[f"validation_accuracy_{bits}"] = found.accuracy
            start += bits
        return figures


def train(settings: Settings) -> Trained:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    torch.manual_seed(settings.seed)
    trained = read_trained(settings)
    if trained is not None:
        return trained
    learned, held = load_faces(settings)
    logger.info("%d faces to learn from, %d to choose by", len(learned), len(held))
    run = FaceRun(settings)
    return keep(run, run.fit(learned, held))


def evaluate(settings: Settings, follower: Follower) -> list[Row]:
    """Train what is left to train and judge the codes on the pairs of LFW.

    Args:
        settings: The recipe.
        follower: May stop the wait for another run in the same folder.

    Raises:
        TrainerError: As `train`; or the pairs are missing.
    """
    with alone_in(settings.out, follower):
        trained = train(settings)
        made = (settings.out / NET_FILE).stat().st_mtime_ns
        origin = f"{settings.identity()} {made}"
        folder = settings.out / "measured"
        rows = kept_rows(folder, origin, lambda _: _rows(settings, trained))
    beside = settings.pairs.beside
    others = read_rows(beside) if beside else []
    return rows + [row for row in others if row.data == DATA]


def load_faces(settings: Settings) -> tuple[Labelled, Labelled]:
    """Read the faces to learn from, as nobody's, and those of validation people.

    Raises:
        DataError: Photos or the detector are missing.
    """
    root, out = settings.data.root, settings.out
    folder = settings.pairs.found or out / "faces"
    find = finder(settings)
    faces = open_faces(folder, root, out / "packs", settings.faces, find)
    learned = _some(faces, faces.rows(Part.TRAINING), settings.pairs.limit)
    held = faces.rows(Part.VALIDATION)
    held = held[faces.people[held] != NOBODY]
    if not len(learned) or len(np.unique(faces.people[held])) < 2:
        raise DataError("too few faces to learn from, or to choose a threshold by")
    side = settings.net.side_px
    return (
        Labelled(
            _small(faces.pixels[learned], side), np.full(len(learned), NOBODY, np.int64)
        ),
        Labelled(_small(faces.pixels[held], side), faces.people[held]),
    )


def finder(settings: Settings) -> Callable[[], Find]:
    """Return what opens the detector."""
    file = settings.data.root / settings.faces.detector
    return lambda: YuNet(file).find


def _some(faces: Faces, rows: Places, limit: int) -> Places:
    """Choose faces by a stable hash."""
    if not limit or len(rows) <= limit:
        return rows
    names = [f"{faces.sources[row]}/{faces.numbers[row]}" for row in rows]
    order = np.argsort([stable_share(name) for name in names], kind="stable")
    return np.sort(rows[order[:limit]])


def _small(kept: Pixels, side_px: int) -> Pixels:
    """Scale the aligned faces in kept crops (n, 144, 144, 3) to (n, s, s, 3)."""
    small = np.empty((len(kept), side_px, side_px, 3), np.uint8)
    for start in range(0, len(kept), 256):
        part = np.ascontiguousarray(middle(kept[start : start + 256], FACE_PX))
        pixels = plain(torch.from_numpy(part), side_px).round().clamp(0, 255)
        small[start : start + 256] = pixels.permute(0, 2, 3, 1).to(torch.uint8).numpy()
    return small


def _rows(settings: Settings, trained: Trained) -> list[Row]:
    """Judge the trained network and one that learned nothing."""
    _, held = load_faces(settings)
    torch.manual_seed(settings.seed)
    nets = {NAME: trained.net, UNTRAINED: InfoGan(settings.net, settings.gan)}
    about = Measured(NAME, 0, settings.seed, DATA, trained.elapsed_s)
    outcome = {
        "collapsed": float(trained.collapsed is not None),
        "steps": float(trained.steps),
        "minutes": trained.elapsed_s / 60,
    }
    rows = value_rows(about, outcome)
    for name, net in nets.items():
        rows += _judged(settings, name, net, held)
    return rows


def _judged(settings: Settings, name: str, net: InfoGan, held: Labelled) -> list[Row]:
    paired = load_paired_faces(
        settings.pairs.lfw,
        settings.data.root,
        settings.out / "pairs",
        finder(settings),
        settings.net.side_px,
    )
    said, own = (describe(net, each, CPU) for each in (paired.pixels, held.pixels))
    # Features are never negative: without their mean all would be alike.
    centre = own[0].mean(axis=0)
    units = [
        features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-9)
        for features in (said[0] - centre, own[0] - centre)
    ]
    described = [(0, *units)]
    start = 0
    for bits in settings.net.bits:
        part = slice(start, start + bits)
        start += bits
        described.append((bits, *(signs_of(e[1][:, part] >= 0) for e in (said, own))))
    rows: list[Row] = []
    for bits, vectors, known in described:
        about = Measured(name, bits, settings.seed, DATA)
        threshold = pair_threshold(known, held.labels)
        rows += pair_rows(about, paired, vectors, threshold)
    return rows
