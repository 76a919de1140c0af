"""Keep logits away from zero, where a bit is a matter of chance."""

from torch import Tensor


def quantisation_loss(logits: Tensor) -> Tensor:
    """Return the mean squared distance of |logit| from 1; logits (n, bits)."""
    return (logits.abs() - 1).square().mean()
