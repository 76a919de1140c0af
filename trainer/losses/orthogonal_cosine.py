"""Cosine to orthogonal class codes, with a margin (OrthoHash, Hoe et al. 2021)."""

from torch import Tensor
from torch.nn import functional


def orthogonal_cosine_loss(
    logits: Tensor, labels: Tensor, codes: Tensor, scale: float, margin: float
) -> Tensor:
    """Return the cross entropy of a picture's classes by cosine (equation 7).

    A picture of several classes wants all of them in equal shares.

    Args:
        logits: (n, b), of any length.
        labels: (n, c) of 0 and 1, at least one 1 a row.
        codes: (c, b) of -1 and +1.
        scale: Cosines are multiplied by it.
        margin: Taken off the cosine of the picture's own classes.
    """
    units = functional.normalize(logits, dim=1)
    cosines = units @ functional.normalize(codes, dim=1).T  # (n, c)
    wanted = labels.float()
    shares = wanted / wanted.sum(dim=1, keepdim=True)
    return functional.cross_entropy(scale * (cosines - margin * wanted), shares)
