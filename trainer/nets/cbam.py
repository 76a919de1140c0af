"""Attention of a residual block to its channels, then to its places (CBAM).

Woo et al. 2018, equations 1 to 3. Shapes: n pictures, c channels, h and w of the map.
"""

from enum import StrEnum

import torch
from torch import Tensor, nn
from typing_extensions import override

NARROW = 128
"""Channels up to which the hidden layer is an eighth of them, above a sixteenth."""

KERNEL = 7


class Gate(StrEnum):
    """How strongly a gate opens before anything was learned.

    Attributes:
        HALF: sigmoid(x), as published: every gate halves what passes, which a network
            from scratch learns to live with.
        OPEN: 1 + tanh(x), x = 0 at the start: trained weights say what they said.
    """

    HALF = "half"
    OPEN = "open"

    def opened(self, logits: Tensor) -> Tensor:
        """Return by what maps are multiplied."""
        return 1 + torch.tanh(logits) if self is Gate.OPEN else torch.sigmoid(logits)


class ChannelAttention(nn.Module):
    """Weighs channels: MLP(mean) + MLP(max), one hidden layer for both."""

    def __init__(self, width: int, gate: Gate) -> None:
        super().__init__()
        hidden = max(1, width // (8 if width <= NARROW else 16))
        self.gate = gate
        self.mlp = nn.Sequential(
            nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, width)
        )
        if gate is Gate.OPEN:
            _silence(self.mlp[-1])

    @override
    def forward(self, maps: Tensor) -> Tensor:
        """Return maps (n, c, h, w) of the same shape."""
        logits = self.mlp(maps.mean(dim=(2, 3))) + self.mlp(maps.amax(dim=(2, 3)))
        return maps * self.gate.opened(logits)[:, :, None, None]


class PlaceAttention(nn.Module):
    """Weighs places by the largest and the mean of their channels."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self.gate = gate
        self.look = nn.Sequential(
            nn.Conv2d(2, 1, KERNEL, padding=KERNEL // 2, bias=False), nn.BatchNorm2d(1)
        )
        if gate is Gate.OPEN:
            _silence(self.look[-1])

    @override
    def forward(self, maps: Tensor) -> Tensor:
        """Return maps (n, c, h, w) of the same shape."""
        seen = torch.stack([maps.amax(dim=1), maps.mean(dim=1)], dim=1)  # (n, 2, h, w)
        return maps * self.gate.opened(self.look(seen))


class Cbam(nn.Sequential):
    """Both, one after the other.

    Args:
        width: Channels of the maps.
        gate: How open it starts.
    """

    def __init__(self, width: int, gate: Gate) -> None:
        super().__init__(ChannelAttention(width, gate), PlaceAttention(gate))


def add_attention(net: nn.Module, gate: Gate) -> int:
    """Put CBAM at the end of the branch of every residual block, before the addition.

    Args:
        net: Holds blocks with a `branch`, changed in place.
        gate: How open it starts.

    Returns:
        Changed blocks.
    """
    blocks = [module for module in net.modules() if hasattr(module, "branch")]
    for block in blocks:
        branch = block.branch
        assert isinstance(branch, nn.Sequential)  # so are all of ours
        convolutions = [
            layer for layer in branch.modules() if isinstance(layer, nn.Conv2d)
        ]
        branch.append(Cbam(convolutions[-1].out_channels, gate))
    return len(blocks)


def _silence(layer: nn.Module) -> None:
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
