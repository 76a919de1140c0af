"""Which of the networks that a run of `distill` leaves behind is the one to keep.

The last weights or their average, the trained hash head or an ITQ rotation of the
embedding, one look or several: validation photos decide. They were never learned from,
and the held-out photos are not looked at.
"""

import copy
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

import torch
from torch import nn

from photosearch.spec.preprocess import Pixels
from trainer import checkpoint
from trainer.config import build
from trainer.data.views import cut, open_photo, square
from trainer.errors import ConfigError, TrainingError
from trainer.evaluation.linear_hash import itq_rotation
from trainer.nets.looks import LookingNet, Looks
from trainer.nets.photo import PhotoNet
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
        looks: How it is used.
        val_neighbours: What decided; see `agreement_with_teacher`.
    """

    weights: str
    head: str
    looks: Looks
    val_neighbours: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The network to keep, its norms calibrated, and how it is used."""

    net: PhotoNet
    choice: Choice

    def as_used(self) -> LookingNet:
        """Return the network with its looks."""
        return LookingNet(self.net, self.choice.looks)


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
        choice = build(json.loads(header["choice"]), Choice, "choice")
    except (KeyError, ValueError, ConfigError) as error:
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
    candidates: list[Chosen] = []
    for input_px in sorted({looks.input_px for looks in settings.export.looks}):
        known = squares_at(curriculum.training, input_px, settings, CALIBRATION_VIEWS)
        asked = squares_at(curriculum.validation, input_px, settings)
        for weights, original in networks.items():
            net = calibrated(original, known)
            heads = {"trained": net, "rotated": with_rotated_head(net, known, settings)}
            for (head, candidate), looks in product(
                heads.items(), settings.export.looks
            ):
                if looks.input_px != input_px:
                    continue
                kept = _neighbours_kept(LookingNet(candidate, looks), asked, curriculum)
                choice = Choice(weights, head, looks, kept)
                logger.info("%s", choice)
                candidates.append(Chosen(candidate, choice))
    return max(candidates, key=lambda each: each.choice.val_neighbours)


def _neighbours_kept(
    net: nn.Module, asked: Sequence[Pixels], curriculum: Curriculum
) -> float:
    figures = agreement_with_teacher(
        net, asked, curriculum.validation.targets, curriculum.rotation
    )
    return figures["val_neighbours"]


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
