"""Tell people apart by the angle to their centres, by a margin (CosFace, Wang 2018)."""

from torch import Tensor
from torch.nn import functional


def class_cosines(vectors: Tensor, centres: Tensor) -> Tensor:
    """Return the cosine of each vector (n, d) and each centre (c, d), (n, c)."""
    return functional.normalize(vectors, dim=1) @ functional.normalize(centres, dim=1).T


def margin_softmax_loss(
    cosines: Tensor, labels: Tensor, scale: float, margin: float, shares: Tensor
) -> Tensor:
    """Return the cross entropy of scaled cosines, the right one less a margin.

    Args:
        cosines: (n, c), from `class_cosines`.
        labels: (n,) the right centre.
        scale: What cosines are multiplied with.
        margin: What the right cosine has to be larger by.
        shares: (n,), what each counts; the mean is weighted by them.
    """
    right = functional.one_hot(labels, cosines.shape[1]).to(cosines.dtype)
    each = functional.cross_entropy(
        scale * (cosines - margin * right), labels, reduction="none"
    )
    return (each * shares).sum() / shares.sum()
