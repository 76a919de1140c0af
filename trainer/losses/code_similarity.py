"""Make Hamming distances follow the teacher's angles."""

import math

import torch
from torch import Tensor


def straight_through_signs(logits: Tensor) -> Tensor:
    """Return -1 or +1 for each logit, with the gradient of tanh; 0 counts as +1."""
    soft = torch.tanh(logits)
    hard = torch.where(logits >= 0, 1.0, -1.0)
    return soft + (hard - soft).detach()


def code_similarity_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the mean squared error of the codes' similarities.

    Two vectors at an angle a differ in a share a / pi of the signs of random
    projections (Charikar 2002), so that (2 / pi) asin(cos a) is what the similarity of
    good codes, scaled to -1..1, should be.

    Args:
        logits: (n, bits).
        targets: (n, t), unit length.
    """
    codes = straight_through_signs(logits)
    mine = codes @ codes.T / logits.shape[1]  # (n, n)
    # Just inside -1..1, where asin has a finite slope.
    cosines = (targets @ targets.T).clamp(-0.999999, 0.999999)
    theirs = torch.asin(cosines) * (2 / math.pi)  # (n, n)
    off_diagonal = 1 - torch.eye(len(logits), device=logits.device)
    return ((mine - theirs).square() * off_diagonal).sum() / off_diagonal.sum()
