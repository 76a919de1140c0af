"""Let no bit repeat what another one says."""

import torch
from torch import Tensor


def decorrelation_loss(logits: Tensor) -> Tensor:
    """Return the mean squared correlation of two different bits in the batch.

    Args:
        logits: (n, bits), n and bits at least 2.
    """
    soft = torch.tanh(logits)
    centred = soft - soft.mean(dim=0)
    scaled = centred / (centred.square().sum(dim=0) + 1e-6).sqrt()
    correlation = scaled.T @ scaled  # (bits, bits)
    bits = logits.shape[1]
    off_diagonal = correlation.square().sum() - correlation.diagonal().square().sum()
    return off_diagonal / (bits * (bits - 1))
