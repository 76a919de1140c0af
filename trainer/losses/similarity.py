"""Keep the similarities inside a batch as the teacher sees them."""

from torch import Tensor


def similarity_loss(embeddings: Tensor, targets: Tensor) -> Tensor:
    """Return the mean squared difference of the two similarity matrices.

    Args:
        embeddings: (n, d), unit length.
        targets: (n, t), unit length; t need not be d.
    """
    mine = embeddings @ embeddings.T  # (n, n)
    theirs = targets @ targets.T  # (n, n)
    return (mine - theirs).square().mean()
