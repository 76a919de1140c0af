"""Recipe `distill`: a small network learns what a public teacher says about photos.

No label is used. The run: make the views (`distill_data`), turn the teacher's features
into targets (`distill_lessons`), train (here), choose what to keep (`distill_choice`).
Letters in shapes: n pictures, s side in pixels, d features, b bits.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator, Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from trainer import checkpoint
from trainer.checkpoint import Position
from trainer.data.augment import augment, cut_and_mix, follow
from trainer.errors import TrainingError
from trainer.losses.agreement import agreement_loss
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import code_similarity_loss
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.places import places_loss
from trainer.losses.quantisation import quantisation_loss
from trainer.losses.similarity import similarity_loss
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import autocast, choose_precision
from trainer.progress import ProgressLog
from trainer.recipes.distill_choice import Chosen, choose, save_chosen
from trainer.recipes.distill_data import prepare
from trainer.recipes.distill_lessons import Curriculum, Lesson, make_curriculum
from trainer.recipes.distill_measure import validate
from trainer.recipes.distill_settings import LossWeights, Settings, TrainSettings
from trainer.schedule import adamw, brief, learning_rate, share_done

logger = logging.getLogger(__name__)

Tensors = tuple[Tensor, ...] | list[Tensor]

CHECKPOINT_FILE = "checkpoint.safetensors"
NET_FILE = "net.safetensors"
VIEWS_FOLDER = "views"
LOG_EVERY = 25


def train(settings: Settings) -> Chosen:
    """Run the recipe, or what is left of an interrupted run.

    Raises:
        TrainerError: Data are missing, the loss is no number, a file cannot be written.
    """
    stores = prepare(settings.data, settings.seed, settings.out / VIEWS_FOLDER)
    curriculum = make_curriculum(stores, settings)
    chosen = choose(fit(curriculum, settings), curriculum, settings)
    save_chosen(settings.out / NET_FILE, chosen)
    return chosen


# --- loss ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the teacher says about a batch.

    Attributes:
        targets: Of the pictures, (n, d), unit length.
        places: Of their places, (n, p, d), row by row, not of unit length.
    """

    targets: Tensor
    places: Tensor

    def to(self, device: torch.device) -> Self:
        """Return the same on a device."""
        return type(self)(self.targets.to(device), self.places.to(device))


