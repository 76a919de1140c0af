"""Which of the networks that a run of `distill` leaves behind is the one to keep.

The last weights or their average, the trained hash head or an ITQ rotation of the
embedding, pictures at the size of training or larger: validation photos decide. They
were never learned from, and the held-out photos are not looked at.
"""

import copy
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.data.views import cut, open_photo, square
from trainer.errors import TrainingError
from trainer.evaluation.linear_hash import itq_rotation
from trainer.nets.photo import MirroredNet, PhotoNet
from trainer.recipes.distill_lessons import Curriculum, Lesson
from trainer.recipes.distill_measure import (
    agreement_with_teacher,
    batches,
    describe,
    device_of,
)
from trainer.recipes.distill_settings import Settings

logger = logging.getLogger(__name__)

CALIBRATION_VIEWS = 6400


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen.

    Attributes:
        weights: `last` or `average`.
        head: `trained` or `rotated`.
        size_px: Side of the pictures that the model takes.
        is_mirrored: Whether a picture and its mirror image are averaged.
        val_neighbours: What decided; see `agreement_with_teacher`.
    """

    weights: str
    head: str
    size_px: int
    is_mirrored: bool
    val_neighbours: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The network to keep, its norms calibrated, and how it is used."""

    net: PhotoNet
    choice: Choice


def save_chosen(file: Path, chosen: Chosen) -> None:
    """Write the network to keep.

    Raises:
        TrainingError: There is no space or no permission.
    """
    text = json.dumps(asdict(chosen.choice))
    checkpoint.save_net(file, chosen.net, {"choice": text})


def load_chosen(file: Path, settings: Settings) -> Chosen:
    """Read the network to keep.

    Raises:
        TrainingError: The file is missing, damaged or of another network.
    """
    net = PhotoNet(settings.net)
    header = checkpoint.load_net(file, net)
    try:
        choice = Choice(**json.loads(header["choice"]))
    except (KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"{file} does not say how its network is used") from error
    return Chosen(net.eval(), choice)


def choose(
    networks: Mapping[str, PhotoNet],
    curriculum: Curriculum,
    settings: Settings,
) -> Chosen:
    """Try every combination on the validation photos and keep the best.

    Args:
        networks: By the name of their weights.
        curriculum: The data.
        settings: The recipe.
    """
    options, validation = settings.export, curriculum.validation
    candidates: list[Chosen] = []
    for size_px in options.sizes:
        known = squares_at(curriculum.training, size_px, settings, CALIBRATION_VIEWS)
        asked = squares_at(validation, size_px, settings)
        for weights, original in networks.items():
            net = calibrated(original, known)
            heads = {"trained": net, "rotated": with_rotated_head(net, known, settings)}
            for head, candidate in heads.items():
                figures = agreement_with_teacher(
                    as_used(candidate, is_mirrored=options.mirror),
                    asked,
                    validation.targets,
                    curriculum.rotation,
                )
                choice = Choice(
                    weights, head, size_px, options.mirror, figures["val_neighbours"]
                )
                logger.info("%s", choice)
                candidates.append(Chosen(candidate, choice))
    return max(candidates, key=lambda each: each.choice.val_neighbours)


def as_used(net: PhotoNet, *, is_mirrored: bool) -> nn.Module:
    """Return the network with or without a look at the mirror image."""
    return MirroredNet(net) if is_mirrored else net


def squares_at(
    lesson: Lesson, size_px: int, settings: Settings, most: int | None = None
) -> list[Pixels]:
    """Return a lesson's first pictures at a size of choice, cut anew if need be."""
    if size_px == settings.data.size_px:
        return list(lesson.squares(most))
    seed, crop = settings.seed, settings.data.crop
    return [
        square(cut(open_photo(view.photo.file), view, seed, crop), size_px)
        for view in lesson.views[:most]
    ]


@torch.no_grad()
def calibrated(net: PhotoNet, known: Sequence[Pixels]) -> PhotoNet:
    """Return a copy whose norms hold the statistics of unchanged pictures.

    During training they follow weights that still move, and pictures that are mixed,
    recoloured and smaller.
    """
    net = copy.deepcopy(net)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.reset_running_stats()
            module.momentum = None  # a plain mean over all batches
    net.train()
    for batch in batches(known, device_of(net)):
        if len(batch) > 1:  # one picture has no variance
            net(batch)
    return net.eval()


@torch.no_grad()
def with_rotated_head(
    net: PhotoNet, known: Sequence[Pixels], settings: Settings
) -> PhotoNet:
    """Return a copy whose hash head is an ITQ rotation of the embedding."""
    net = copy.deepcopy(net)
    embeddings, _ = describe(net, known)
    mean = embeddings.mean(dim=0)
    rotation = torch.from_numpy(
        itq_rotation((embeddings - mean).numpy(), settings.seed)
    )[:, : net.settings.code_bits]
    net.code.weight.copy_(rotation.T @ net.embedding.weight)
    # The embedding's mean is close to zero, which is what lets its unit length, the
    # one step that is not linear, be left out.
    net.code.bias.copy_(net.embedding.bias @ rotation)
    net.balance.reset_running_stats()
    return net
