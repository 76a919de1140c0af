"""Deep supervised hashing: contrastive loss with a margin (DSH, Liu et al. 2016)."""

import torch
from torch import Tensor


def dsh_loss(logits: Tensor, is_like: Tensor, quantisation: float) -> Tensor:
    """Return the loss of equation 4 over pairs of different pictures.

    Like pairs pay their squared distance, unlike ones what it lacks of a margin of two
    bits' worth for each bit; all pay for logits away from -1 and +1.

    Args:
        logits: (n, bits), taken as they are.
        is_like: (n, n) bool, whether two pictures share a label.
        quantisation: What |logit| off 1 counts, summed over the bits of both (alpha).
    """
    bits = logits.shape[1]
    lengths = logits.square().sum(dim=1)
    # Differences of products may come out just below 0.
    far = (lengths[:, None] + lengths - 2 * logits @ logits.T).clamp(min=0)
    each = torch.where(is_like, far, torch.relu(2 * bits - far))
    is_pair = ~torch.eye(len(logits), dtype=torch.bool, device=logits.device)
    gap = 2 * (logits.abs() - 1).abs().sum(dim=1).mean()
    return 0.5 * each[is_pair].mean() + quantisation * gap
