"""Two views of a picture that show the same thing and look different.

The views of SimCLR (Chen et al. 2020, appendix A) for whole batches as tensors: a
random part of the picture, mirrored or not, in other colours or in none.
Shapes: n pictures, s side in pixels.
"""

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from trainer.data.augment import move, random_factors

_LUMA = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True)
class ContrastViews:
    """Table `[views]` of a recipe file.

    Attributes:
        least_area: Smallest share of the picture that a view shows.
        most_aspect: Largest ratio of the sides of that part.
        brightness: Largest relative change of brightness.
        contrast: Largest relative change of contrast.
        saturation: Largest relative change of saturation.
        hue: Largest turn of the hues, as a share of the circle.
        recoloured: Share of the views in other colours.
        grey: Share of the views without colour.
    """

    least_area: float = 0.2
    most_aspect: float = 4 / 3
    brightness: float = 0.4
    contrast: float = 0.4
    saturation: float = 0.4
    hue: float = 0.1
    recoloured: float = 0.8
    grey: float = 0.2


def contrast_view(
    pixels: Tensor, settings: ContrastViews, generator: Generator
) -> Tensor:
    """Make one view of each picture.

    Args:
        pixels: (n, 3, s, s) float, 0 to 255.
        settings: How much.
        generator: Decides everything.

    Returns:
        (n, 3, s, s) float, 0 to 255.
    """
    parts = _random_parts(len(pixels), settings, generator)
    shown = move(pixels, parts, pixels.shape[-1], "reflection")
    return _recoloured(shown, settings, generator)


def _random_parts(count: int, settings: ContrastViews, generator: Generator) -> Tensor:
    """Draw movements (n, 2, 3) to boxes inside the picture; half are mirrored."""
    area = 1 - (1 - settings.least_area) * torch.rand(count, generator=generator)
    limit = math.log(settings.most_aspect)
    aspect = (limit * (2 * torch.rand(count, generator=generator) - 1)).exp()
    sides = torch.stack([area * aspect, area / aspect], dim=1).sqrt().clamp(max=1)
    shift = (2 * torch.rand(count, 2, generator=generator) - 1) * (1 - sides)
    mirror = torch.rand(count, generator=generator).lt(0.5).float() * 2 - 1
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = sides[:, 0] * mirror
    affine[:, 1, 1] = sides[:, 1]
    affine[:, :, 2] = shift
    return affine


def _recoloured(
    pixels: Tensor, settings: ContrastViews, generator: Generator
) -> Tensor:
    """Apply one 3x3 matrix of colours to each picture, around its mean brightness."""
    count = len(pixels)
    bright = random_factors(count, settings.brightness, generator)
    contrast = random_factors(count, settings.contrast, generator)
    saturation = random_factors(count, settings.saturation, generator)
    turn = (2 * torch.rand(count, generator=generator) - 1) * settings.hue
    is_same = torch.rand(count, generator=generator) >= settings.recoloured
    is_grey = torch.rand(count, generator=generator) < settings.grey
    saturation = saturation.view(count).masked_fill(is_grey, 0.0)
    colours = _hue_matrices(turn * (2 * math.pi))
    grey = torch.tensor(_LUMA).expand(3, 3)
    colours = grey + saturation[:, None, None] * (colours - grey)
    colours[is_same & is_grey] = grey
    colours[is_same & ~is_grey] = torch.eye(3)
    contrast = contrast.masked_fill(is_same.view(-1, 1, 1, 1), 1.0)
    bright = bright.masked_fill(is_same.view(-1, 1, 1, 1), 1.0)
    turned = torch.einsum("nij,njhw->nihw", colours, pixels)
    level = turned.mean(dim=(1, 2, 3), keepdim=True)
    return (((turned - level) * contrast + level) * bright).clamp(0, 255)


def _hue_matrices(angle: Tensor) -> Tensor:
    """Return rotations (n, 3, 3) about the grey axis by angles (n,) in radians."""
    cos, sin = angle.cos()[:, None, None], angle.sin()[:, None, None]
    third = torch.full((3, 3), 1 / 3)
    cross = torch.tensor([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    return cos * torch.eye(3) + (1 - cos) * third + sin * cross
