"""Recipe `distill`: a small network learns what a public teacher says about photos.

No label is used. The run: make the views (`distill_data`), turn the teacher's features
into targets (`distill_lessons`), train (here), choose what to keep (`distill_choice`).
Letters in shapes: n pictures, s side in pixels, d features, b bits.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import torch
from torch import Generator, Tensor
from torch.nn import functional

from trainer import checkpoint
from trainer.averaged_run import AveragedRun
from trainer.checkpoint import NET_FILE
from trainer.data.augment import augment, cut_and_mix, follow
from trainer.losses.agreement import agreement_loss
from trainer.losses.balance import balance_loss
from trainer.losses.code_similarity import code_similarity_loss
from trainer.losses.cosine import cosine_loss
from trainer.losses.decorrelation import decorrelation_loss
from trainer.losses.places import places_loss
from trainer.losses.quantisation import quantisation_loss
from trainer.losses.similarity import similarity_loss
from trainer.nets.compiled import compiled
from trainer.nets.photo import PhotoNet
from trainer.nets.precision import autocast
from trainer.recipes.distill_choice import Chosen, choose, save_chosen
from trainer.recipes.distill_data import prepare
from trainer.recipes.distill_lessons import Curriculum, Lesson, make_curriculum
from trainer.recipes.distill_measure import validate
from trainer.recipes.distill_settings import LossWeights, Settings
from trainer.schedule import batch_places

VIEWS_FOLDER = "views"


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

    Raises:
        TrainingError: The loss is no number, or a checkpoint cannot be used.
    """
    options = settings.train

    def make_net() -> PhotoNet:
        net = PhotoNet(settings.net)
        if options.start:
            checkpoint.load_net(Path(options.start), net)
        return net

    run = AveragedRun(
        make_net,
        options,
        settings.seed,
        settings.out,
        settings.identity(),
        with_norms=False,
    )
    net, device = run.net, run.device
    look = compiled(net.look, is_wanted=options.compile)
    rotation = curriculum.rotation.to(device)

    def learn(step: int, done: float) -> tuple[Tensor, dict[str, Tensor]]:
        pixels, wanted = make_batch(curriculum.training, step, done, settings)
        pixels = pixels.to(device, memory_format=torch.channels_last)
        with autocast(run.precision, device):
            embeddings, logits, maps = look(pixels)
            places = net.places(maps)
        return total_loss(
            embeddings.float(),
            logits.float(),
            places.float(),
            wanted.to(device),
            rotation,
            settings.loss,
        )

    run.fit(learn, lambda: validate(net, curriculum), clock)
    return {"last": net.cpu().eval(), "average": run.averaged.cpu().eval()}


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
