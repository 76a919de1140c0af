"""Trunks for small pictures: what discriminator, hash network and Q share.

Shapes: n pictures, s pixels a side, w the width.
"""

from enum import StrEnum

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from typing_extensions import override

from trainer.nets.attention import SelfAttention

SIDES = (32, 64)
"""Sides of pictures in pixels."""

SLOPE = 0.1
"""Of LeakyReLU below zero."""


class TrunkKind(StrEnum):
    """Which trunk.

    Attributes:
        RESIDUAL: Residual blocks with batch norm; learns most in little time.
        SPECTRAL: Plain convolutions with spectral norm and no batch norm, which keeps
            a discriminator smooth (Miyato et al. 2018).
    """

    RESIDUAL = "residual"
    SPECTRAL = "spectral"


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions, the first of stride 2; halves the side."""

    def __init__(self, width_in: int, width: int) -> None:
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(width_in, width, 3, 2, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.Conv2d(width, width, 3, 1, 1, bias=False),
            nn.BatchNorm2d(width),
        )
        self.shortcut = nn.Sequential(
            nn.AvgPool2d(2),
            nn.Conv2d(width_in, width, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    @override
    def forward(self, maps: Tensor) -> Tensor:
        both: Tensor = self.branch(maps) + self.shortcut(maps)
        return both.relu()


def build_trunk(
    kind: TrunkKind, width: int, *, attention: bool, side_px: int = 32
) -> nn.Sequential:
    """Build a trunk: pictures (n, 3, s, s) in -1..1 to maps.

    Args:
        kind: Which.
        width: w, at least 8.
        attention: Whether places look at each other where the side is 16.
        side_px: s, 32 or 64; larger pictures are halved first.

    Returns:
        Maps (n, 8w, 2, 2) of a residual trunk, (n, 8w, 4, 4) of a spectral one.

    Raises:
        ValueError: The side is neither.
    """
    if side_px not in SIDES:
        raise ValueError(f"pictures of {side_px} px; {SIDES} are known")
    halves = side_px == SIDES[1]
    if kind is TrunkKind.RESIDUAL:
        return _residual(width, attention=attention, stride=2 if halves else 1)
    spectral = _spectral(width, attention=attention, start=width if halves else 3)
    return nn.Sequential(*_smooth(3, width, 4), *spectral) if halves else spectral


def trunk_width(width: int) -> int:
    """Return the channels of the maps of a trunk of width w."""
    return 8 * width


def _residual(width: int, *, attention: bool, stride: int) -> nn.Sequential:
    """Stride comes early: on a processor time goes by places, not by channels."""
    return nn.Sequential(
        nn.Conv2d(3, width, 3, stride, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        ResidualBlock(width, width),
        *([SelfAttention(width)] if attention else []),
        ResidualBlock(width, 2 * width),
        ResidualBlock(2 * width, 4 * width),
        ResidualBlock(4 * width, 8 * width),
    )


def _spectral(width: int, *, attention: bool, start: int) -> nn.Sequential:
    """3x3 of stride 1 and 4x4 of stride 2 in turns."""
    return nn.Sequential(
        *_smooth(start, width, 3),
        *_smooth(width, width, 4),
        *([SelfAttention(width, spectral_norm)] if attention else []),
        *_smooth(width, 2 * width, 3),
        *_smooth(2 * width, 2 * width, 4),
        *_smooth(2 * width, 4 * width, 3),
        *_smooth(4 * width, 4 * width, 4),
        *_smooth(4 * width, 8 * width, 3),
    )


def _smooth(width_in: int, width: int, kernel: int) -> tuple[nn.Module, nn.Module]:
    stride = 2 if kernel % 2 == 0 else 1
    convolution = nn.Conv2d(width_in, width, kernel, stride, 1)
    return spectral_norm(convolution), nn.LeakyReLU(SLOPE)
