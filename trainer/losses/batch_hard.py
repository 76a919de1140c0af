"""Triplets of the farthest partner and the nearest stranger (Hermans et al. 2017)."""

import torch
from torch import Tensor

from trainer.losses.triplet import triplet_loss


def batch_hard_loss(vectors: Tensor, labels: Tensor, margin: float) -> Tensor:
    """Return the mean triplet loss, one triplet for each vector that has both.

    Args:
        vectors: (n, d); squared distances are compared.
        labels: (n,) person of each.
        margin: Of squared distances.

    Returns:
        A number; 0 where the batch holds no triplet.
    """
    far = far_partners(vectors, labels)
    near = near_strangers(vectors, labels)
    complete = (far >= 0) & (near >= 0)
    if not complete.any():
        return vectors.sum() * 0
    return triplet_loss(
        vectors[complete], vectors[far[complete]], vectors[near[complete]], margin
    )


@torch.no_grad()
def far_partners(vectors: Tensor, labels: Tensor) -> Tensor:
    """Return the place of the farthest other of the same person, (n,); -1 for none."""
    is_partner = labels[:, None] == labels
    is_partner.fill_diagonal_(fill_value=False)
    distances = torch.cdist(vectors, vectors).masked_fill(~is_partner, -1.0)
    most, place = distances.max(dim=1)
    return place.masked_fill(most < 0, -1)


@torch.no_grad()
def near_strangers(vectors: Tensor, labels: Tensor) -> Tensor:
    """Return the place of the nearest of another person, (n,); -1 for none."""
    is_same = labels[:, None] == labels
    distances = torch.cdist(vectors, vectors).masked_fill(is_same, torch.inf)
    least, place = distances.min(dim=1)
    return place.masked_fill(least.isinf(), -1)