def total_loss(
    embeddings: Tensor,
    logits: Tensor,
    places: Tensor,
    wanted: Wanted,
    rotation: Tensor,
    weights: LossWeights,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the weighted sum and its terms.

    Args:
        embeddings: (n, d), unit length.
        logits: (n, b).
        places: (n, p, d), what is said about each place.
        wanted: What the teacher says.
        rotation: (d, b).
        weights: What each term counts.
    """
    targets = wanted.targets
    terms = {
        "cosine": cosine_loss(embeddings, targets),
        "places": places_loss(places, wanted.places),
        "similarity": similarity_loss(embeddings, targets),
        "agreement": agreement_loss(logits, targets @ rotation),
        "code_similarity": code_similarity_loss(logits, targets),
        "balance": balance_loss(logits),
        "decorrelation": decorrelation_loss(logits),
        "quantisation": quantisation_loss(logits),
    }
    total = torch.stack([getattr(weights, name) * terms[name] for name in terms]).sum()
    return total, terms


# --- training ------------------------------------------------------------------------


def fit(
    curriculum: Curriculum,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
) -> dict[str, PhotoNet]:
    """Train, or go on training, and return the `last` and the `average` network.

    Every random choice of a step follows from the seed and the step's number, so a run
    that was killed goes on exactly as it would have.

    Raises:
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    options = settings.train
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(settings.seed)
    net = PhotoNet(settings.net)
    if options.start:
        checkpoint.load_net(Path(options.start), net)
    net = net.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    precision = choose_precision(options.precision, device)
    average = average_of(net, options)
    optimizer = adamw(net, options.learning_rate, options.weight_decay)
    file = settings.out / CHECKPOINT_FILE
    step, elapsed_before = 0, 0.0
    if file.exists():
        position = checkpoint.load(file, settings.identity(), net, average, optimizer)
        step, elapsed_before = position.step, position.elapsed_s
    logger.info("training on %s in %s from step %d", device, precision, step)
    look = torch.compile(net.look, dynamic=False) if options.compile else net.look
    start = last_saved = clock()
    rotation = curriculum.rotation.to(device)
    net.train()
    with ProgressLog(settings.out) as progress:
        while True:
            elapsed_s = elapsed_before + clock() - start
            done = share_done(step, elapsed_s, options)
            is_over = done >= 1
            if is_over or clock() - last_saved > 60 * options.save_minutes:
                position = Position(step, elapsed_s, settings.identity())
                checkpoint.save(file, position, net, average, optimizer)
                figures = validate(net, curriculum)
                progress.write(step, {"elapsed_s": elapsed_s, **figures})
                logger.info("step %d, %.0f %%: %s", step, 100 * done, brief(figures))
                last_saved = clock()
            if is_over:
                break
            rate = learning_rate(done, options)
            for group in optimizer.param_groups:
                group["lr"] = rate
            pixels, wanted = make_batch(curriculum.training, step, done, settings)
            pixels = pixels.to(device, memory_format=torch.channels_last)
            with autocast(precision, device):
                embeddings, logits, maps = look(pixels)
                places = net.places(maps)
            loss, terms = total_loss(
                embeddings.float(),
                logits.float(),
                places.float(),
                wanted.to(device),
                rotation,
                settings.loss,
            )
            if not torch.isfinite(loss):
                raise TrainingError(
                    f"the loss is {loss.item()} at step {step}; "
                    "try a smaller train.learning_rate"
                )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            average.update_parameters(net)
            step += 1
            if step % LOG_EVERY == 0:
                values = {name: term.item() for name, term in terms.items()}
                values |= {"loss": loss.item(), "rate": rate, "elapsed_s": elapsed_s}
                progress.write(step, values)
    return {"last": net.cpu().eval(), "average": net_of(average).cpu().eval()}


def average_of(net: PhotoNet, options: TrainSettings) -> AveragedModel:
    """Return the moving average of a network's weights, which follows fast at first."""

    def blend(averages: Tensors, currents: Tensors, count: Tensor | int) -> None:
        updates = float(count)
        decay = min(options.average, (1 + updates) / (10 + updates))
        torch._foreach_lerp_(averages, currents, 1 - decay)

    return AveragedModel(net, multi_avg_fn=blend)


def net_of(average: AveragedModel) -> PhotoNet:
    """Return the averaged network itself."""
    return cast(PhotoNet, average.module)


def make_batch(
    lesson: Lesson, step: int, done: float, settings: Settings
) -> tuple[Tensor, Wanted]:
    """Make the batch of a step.

    Returns:
        Pixels (n, 3, px, px) float, 0 to 255, and what is wanted of them.
    """
    options = settings.train
    chosen = batch_places(len(lesson.rows), options.batch, step, settings.seed)
    pixels, targets, cells = lesson.batch(chosen)
    generator = Generator().manual_seed((settings.seed << 40) + step)
    size_px = options.small_px if done < options.small_share else settings.data.size_px
    changed, affine = augment(pixels, size_px, settings.augment, generator)
    side = size_px // settings.net.backbone.stride
    cells = follow(cells, affine, side)
    changed, targets, cells = cut_and_mix(
        changed, targets, cells, settings.augment.mix, generator
    )
    places = cells.flatten(2).transpose(1, 2)
    return changed, Wanted(functional.normalize(targets, dim=1), places)


def batch_places(count: int, batch: int, step: int, seed: int) -> npt.NDArray[np.int64]:
    """Return the places of a step's pictures; each epoch has its own order."""
    per_epoch = max(1, count // batch)
    epoch, place = divmod(step, per_epoch)
    order = np.random.default_rng([seed, epoch]).permutation(count)
    return order[place * batch : (place + 1) * batch]
