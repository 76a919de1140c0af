"""Generators: from latent vectors to pictures."""

import itertools
import math

from torch import Tensor, nn
from typing_extensions import override

from trainer.nets.attention import SelfAttention

FIRST_SIDE = 4
ATTENTIVE_SIDE = 16


class PictureGenerator(nn.Module):
    """Latent vectors to pictures (Radford et al. 2016).

    Args:
        latent: Length of the latent vectors.
        width: Channels w at the full side; twice as many at each half of it.
        attention: Whether places look at each other where the side is 16.
        batch_norm: Whether each layer is normalised.
        side_px: Side of the pictures, a power of two from 32 on.
    """

    def __init__(
        self,
        latent: int,
        width: int,
        *,
        attention: bool,
        batch_norm: bool,
        side_px: int = 32,
    ) -> None:
        super().__init__()
        widths = [width << power for power in range(_doublings(side_px), -1, -1)]
        self.start = nn.Linear(latent, widths[0] * FIRST_SIDE**2)
        layers = _normed(widths[0], batch_norm=batch_norm)
        side = FIRST_SIDE
        for before, after in itertools.pairwise(widths):
            layers += _up(before, after, batch_norm=batch_norm)
            side *= 2
            if attention and side == ATTENTIVE_SIDE:
                layers.append(SelfAttention(after))
        layers += [nn.Conv2d(width, 3, 3, 1, 1), nn.Tanh()]
        self.layers = nn.Sequential(*layers)

    @override
    def forward(self, latent: Tensor) -> Tensor:
        """Turn latent vectors (n, latent) into pictures (n, 3, s, s) in -1..1."""
        start = self.start(latent).unflatten(1, (-1, FIRST_SIDE, FIRST_SIDE))
        pictures: Tensor = self.layers(start)
        return pictures


def _doublings(side_px: int) -> int:
    """Return how often the first side is doubled.

    Raises:
        ValueError: The side is no power of two from 32 on.
    """
    power = math.log2(side_px / FIRST_SIDE)
    if side_px < 32 or power % 1:
        raise ValueError(
            f"pictures of {side_px} px; a power of two from 32 on is needed"
        )
    return int(power)


def _up(width_in: int, width: int, *, batch_norm: bool) -> list[nn.Module]:
    """Double the side; nearest before a convolution leaves no chequered pattern."""
    return [
        nn.Upsample(scale_factor=2),
        nn.Conv2d(width_in, width, 3, 1, 1, bias=not batch_norm),
        *_normed(width, batch_norm=batch_norm),
    ]


def _normed(width: int, *, batch_norm: bool) -> list[nn.Module]:
    return [*([nn.BatchNorm2d(width)] if batch_norm else []), nn.ReLU()]
