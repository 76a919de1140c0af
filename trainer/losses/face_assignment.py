"""Which cells answer for which face, decided anew at each step.

As in SimOTA (Ge et al., 2021) a face may be answered for by cells near its middle on
maps of a fitting stride; it gets those that say it best already, as many as fit it
well. Letters in shapes: n pictures, m faces (padded), k cells.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from trainer.losses.box_overlap import overlap

_NEAR_CELLS = 1.5
_SMALLEST_CELLS = 1.4
_LARGEST_CELLS = 9.0
_MOST_ANSWERS = 10
_BOX_WEIGHT = 3.0
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a batch, padded to as many as the richest picture has.

    Attributes:
        boxes: (n, m, 4): left, top, right, bottom in pixels.
        points: (n, m, 5, 2).
        is_wanted: (n, m) bool: to be found.
        is_doubtful: (n, m) bool: neither to be found nor to be passed over; what is
            neither wanted nor doubtful is padding.
    """

    boxes: Tensor
    points: Tensor
    is_wanted: Tensor
    is_doubtful: Tensor


@dataclass(frozen=True, slots=True)
class Assigned:
    """What each cell is to say.

    Attributes:
        face: (n, k), number of the face that a cell answers for, -1 for none.
        is_judged: (n, k) bool: whether the score of the cell counts.
    """

    face: Tensor
    is_judged: Tensor


@torch.no_grad()
def assign(
    logits: Tensor, boxes: Tensor, faces: Faces, centres: Tensor, strides: Tensor
) -> Assigned:
    """Decide which cells answer for which faces.

    Args:
        logits: (n, k), scores of the cells.
        boxes: (n, k, 4), what they say now: left, top, right, bottom in pixels.
        faces: What is on the pictures.
        centres: (k, 2), of the cells.
        strides: (k,).
    """
    within, near = _places(faces.boxes, centres, strides)
    doubtful = (within & faces.is_doubtful[..., None]).any(dim=1)
    may = near & _fits(faces.boxes, strides) & faces.is_wanted[..., None]
    fit = overlap(boxes[:, None], faces.boxes[:, :, None]) * may  # (n, m, k)
    surprise = functional.softplus(-logits)[:, None]
    cost = surprise - _BOX_WEIGHT * fit.clamp(min=1e-6).log()
    cost = torch.where(may, cost, torch.full_like(cost, _FAR))
    chosen = may & (cost <= _limits(fit, cost)[..., None])
    # A cell that two faces want answers for the one that it says best.
    cost = torch.where(chosen, cost, torch.full_like(cost, _FAR))
    least, face = cost.min(dim=1)
    face = torch.where(least < _FAR, face, torch.full_like(face, -1))
    return Assigned(face, (face >= 0) | ~doubtful)


def _places(boxes: Tensor, centres: Tensor, strides: Tensor) -> tuple[Tensor, Tensor]:
    """Say (n, m, k) which centres are in boxes, and which are near the middle, too."""
    x, y = centres[:, 0], centres[:, 1]
    left, top, right, bottom = (side[..., None] for side in boxes.unbind(dim=-1))
    within = (x > left) & (x < right) & (y > top) & (y < bottom)
    reach = _NEAR_CELLS * strides
    is_near_x = (x - (left + right) / 2).abs() < reach
    is_near_y = (y - (top + bottom) / 2).abs() < reach
    return within, within & is_near_x & is_near_y


def _fits(boxes: Tensor, strides: Tensor) -> Tensor:
    """Say (n, m, k) whether a face is of a size for the stride of a cell."""
    area = (boxes[..., 2:] - boxes[..., :2]).clamp(min=0).prod(dim=-1)
    cells = area.sqrt()[..., None] / strides
    is_finest = strides == strides.min()
    is_coarsest = strides == strides.max()
    return ((cells > _SMALLEST_CELLS) | is_finest) & (
        (cells < _LARGEST_CELLS) | is_coarsest
    )


def _limits(fit: Tensor, cost: Tensor) -> Tensor:
    """Return the largest cost (n, m) of a cell that answers for a face."""
    most = min(_MOST_ANSWERS, cost.shape[-1])
    answers = fit.topk(most, dim=-1).values.sum(dim=-1).int().clamp(1, most)
    cheapest = cost.topk(most, dim=-1, largest=False).values
    return cheapest.gather(-1, (answers - 1).long()[..., None])[..., 0]
