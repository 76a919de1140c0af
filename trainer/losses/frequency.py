"""Let each bit be on as often as off (HashGAN, Dizaji et al. 2018, equation 5)."""

import math

import torch
from torch import Tensor


def frequency_loss(logits: Tensor) -> Tensor:
    """Return how far, in nats, the entropy of the bits' means is below the most.

    Args:
        logits: (n, bits), n large enough to tell a mean, 128 or more.
    """
    on = torch.sigmoid(logits).mean(dim=0).clamp(1e-6, 1 - 1e-6)
    entropy = -(on * on.log() + (1 - on) * (1 - on).log())
    return math.log(2) - entropy.mean()
