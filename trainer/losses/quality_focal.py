"""Quality focal loss (Li et al., 2020): a cell's score says how good its box is."""

import torch
from torch import Tensor
from torch.nn import functional

_FOCUS = 2.0


def quality_focal_loss(logits: Tensor, quality: Tensor, counts: Tensor) -> Tensor:
    """Return the loss per cell that has a face.

    Args:
        logits: (n, k).
        quality: (n, k), 0 where there is no face, else how well the box fits, to 1.
        counts: (n, k) bool, cells that are judged.
    """
    plain = functional.binary_cross_entropy_with_logits(
        logits, quality, reduction="none"
    )
    focus = (quality - torch.sigmoid(logits)).abs() ** _FOCUS
    faces = (quality * counts).sum().clamp(min=1)
    return (plain * focus * counts).sum() / faces
