"""Let two views of a picture find each other among a batch.

Shapes: n pictures, d numbers of a descriptor, b bits.
"""

import torch
from torch import Tensor
from torch.nn import functional

from trainer.losses.code_similarity import straight_through_signs


def nt_xent_loss(first: Tensor, second: Tensor, temperature: float) -> Tensor:
    """Return the cross entropy of finding the other view (Chen et al. 2020, eq. 1).

    Args:
        first: (n, d), of any length.
        second: (n, d), other views of the same pictures.
        temperature: Cosines are divided by it.
    """
    both = functional.normalize(torch.cat([first, second]), dim=1)
    cosines = both @ both.T / temperature  # (2n, 2n)
    cosines.fill_diagonal_(-torch.inf)
    count = len(first)
    other = torch.arange(2 * count, device=both.device).roll(count)
    return functional.cross_entropy(cosines, other)


def code_contrast_loss(first: Tensor, second: Tensor, temperature: float) -> Tensor:
    """Return `nt_xent_loss` of the codes themselves: of straight-through signs.

    CIBHash (Qiu et al. 2021, equation 8), where the code is drawn; here it is the one
    that is used.

    Args:
        first: (n, b), logits.
        second: (n, b), logits of other views of the same pictures.
        temperature: Cosines are divided by it.
    """
    signs = straight_through_signs(first), straight_through_signs(second)
    return nt_xent_loss(*signs, temperature)


def bottleneck_loss(first: Tensor, second: Tensor) -> Tensor:
    """Return the symmetric divergence of both views' bits, summed, mean of pictures.

    What one view says and the other does not is not about the picture (CIBHash,
    equation 12).

    Args:
        first: (n, b), logits.
        second: (n, b), logits of other views of the same pictures.
    """
    difference = torch.sigmoid(first) - torch.sigmoid(second)
    # KL(p|q) + KL(q|p) of Bernoulli variables is (p - q)(logit p - logit q).
    return 0.5 * (difference * (first - second)).sum(dim=1).mean()
