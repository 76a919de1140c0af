"""Pull each embedding towards its target."""

from torch import Tensor


def cosine_loss(embeddings: Tensor, targets: Tensor) -> Tensor:
    """Return the mean of 1 - cos.

    Args:
        embeddings: (n, d), unit length.
        targets: (n, d), unit length.
    """
    return (1 - (embeddings * targets).sum(dim=1)).mean()
