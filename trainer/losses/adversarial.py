"""What a generator and a discriminator play for: the hinge (Lim and Ye 2017)."""

import torch
from torch import Tensor


def discriminator_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Return what the discriminator pays for scores (n,) on the wrong side of +-1."""
    return torch.relu(1 - real).mean() + torch.relu(1 + fake).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """Return what the generator pays for the scores (n,) of its pictures."""
    return -fake.mean()


def feature_matching_loss(real: Tensor, fake: Tensor) -> Tensor:
    """Return the squared distance of mean features (Salimans et al. 2016, section 3.1).

    Args:
        real: (n, d), of real pictures; no gradient goes there.
        fake: (m, d), of generated ones.
    """
    return (real.detach().mean(dim=0) - fake.mean(dim=0)).square().sum()
