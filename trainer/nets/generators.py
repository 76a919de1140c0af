"""Generators: from latent vectors to pictures."""

from torch import Tensor, nn
from typing_extensions import override

from trainer.nets.attention import SelfAttention

FIRST_SIDE = 4


class PictureGenerator(nn.Module):
    """Latent vectors to pictures of 32 pixels a side (Radford et al. 2016).

    Args:
        latent: Length of the latent vectors.
        width: Channels w at 32 pixels; twice as many at each half of the side.
        attention: Whether places look at each other where the side is 16.
        batch_norm: Whether each layer is normalised.
    """

    def __init__(
        self, latent: int, width: int, *, attention: bool, batch_norm: bool
    ) -> None:
        super().__init__()
        self.start = nn.Linear(latent, 8 * width * FIRST_SIDE**2)
        self.layers = nn.Sequential(
            *_normed(8 * width, batch_norm=batch_norm),
            *_up(8 * width, 4 * width, batch_norm=batch_norm),
            *_up(4 * width, 2 * width, batch_norm=batch_norm),
            *([SelfAttention(2 * width)] if attention else []),
            *_up(2 * width, width, batch_norm=batch_norm),
            nn.Conv2d(width, 3, 3, 1, 1),
            nn.Tanh(),
        )

    @override
    def forward(self, latent: Tensor) -> Tensor:
        """Turn latent vectors (n, latent) into pictures (n, 3, 32, 32) in -1..1."""
        start = self.start(latent).unflatten(1, (-1, FIRST_SIDE, FIRST_SIDE))
        pictures: Tensor = self.layers(start)
        return pictures


def _up(width_in: int, width: int, *, batch_norm: bool) -> list[nn.Module]:
    """Double the side; nearest before a convolution leaves no chequered pattern."""
    return [
        nn.Upsample(scale_factor=2),
        nn.Conv2d(width_in, width, 3, 1, 1, bias=not batch_norm),
        *_normed(width, batch_norm=batch_norm),
    ]


def _normed(width: int, *, batch_norm: bool) -> list[nn.Module]:
    return [*([nn.BatchNorm2d(width)] if batch_norm else []), nn.ReLU()]
