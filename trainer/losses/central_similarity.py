"""Central similarity: a picture's code goes to its classes' code (CSQ, Yuan 2020)."""

import torch
from torch import Tensor
from torch.nn import functional


def label_set_centres(labels: Tensor, codes: Tensor) -> Tensor:
    """Return the centre of each label set: the majority of its classes' bits, (n, b).

    A bit on which the classes are divided goes with the first of them, so that equal
    sets have one centre.

    Args:
        labels: (n, c) of 0 and 1.
        codes: (c, b) of -1 and +1.
    """
    votes = labels.float() @ codes  # (n, b)
    first = codes[labels.float().argmax(dim=1)]
    return torch.where(votes == 0, first, votes.sign())


def central_similarity_loss(
    logits: Tensor, centres: Tensor, quantisation: float
) -> Tensor:
    """Return the mean cross entropy of bits and centres, and what is lost by signs.

    Args:
        logits: (n, b).
        centres: (n, b) of -1 and +1.
        quantisation: What the squared distance of a bit from -1 or +1 counts, a bit
            being twice its probability less 1.
    """
    wanted = (centres > 0).to(logits.dtype)
    entropy = functional.binary_cross_entropy_with_logits(logits, wanted)
    bits = 2 * torch.sigmoid(logits) - 1
    gap = (bits.abs() - 1).square().mean()
    return entropy + quantisation * gap
