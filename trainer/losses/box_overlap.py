"""How far boxes are from those wanted: intersection over union, and DIoU's loss.

Distance-IoU (Zheng et al., 2020) also pulls boxes that do not meet. Boxes are left,
top, right, bottom.
"""

import torch
from torch import Tensor

_EPSILON = 1e-7


def overlap(boxes: Tensor, others: Tensor) -> Tensor:
    """Return intersection over union of boxes (..., 4) with others of like shape."""
    lower = torch.maximum(boxes[..., :2], others[..., :2])
    upper = torch.minimum(boxes[..., 2:], others[..., 2:])
    shared = (upper - lower).clamp(min=0).prod(dim=-1)
    areas = _area(boxes) + _area(others)
    return shared / (areas - shared).clamp(min=_EPSILON)


def box_loss(boxes: Tensor, wanted: Tensor) -> Tensor:
    """Return 1 - IoU + (distance of the centres / diagonal of both)^2, (...)."""
    lower = torch.minimum(boxes[..., :2], wanted[..., :2])
    upper = torch.maximum(boxes[..., 2:], wanted[..., 2:])
    diagonal = (upper - lower).square().sum(dim=-1).clamp(min=_EPSILON)
    centres = (boxes[..., :2] + boxes[..., 2:] - wanted[..., :2] - wanted[..., 2:]) / 2
    return 1 - overlap(boxes, wanted) + centres.square().sum(dim=-1) / diagonal


def _area(boxes: Tensor) -> Tensor:
    return (boxes[..., 2:] - boxes[..., :2]).clamp(min=0).prod(dim=-1)
