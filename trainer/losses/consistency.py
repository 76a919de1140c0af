"""Let a picture keep its bits when it is changed (HashGAN, equation 6)."""

import torch
from torch import Tensor


def consistency_loss(first: Tensor, second: Tensor) -> Tensor:
    """Return the mean squared difference of the bits' probabilities.

    Args:
        first: (n, bits), logits of pictures.
        second: (n, bits), logits of the same pictures, changed.
    """
    return (torch.sigmoid(first) - torch.sigmoid(second)).square().mean()
