"""Let each bit of each picture be sure (HashGAN, Dizaji et al. 2018, equation 4)."""

import torch
from torch import Tensor
from torch.nn import functional


def certainty_loss(logits: Tensor) -> Tensor:
    """Return the mean entropy in nats of bits that are on with sigmoid(logit).

    Args:
        logits: (n, bits).
    """
    on = torch.sigmoid(logits)
    entropy = functional.binary_cross_entropy_with_logits(logits, on, reduction="none")
    return entropy.mean()
