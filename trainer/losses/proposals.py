"""What a region proposal network learns from boxes (Ren et al. 2015, section 3.1.2)."""

import torch
from torch import Tensor
from torch.nn import functional

from trainer.nets.proposals import overlaps, shifts_to

POSITIVE_FROM = 0.7
NEGATIVE_BELOW = 0.3


def proposal_loss(
    logits: Tensor, shifts: Tensor, anchors: Tensor, boxes: Tensor
) -> Tensor:
    """Return cross entropy of the anchors plus smooth L1 of the positive ones' shifts.

    An anchor is positive if it overlaps the box well, or best of all; those between
    do not count. Positive and negative anchors weigh the same.

    Args:
        logits: (n, a).
        shifts: (n, a, 4).
        anchors: (a, 4).
        boxes: (n, 4), the one thing in each picture.
    """
    overlap = overlaps(boxes, anchors)  # (n, a)
    is_best = overlap >= overlap.amax(dim=1, keepdim=True)
    is_positive = (overlap >= POSITIVE_FROM) | is_best
    is_negative = (overlap < NEGATIVE_BELOW) & ~is_positive
    score = 0.5 * (
        functional.softplus(-logits[is_positive]).mean()
        + functional.softplus(logits[is_negative]).mean()
    )
    picture, anchor = is_positive.nonzero(as_tuple=True)
    wanted = shifts_to(boxes[picture], anchors[anchor])
    return score + functional.smooth_l1_loss(
        torch.as_tensor(shifts[is_positive]), wanted
    )
