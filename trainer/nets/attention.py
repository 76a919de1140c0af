"""Self-attention over the places of a feature map."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from typing_extensions import override

KEY_SHARE = 8
"""Channels of the map for one of a key."""

Wrap = Callable[[nn.Module], nn.Module]


def unchanged(layer: nn.Module) -> nn.Module:
    """Return a layer as it is, where another wrap would constrain its weights."""
    return layer


class SelfAttention(nn.Module):
    """Lets every place of a map look at all others (Zhang et al. 2019, equation 3).

    y_i = x_i + gamma W_v sum_j softmax_j(f(x_j) . g(x_i)) h(x_j); gamma starts at 0, so
    that a network begins as if there were none.

    Args:
        width: Channels c of the map, at least 8.
        wrap: What is done to each 1x1 convolution, like spectral norm.
    """

    def __init__(self, width: int, wrap: Wrap = unchanged) -> None:
        super().__init__()
        inner = width // KEY_SHARE
        self.key = wrap(nn.Conv2d(width, inner, 1, bias=False))
        self.query = wrap(nn.Conv2d(width, inner, 1, bias=False))
        self.value = wrap(nn.Conv2d(width, width // 2, 1, bias=False))
        self.out = wrap(nn.Conv2d(width // 2, width, 1, bias=False))
        self.gamma = nn.Parameter(torch.zeros(()))

    @override
    def forward(self, maps: Tensor) -> Tensor:
        """Return maps (n, c, h, w) of the same shape."""
        keys = self.key(maps).flatten(2)  # (n, c / 8, hw)
        queries = self.query(maps).flatten(2)  # (n, c / 8, hw)
        values = self.value(maps).flatten(2)  # (n, c / 2, hw)
        share = torch.softmax(queries.transpose(1, 2) @ keys, dim=-1)  # (n, hw, hw)
        seen = (values @ share.transpose(1, 2)).unflatten(2, maps.shape[2:])
        out: Tensor = maps + self.gamma * self.out(seen)
        return out
