"""Recipe `face_detector`: a small network learns where a public detector sees faces.

The run: the teacher labels pictures (`face_detector_data`), scenes are cut from them
and learned (here), the least score of a face is chosen (`face_detector_measure`).
Letters in shapes: n scenes, s side in pixels, k cells.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from photosearch.spec.face_boxes import cell_centres
from trainer import checkpoint
from trainer.averaged_run import AveragedRun, load_unfinished
from trainer.checkpoint import NET_FILE, Position
from trainer.data.face_scenes import Scene, SceneMaker
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.losses.face_assignment import Faces
from trainer.losses.face_cells import face_cells_loss
from trainer.nets.face_detector import FaceDetectorNet
from trainer.nets.face_teacher import FaceTeacher
from trainer.nets.precision import autocast
from trainer.recipes.face_detector_data import Pictures, prepare
from trainer.recipes.face_detector_measure import validate
from trainer.recipes.face_detector_settings import Settings

PICTURES_FOLDER = "pictures"
MOST_GRADIENT = 10.0


def train(settings: Settings, teacher: FaceTeacher | None = None) -> FaceDetectorNet:
    """Run the recipe, or what is left of an interrupted run.

    Args:
        settings: The recipe.
        teacher: Who labels; the recipe's by default.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    parts = (Part.TRAINING, Part.VALIDATION)
    pictures = prepare(settings.data, settings.out / PICTURES_FOLDER, parts, teacher)
    net = fit(pictures, settings)
    checkpoint.save_net(settings.out / NET_FILE, net, {})
    return net


def fit(
    pictures: Pictures,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
) -> FaceDetectorNet:
    """Train, or go on training, and return the averaged network.

    Raises:
        DataError: No picture to learn from shows a face.
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    if not any(len(each.labels) for each in pictures[Part.TRAINING]):
        raise DataError("the teacher found no face on the pictures to learn from")
    maker = SceneMaker(pictures[Part.TRAINING], settings.scenes)
    run = AveragedRun(
        lambda: FaceDetectorNet(settings.net),
        settings.train,
        settings.seed,
        settings.out,
        settings.identity(),
        with_norms=True,
        most_gradient=MOST_GRADIENT,
    )

    def learn(step: int, _done: float) -> tuple[Tensor, dict[str, Tensor]]:
        side, scenes = make_scenes(maker, step, settings)
        pixels, faces = to_batch(scenes, run.device)
        centres, strides = (
            torch.from_numpy(a).to(run.device) for a in cell_centres(side)
        )
        with autocast(run.precision, run.device):
            cells = run.net(pixels)
        terms = face_cells_loss(cells.float(), faces, centres, strides)
        return total_loss(terms, settings), terms

    def marks() -> dict[str, float]:
        chosen = pictures[Part.VALIDATION]
        return validate(run.averaged, chosen, settings.train.validated)

    run.fit(learn, marks, clock)
    return run.averaged.cpu().eval()


def total_loss(terms: dict[str, Tensor], settings: Settings) -> Tensor:
    """Return the weighted sum of the terms."""
    weights = settings.loss
    return torch.stack([getattr(weights, name) * terms[name] for name in terms]).sum()


def make_scenes(
    maker: SceneMaker, step: int, settings: Settings
) -> tuple[int, list[Scene]]:
    """Make the scenes of a step, and say how large they are."""
    options = settings.train
    rng = np.random.default_rng([settings.seed, step])
    first, second = options.sides
    side = second if rng.random() < options.second_share else first
    count = max(1, round(options.batch * (first / side) ** 2))
    return side, [maker.make(side, rng) for _ in range(count)]


def to_batch(scenes: list[Scene], device: torch.device) -> tuple[Tensor, Faces]:
    """Put scenes into pixels (n, 3, s, s), 0 to 255, and padded faces."""
    pixels = torch.from_numpy(np.stack([scene.pixels for scene in scenes]))
    pixels = pixels.permute(0, 3, 1, 2).float()
    most = max(1, *(len(scene.labels) for scene in scenes))
    labels = np.zeros((len(scenes), most, 15), np.float32)
    is_wanted = np.zeros((len(scenes), most), bool)
    is_doubtful = np.zeros((len(scenes), most), bool)
    for number, scene in enumerate(scenes):
        count = len(scene.labels)
        labels[number, :count] = scene.labels
        is_wanted[number, :count] = scene.is_wanted
        is_doubtful[number, :count] = ~scene.is_wanted
    labels[..., 2:4] += labels[..., :2]
    faces = Faces(
        torch.from_numpy(labels[..., :4]).to(device),
        torch.from_numpy(labels[..., 4:14]).to(device).reshape(*is_wanted.shape, 5, 2),
        torch.from_numpy(is_wanted).to(device),
        torch.from_numpy(is_doubtful).to(device),
    )
    return pixels.to(device, memory_format=torch.channels_last), faces


def load_trained(settings: Settings) -> tuple[FaceDetectorNet, Position]:
    """Read the network of a run, finished or not, and how far the run is.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
    """
    return load_unfinished(settings.out, FaceDetectorNet(settings.net))


def is_finished(out: Path) -> bool:
    """Say whether the run of a folder came to its end."""
    return (out / NET_FILE).is_file()
