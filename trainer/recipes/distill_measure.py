"""How well a network says what its teacher says, on photos that only choose.

Letters in shapes: n pictures, s side in pixels, d features, b bits.
"""

import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from photosearch.spec.preprocess import Pixels
from trainer.recipes.distill_lessons import Curriculum

BATCH = 128


def agreement_with_teacher(
    net: nn.Module, squares: Iterable[Pixels], targets: Tensor, rotation: Tensor
) -> dict[str, float]:
    """Measure a network on photos.

    Args:
        net: Takes (n, 3, s, s), gives embeddings and logits.
        squares: n pictures (s, s, 3).
        targets: (n, d), the teacher's.
        rotation: (d, b), of the teacher's code.

    Returns:
        `val_cosine` to the target; `val_agreement`, the share of bits that equal the
        teacher's code; `val_neighbours`, the share of each photo's ten nearest by the
        teacher that are among its ten nearest by code.
    """
    embeddings, logits = describe(net, squares)
    units = functional.normalize(targets, dim=1)
    return {
        "val_cosine": (embeddings * units).sum(dim=1).mean().item(),
        "val_agreement": ((units @ rotation >= 0) == (logits >= 0))
        .float()
        .mean()
        .item(),
        "val_neighbours": neighbours_kept(logits, units),
    }


def validate(net: nn.Module, curriculum: Curriculum) -> dict[str, float]:
    """Measure a network on the validation photos as they are stored."""
    lesson = curriculum.validation
    return agreement_with_teacher(
        net, lesson.squares(), lesson.targets, curriculum.rotation
    )


def neighbours_kept(logits: Tensor, targets: Tensor, count: int = 10) -> float:
    """Return the share of the teacher's nearest that the codes find, too.

    Args:
        logits: (n, b).
        targets: (n, d), unit length.
        count: Neighbours that are compared.
    """
    count = min(count, len(logits) - 1)
    signs = torch.where(logits >= 0, 1.0, -1.0)
    found = []
    for similarity in (signs @ signs.T, targets @ targets.T):
        nearest = similarity.fill_diagonal_(-math.inf).topk(count, dim=1).indices
        found.append(torch.zeros_like(similarity).scatter_(1, nearest, 1.0))
    return (found[0] * found[1]).sum().item() / (len(logits) * count)


@torch.no_grad()
def describe(net: nn.Module, squares: Iterable[Pixels]) -> tuple[Tensor, Tensor]:
    """Return embeddings (n, d) and logits (n, b) of n pictures (s, s, 3)."""
    was_training = net.training
    net.eval()
    described = [net(batch)[:2] for batch in batches(squares, device_of(net))]
    net.train(was_training)
    embeddings = torch.cat([each[0].cpu() for each in described])
    return embeddings, torch.cat([each[1].cpu() for each in described])


def batches(squares: Iterable[Pixels], device: torch.device) -> Iterator[Tensor]:
    """Turn pictures (s, s, 3) uint8 into network input (n, 3, s, s), n up to 128."""
    waiting: list[Pixels] = []
    for square in squares:
        waiting.append(square)
        if len(waiting) == BATCH:
            yield _network_batch(waiting, device)
            waiting = []
    if waiting:
        yield _network_batch(waiting, device)


def device_of(net: nn.Module) -> torch.device:
    """Say where a network's weights lie."""
    return next(net.parameters()).device


def _network_batch(squares: list[Pixels], device: torch.device) -> Tensor:
    stacked: npt.NDArray[np.uint8] = np.stack(squares)
    return torch.from_numpy(stacked).to(device).permute(0, 3, 1, 2).float()
