"""The network of hashing by labels: a trunk, features, and codes of several lengths.

Shapes: n pictures, d features, b bits of all codes together.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.trunks import TrunkKind, build_trunk, trunk_width


@dataclass(frozen=True, slots=True)
class LabelNetSettings:
    """Table `[net]`.

    Attributes:
        trunk: Which trunk.
        width: Of the trunk.
        attention: Whether the trunk attends to itself.
        hidden: Width of the last layer of features.
        bits: Lengths of the codes; each has a head of its own on the same features.
    """

    trunk: TrunkKind = TrunkKind.RESIDUAL
    width: int = 32
    attention: bool = False
    hidden: int = 256
    bits: tuple[int, ...] = (12, 24, 36, 48)

    def __post_init__(self) -> None:
        """Reject codes without bits."""
        if not self.bits or min(self.bits) < 2:
            raise ValueError("bits must be at least 2, and one length at least")


class LabelHash(nn.Module):
    """Pictures to features and to the logits of all codes, side by side."""

    def __init__(self, settings: LabelNetSettings) -> None:
        super().__init__()
        self.bits = settings.bits
        self.trunk = build_trunk(
            settings.trunk, settings.width, attention=settings.attention
        )
        self.hidden = nn.Sequential(
            nn.Linear(trunk_width(settings.width), settings.hidden),
            nn.BatchNorm1d(settings.hidden),
        )
        self.code = nn.Linear(settings.hidden, sum(settings.bits))
        # Without scale and shift of its own every bit is on for half of the pictures;
        # one scale for all lets logits go as far from zero as a loss asks for.
        self.balance = nn.BatchNorm1d(sum(settings.bits), affine=False)
        self.log_scale = nn.Parameter(torch.zeros(()))

    @override
    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Describe pictures (n, 3, s, s) in -1..1.

        Returns:
            Features (n, d), on both sides of 0, and logits (n, b).
        """
        features: Tensor = self.hidden(self.trunk(pictures).mean(dim=(2, 3)))
        logits = self.balance(self.code(features.relu())) * self.log_scale.exp()
        return features, logits

    def each(self, logits: Tensor) -> tuple[Tensor, ...]:
        """Split logits (n, b) into those of each code."""
        codes: tuple[Tensor, ...] = torch.split(logits, list(self.bits), dim=1)
        return codes


class LabelCode(nn.Module):
    """One of the codes as a model file has it: whole bytes.

    Args:
        net: Trained.
        bits: Which of its codes.
    """

    def __init__(self, net: LabelHash, bits: int) -> None:
        super().__init__()
        self.net = net
        self.number = net.bits.index(bits)
        self.padding = packed_bits(bits) - bits

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe pictures (n, 3, s, s), 0 to 255.

        Returns:
            Features (n, d) of unit length and logits (n, whole bytes); bits beyond the
            code are always off, which adds to no distance.
        """
        features, logits = self.net(pixels / 127.5 - 1)
        mine = self.net.each(logits)[self.number]
        padded = functional.pad(mine, (0, self.padding), value=-1.0)
        return functional.normalize(features, dim=1), padded


def packed_bits(bits: int) -> int:
    """Return the bits of the whole bytes that hold a code."""
    return -(-bits // 8) * 8
