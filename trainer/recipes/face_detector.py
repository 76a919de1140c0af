"""Recipe `face_detector`: a small network learns where a public detector sees faces.

The run: the teacher labels pictures (`face_detector_data`), scenes are cut from them
and learned (here), the least score of a face is chosen (`face_detector_measure`).
Letters in shapes: n scenes, s side in pixels, k cells.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from photosearch.spec.face_boxes import cell_centres
from trainer import checkpoint
from trainer.checkpoint import Position
from trainer.data.face_scenes import Scene, SceneMaker
from trainer.data.split import Part
from trainer.errors import DataError, TrainingError
from trainer.losses.face_assignment import Faces
from trainer.losses.face_cells import face_cells_loss
from trainer.nets.face_detector import FaceDetectorNet
from trainer.nets.face_teacher import FaceTeacher
from trainer.nets.precision import autocast, choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.face_detector_data import Pictures, prepare
from trainer.recipes.face_detector_measure import validate
from trainer.recipes.face_detector_settings import Settings, TrainSettings
from trainer.schedule import adamw, brief, learning_rate, share_done

logger = logging.getLogger(__name__)

CHECKPOINT_FILE = "checkpoint.safetensors"
NET_FILE = "net.safetensors"
PICTURES_FOLDER = "pictures"
LOG_EVERY = 25


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

    Every random choice of a step follows from the seed and the step's number, so a run
    that was killed goes on exactly as it would have.

    Raises:
        DataError: No picture to learn from shows a face.
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    options = settings.train
    if options.threads:
        torch.set_num_threads(options.threads)
    if not any(len(each.labels) for each in pictures[Part.TRAINING]):
        raise DataError("the teacher found no face on the pictures to learn from")
    maker = SceneMaker(pictures[Part.TRAINING], settings.scenes)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    net = FaceDetectorNet(settings.net).to(
        device,
        memory_format=torch.channels_last,  # type: ignore[call-overload]
    )
    precision = choose_precision(options.precision, device)
    average = average_of(net, options)
    optimizer = adamw(net, options.learning_rate, options.weight_decay)
    file = settings.out / CHECKPOINT_FILE
    step, elapsed_before = 0, 0.0
    if file.exists():
        position = checkpoint.load(file, settings.identity(), net, average, optimizer)
        step, elapsed_before = position.step, position.elapsed_s
    logger.info("training on %s in %s from step %d", device, precision, step)
    start = last_saved = clock()
    net.train()
    with ProgressLog(settings.out) as progress:
        while True:
            elapsed_s = elapsed_before + clock() - start
            done = share_done(step, elapsed_s, options)
            is_over = done >= 1
            if is_over or clock() - last_saved > 60 * options.save_minutes:
                position = Position(step, elapsed_s, settings.identity())
                checkpoint.save(file, position, net, average, optimizer)
                chosen = pictures[Part.VALIDATION]
                figures = validate(net_of(average), chosen, options.validated)
                progress.write(step, {"elapsed_s": elapsed_s, **figures})
                logger.info("step %d, %.0f %%: %s", step, 100 * done, brief(figures))
                last_saved = clock()
            if is_over:
                break
            rate = learning_rate(done, options)
            for group in optimizer.param_groups:
                group["lr"] = rate
            side, scenes = make_scenes(maker, step, settings)
            pixels, faces = to_batch(scenes, device)
            centres, strides = (
                torch.from_numpy(a).to(device) for a in cell_centres(side)
            )
            with autocast(precision, device):
                cells = net(pixels)
            terms = face_cells_loss(cells.float(), faces, centres, strides)
            loss = total_loss(terms, settings)
            if not torch.isfinite(loss):
                raise TrainingError(
                    f"the loss is {loss.item()} at step {step}; "
                    "try a smaller train.learning_rate"
                )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
            optimizer.step()
            average.update_parameters(net)
            step += 1
            if step % LOG_EVERY == 0:
                values = {name: term.item() for name, term in terms.items()}
                values |= {"loss": loss.item(), "rate": rate, "elapsed_s": elapsed_s}
                progress.write(step, values)
    return net_of(average).cpu().eval()


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


def average_of(net: FaceDetectorNet, options: TrainSettings) -> AveragedModel:
    """Return the moving average of a network's weights and norms, fast at first."""

    def blend(
        averages: tuple[Tensor, ...] | list[Tensor],
        currents: tuple[Tensor, ...] | list[Tensor],
        count: Tensor | int,
    ) -> None:
        updates = float(count)
        decay = min(options.average, (1 + updates) / (10 + updates))
        for averaged, current in zip(averages, currents, strict=True):
            if averaged.is_floating_point():
                averaged.lerp_(current, 1 - decay)
            else:
                averaged.copy_(current)

    return AveragedModel(net, multi_avg_fn=blend, use_buffers=True)


def net_of(average: AveragedModel) -> FaceDetectorNet:
    """Return the averaged network itself."""
    return cast(FaceDetectorNet, average.module)


def load_trained(settings: Settings) -> tuple[FaceDetectorNet, Position]:
    """Read the network of a run, finished or not, and how far the run is.

    Raises:
        TrainingError: The run has not got far enough to hold a network.
    """
    file = settings.out / CHECKPOINT_FILE
    if not file.is_file():
        raise TrainingError(f"no trained network in {settings.out}; run train first")
    average = average_of(FaceDetectorNet(settings.net), settings.train)
    position = checkpoint.load_average(file, average)
    return net_of(average).eval(), position


def is_finished(out: Path) -> bool:
    """Say whether the run of a folder came to its end."""
    return (out / NET_FILE).is_file()
