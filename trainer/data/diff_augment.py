"""Changes through which a gradient flows, for real and generated pictures alike.

A discriminator that only ever sees changed pictures cannot learn the training set by
heart, and the generator learns none of the changes (Zhao et al. 2020).
"""

import torch
from torch import Generator, Tensor

SHIFT_SHARE = 0.125
HOLE_SHARE = 0.5


def differentiable_change(pictures: Tensor, generator: Generator) -> Tensor:
    """Recolour, shift and cover each picture differently.

    Args:
        pictures: (n, 3, s, s) in -1..1.
        generator: Decides everything.
    """
    coloured = _coloured(pictures, generator)
    return _covered(_shifted(coloured, generator), generator)


def _coloured(pictures: Tensor, generator: Generator) -> Tensor:
    draws = torch.rand(3, len(pictures), 1, 1, 1, generator=generator)
    bright, saturation, contrast = draws.to(pictures.device)
    brighter = pictures + (bright - 0.5)
    grey = brighter.mean(dim=1, keepdim=True)
    coloured = grey + (brighter - grey) * (2 * saturation)
    level = coloured.mean(dim=(1, 2, 3), keepdim=True)
    contrasted: Tensor = level + (coloured - level) * (contrast + 0.5)
    return contrasted


def _shifted(pictures: Tensor, generator: Generator) -> Tensor:
    """Move each picture by up to an eighth; what comes in is black."""
    count, _, side, _ = pictures.shape
    most = round(side * SHIFT_SHARE)
    moves = torch.randint(-most, most + 1, (2, count, 1), generator=generator)
    line = torch.arange(side)
    rows, columns = (line + moves + 1).clamp(0, side + 1).to(pictures.device)
    padded = torch.nn.functional.pad(pictures, (1, 1, 1, 1), value=-1.0)
    own = torch.arange(count, device=pictures.device)[:, None, None]
    places = padded.permute(0, 2, 3, 1)[own, rows[:, :, None], columns[:, None, :]]
    return places.permute(0, 3, 1, 2)


def _covered(pictures: Tensor, generator: Generator) -> Tensor:
    """Put a square of half the side, anywhere, to the middle grey."""
    count, _, side, _ = pictures.shape
    half = round(side * HOLE_SHARE) // 2
    middles = torch.randint(0, side, (2, count, 1), generator=generator)
    rows, columns = (torch.arange(side) - middles).abs() < half
    hole = rows[:, None, :, None] & columns[:, None, None, :]  # (n, 1, s, s)
    return pictures.masked_fill(hole.to(pictures.device), 0.0)
