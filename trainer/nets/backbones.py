"""Backbones: pixels to a feature map, small enough to train and run on a CPU.

Shapes: n pictures, c channels, h and w in pixels of the map.
"""

from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor, nn
from typing_extensions import override


class Family(StrEnum):
    """Kind of residual block.

    Attributes:
        INVERTED: Depthwise 3x3, widen 1x1, narrow 1x1; deep for its cost.
        PLAIN: Two 3x3 convolutions; fast where bfloat16 is.
    """

    INVERTED = "inverted"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class BackboneSettings:
    """Table `[net]` of a recipe file, the part that shapes the backbone.

    Attributes:
        family: Kind of block.
        widths: Channels of each stage; each stage halves the side.
        depths: Blocks of each stage.
        expand: How much an inverted block widens.
        patch: Side and stride of the first convolution.
        final_width: Channels of a last 1x1 convolution before pooling.
    """

    family: Family = Family.INVERTED
    widths: tuple[int, ...] = (32, 64, 160, 320)
    depths: tuple[int, ...] = (1, 2, 4, 2)
    expand: int = 3
    patch: int = 4
    final_width: int = 640

    def __post_init__(self) -> None:
        """Reject stages that do not match."""
        if not self.widths or len(self.widths) != len(self.depths):
            raise ValueError("widths and depths must name the same stages")

    @property
    def stride(self) -> int:
        """Pixels a side of one place of the feature map."""
        return self.patch << (len(self.widths) - 1)

    @property
    def fine_layers(self) -> int:
        """Layers of the backbone up to its last but one stage."""
        return sum(1 + depth for depth in self.depths[:-1])

    @property
    def fine_width(self) -> int:
        """Channels of the last but one stage."""
        return self.widths[-2]


def unit(
    width_in: int,
    width_out: int,
    kernel: int = 1,
    *,
    stride: int = 1,
    groups: int = 1,
    active: bool = True,
) -> nn.Sequential:
    """Convolution, batch norm and, if active, ReLU."""
    padding = kernel // 2 if kernel > stride else 0
    layers: list[nn.Module] = [
        nn.Conv2d(
            width_in, width_out, kernel, stride, padding, groups=groups, bias=False
        ),
        nn.BatchNorm2d(width_out),
    ]
    if active:
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


class InvertedBlock(nn.Module):
    """Residual block: depthwise 3x3, widen, narrow; (n, c, h, w) to the same."""

    def __init__(self, width: int, expand: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            unit(width, width, 3, groups=width, active=False),
            unit(width, width * expand),
            unit(width * expand, width, active=False),
        )
        _start_at_zero(self.branch[-1])

    @override
    def forward(self, x: Tensor) -> Tensor:
        branch: Tensor = self.branch(x)
        return x + branch


class PlainBlock(nn.Module):
    """Residual block of two 3x3 convolutions; (n, c, h, w) to the same."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            unit(width, width, 3), unit(width, width, 3, active=False)
        )
        _start_at_zero(self.branch[-1])

    @override
    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.branch(x))


def build_backbone(settings: BackboneSettings) -> nn.Sequential:
    """Build a backbone: (n, 3, px, px) to (n, final_width, px / s, px / s)."""
    layers: list[nn.Module] = []
    before = 3
    for stage, (width, depth) in enumerate(
        zip(settings.widths, settings.depths, strict=True)
    ):
        stride = 2 if stage else settings.patch
        layers.append(unit(before, width, stride, stride=stride, active=not stage))
        for _ in range(depth):
            if settings.family is Family.INVERTED:
                layers.append(InvertedBlock(width, settings.expand))
            else:
                layers.append(PlainBlock(width))
        before = width
    layers.append(unit(before, settings.final_width))
    return nn.Sequential(*layers)


def _start_at_zero(unit: nn.Module) -> None:
    """Let a block begin as the identity, which steadies the first steps."""
    for layer in unit.modules():
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.zeros_(layer.weight)
