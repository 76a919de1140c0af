"""Regional features: parts of a feature map pooled, whitened and joined.

R-MAC (Tolias, Sicre and Jégou 2016) with the whitening as a trainable layer (Gordo et
al. 2016, section 3). Shapes: n pictures, c channels of the map, h and w its sides,
r regions, d numbers of a descriptor.
"""

import math
from collections.abc import Sequence
from enum import StrEnum

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from photosearch.spec.regions import Box
from trainer.evaluation.whitening import fit_pca_whitening

_SMALLEST = 1e-6
"""Generalised means are taken of numbers above 0."""


class Pooling(StrEnum):
    """How the places of a region become one vector.

    Attributes:
        MAX: Maximum activations of convolutions, MAC.
        MEAN: Plain mean.
        GEM: Generalised mean of power 3 (Radenović et al. 2019, equation 3).
    """

    MAX = "max"
    MEAN = "mean"
    GEM = "gem"


def pool(part: Tensor, pooling: Pooling) -> Tensor:
    """Pool maps (n, c, h, w) to (n, c)."""
    match pooling:
        case Pooling.MAX:
            return part.amax(dim=(2, 3))
        case Pooling.MEAN:
            return part.mean(dim=(2, 3))
        case Pooling.GEM:
            cubes = part.clamp(min=_SMALLEST).pow(3).mean(dim=(2, 3))
            return cubes.pow(1 / 3)


def cells_of(box: Box, side: int) -> tuple[slice, slice]:
    """Return the rows and columns of a square map that a box covers, at least one."""
    return _span(box.top, box.height, side), _span(box.left, box.width, side)


def pool_boxes(maps: Tensor, boxes: Sequence[Box], pooling: Pooling) -> Tensor:
    """Pool the same boxes of square maps (n, c, h, h); return (n, r, c)."""
    places = [cells_of(box, maps.shape[-1]) for box in boxes]
    parts = [pool(maps[:, :, rows, columns], pooling) for rows, columns in places]
    return torch.stack(parts, dim=1)


class Whitening(nn.Module):
    """Shift and fully connected layer between two normalisations, (..., c) to (..., d).

    Starts as PCA whitening of regions, bias = -P mu, and may be trained from there.
    """

    def __init__(self, width_in: int, width_out: int) -> None:
        super().__init__()
        self.layer = nn.Linear(width_in, width_out)

    def raw(self, regions: Tensor) -> Tensor:
        """Return the descriptors before the last normalisation."""
        raw: Tensor = self.layer(functional.normalize(regions, dim=-1))
        return raw

    @override
    def forward(self, regions: Tensor) -> Tensor:
        return functional.normalize(self.raw(regions), dim=-1)

    @torch.no_grad()
    def start_as_pca(
        self, regions: Tensor, rotation: Tensor | None = None, power: float = 0.5
    ) -> None:
        """Take over the PCA whitening of regions (m, c), m at least c.

        Args:
            regions: What to whiten; normalised here.
            rotation: (d, d), applied after whitening, which changes no distance; ITQ's
                prepares the signs.
            power: Of the eigenvalues; 0.5 whitens fully.

        Raises:
            ValueError: There are fewer regions than channels.
        """
        width_out, width_in = self.layer.weight.shape
        if len(regions) < width_in:
            raise ValueError(
                f"{len(regions)} regions are too few for {width_in} channels"
            )
        units = functional.normalize(regions, dim=-1).numpy()
        white = fit_pca_whitening(units, width_out, power)
        weight, bias = torch.from_numpy(white.projection), torch.from_numpy(white.bias)
        if rotation is not None:
            weight, bias = rotation.T.double() @ weight, rotation.T.double() @ bias
        self.layer.weight.copy_(weight)
        self.layer.bias.copy_(bias)


class RegionHead(nn.Module):
    """Describes regions of maps: a small convolution, pooling, whitening.

    Args:
        channels: Of the maps.
        hidden: Channels of the convolution; 0 leaves it out.
        width: Length of a descriptor; at most that of what is whitened.
        pooling: How the places of a region become one vector.
    """

    def __init__(
        self, channels: int, hidden: int, width: int, pooling: Pooling
    ) -> None:
        super().__init__()
        self.pooling = pooling
        self.adapter: nn.Module = nn.Identity()
        if hidden:
            # As in the backbones, so that the norm is folded before use.
            self.adapter = nn.Sequential(
                nn.Conv2d(channels, hidden, 3, padding=1, bias=False),
                nn.BatchNorm2d(hidden),
                nn.ReLU(),
            )
        inner = hidden or channels
        self.whitening = Whitening(inner, min(inner, width))

    def pooled(self, maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        """Return what is whitened, (n, r, c), of square maps (n, c', h, h)."""
        return pool_boxes(self.adapter(maps), boxes, self.pooling)

    def raw(self, maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        """Return descriptors (n, r, d) before the last normalisation."""
        return self.whitening.raw(self.pooled(maps, boxes))

    @override
    def forward(self, maps: Tensor, boxes: Sequence[Box]) -> Tensor:
        return functional.normalize(self.raw(maps, boxes), dim=-1)


def joined(regions: Tensor) -> Tensor:
    """Sum descriptors of regions (n, r, d) to one of each picture, (n, d), unit."""
    return functional.normalize(regions.sum(dim=1), dim=-1)


def _span(start: float, length: float, side: int) -> slice:
    first = min(max(math.floor(start * side + 0.5), 0), side - 1)
    last = min(max(math.floor((start + length) * side + 0.5), first + 1), side)
    return slice(first, last)
