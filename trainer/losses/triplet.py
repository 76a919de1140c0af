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


def hardest_triplet_loss(similarities: Tensor, margin: float) -> Tensor:
    """Return the same where each query's negative is the hardest of the batch.

    For unit vectors ||a - b||² = 2 - 2 cos, so half of the difference of squared
    distances is the difference of cosines.

    Args:
        similarities: (n, n) cosines, queries by pictures; those on the diagonal belong
            together. A cosine may be the largest over a picture's regions.
        margin: Of squared distances.
    """
    positives = similarities.diagonal()
    is_own = torch.eye(len(similarities), dtype=torch.bool, device=positives.device)
    negatives = similarities.masked_fill(is_own, -torch.inf).amax(dim=1)
    return torch.relu(0.5 * margin - positives + negatives).mean()
