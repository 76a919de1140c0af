"""Triplets: what belongs together lies closer than what does not, by a margin."""

import torch
from torch import Tensor


def triplet_loss(
    queries: Tensor, positives: Tensor, negatives: Tensor, margin: float
) -> Tensor:
    """Return the mean ranking loss of triplets (Gordo et al. 2016, equation 1).

    Args:
        queries: (n, d), unit length.
        positives: (n, d), unit length.
        negatives: (n, d), unit length.
        margin: Of squared distances.
    """
    near = (queries - positives).square().sum(dim=1)
    far = (queries - negatives).square().sum(dim=1)
    return 0.5 * torch.relu(margin + near - far).mean()
