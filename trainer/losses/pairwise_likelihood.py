"""Likelihood of pairs that share a label or do not (DHN, Zhu et al. 2016).

Letters in shapes: n pictures, b bits.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional

from trainer.losses.consistent_pairs import pair_weights


def pairwise_likelihood_loss(
    logits: Tensor, is_like: Tensor, *, balanced: bool
) -> Tensor:
    """Return the mean negative log likelihood of pairs of different pictures.

    Two codes in -1..1 are like with the probability sigmoid of half their product
    (equation 4).

    Args:
        logits: (n, b).
        is_like: (n, n) bool, whether two pictures share a label.
        balanced: Whether like pairs weigh as much as unlike ones together.
    """
    codes = torch.tanh(logits)
    product = 0.5 * codes @ codes.T  # (n, n)
    each = functional.softplus(product) - is_like * product
    is_pair = ~torch.eye(len(logits), dtype=torch.bool, device=logits.device)
    counts = pair_weights(is_like, is_pair) if balanced else is_pair.float()
    return (counts * each).sum() / is_pair.sum()


def smooth_gap_loss(logits: Tensor) -> Tensor:
    """Return the mean of log cosh(|tanh v| - 1) over logits v (n, b), equation 6."""
    gap = torch.tanh(logits).abs() - 1
    # log cosh x = |x| + log(1 + exp(-2|x|)) - log 2 does not overflow.
    size = gap.abs()
    return (size + functional.softplus(-2 * size) - math.log(2)).mean()
