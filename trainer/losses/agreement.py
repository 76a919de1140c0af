"""Teach each bit the sign that the teacher's rotated features have."""

from torch import Tensor
from torch.nn import functional


def agreement_loss(logits: Tensor, rotated: Tensor) -> Tensor:
    """Return the weighted cross entropy of the bits.

    A bit that the teacher is unsure of weighs little.

    Args:
        logits: (n, bits).
        rotated: (n, bits), the teacher's features in the rotation of its own code.
    """
    weight = rotated.abs()
    wanted = (rotated >= 0).to(logits.dtype)
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (each * weight).sum() / weight.sum()
