"""Augmentation of whole batches as tensors; the target stays true to the picture.

Shapes: n pictures, s side in pixels.
"""

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class AugmentSettings:
    """Table `[augment]` of a recipe file.

    Attributes:
        mix: Share of the pictures that get a box of another one pasted in.
        zoom: Largest share of the side that is cut away.
        brightness: Largest relative change of brightness.
        contrast: Largest relative change of contrast.
        saturation: Largest relative change of saturation.
        tint: Largest relative change of one channel.
        blur: Largest share of a 3x3 mean that is mixed in.
        coarse: Share of the pictures that lose half of their resolution.
        noise: Largest standard deviation of noise, on the scale of 0 to 255.
    """

    mix: float = 0.5
    zoom: float = 0.1
    brightness: float = 0.25
    contrast: float = 0.2
    saturation: float = 0.3
    tint: float = 0.05
    blur: float = 0.7
    coarse: float = 0.25
    noise: float = 6.0


def augment(
    pixels: Tensor, size_px: int, settings: AugmentSettings, generator: Generator
) -> tuple[Tensor, Tensor]:
    """Flip, zoom, shift, recolour, blur and roughen each picture differently.

    Args:
        pixels: (n, s, s, 3) uint8.
        size_px: Side of the result.
        settings: How much.
        generator: Decides everything.

    Returns:
        Pixels (n, 3, size_px, size_px) float32, 0 to 255, channels last in memory, and
        the movements (n, 2, 3), by which `follow` moves what belongs to the pixels.
    """
    affine = _movements(len(pixels), settings.zoom, generator)
    moved = move(pixels.permute(0, 3, 1, 2).float(), affine, size_px, "reflection")
    coloured = _recolour(moved, settings, generator)
    share = _uniform(len(pixels), 0.0, settings.blur, generator)
    soft = functional.avg_pool2d(coloured, 3, 1, 1, count_include_pad=False)
    softened = _coarsen(coloured.lerp(soft, share), settings.coarse, generator)
    rough = _uniform(len(pixels), 0.0, settings.noise, generator)
    noise = torch.empty_like(coloured).normal_(generator=generator)
    return softened.addcmul(noise, rough).clamp(0, 255), affine


def follow(cells: Tensor, affine: Tensor, side: int) -> Tensor:
    """Move coarse maps as `augment` moved their pictures, and scale them.

    Args:
        cells: (n, d, g, g).
        affine: (n, 2, 3), from `augment`.
        side: Cells a side of the result.

    Returns:
        (n, d, side, side).
    """
    moved = move(cells, affine, cells.shape[-1], "border")
    return functional.adaptive_avg_pool2d(moved, side)


def plain(pixels: Tensor, size_px: int) -> Tensor:
    """Make network input without change: (n, s, s, 3) uint8 to (n, 3, px, px)."""
    batch = pixels.permute(0, 3, 1, 2).float()
    if batch.shape[-1] == size_px:
        return batch
    return functional.interpolate(
        batch, size_px, mode="bilinear", align_corners=False, antialias=True
    )


def cut_and_mix(
    pixels: Tensor, targets: Tensor, cells: Tensor, share: float, generator: Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Paste a box of another picture into some, and mix what is wanted by area.

    Features that are averages over the picture are nearly linear in area, so the mixed
    target is nearly what the teacher would say.

    Args:
        pixels: (n, 3, s, s).
        targets: (n, d), linear in area: not of unit length.
        cells: (n, d, g, g), what is wanted of each part of the picture.
        share: Share of the pictures that are mixed.
        generator: Decides boxes and partners.
    """
    count, side = len(pixels), pixels.shape[-1]
    partner = torch.randperm(count, generator=generator)
    mixed = torch.rand(count, generator=generator) < share
    area = torch.rand(count, generator=generator)
    aspect = (torch.rand(count, generator=generator) - 0.5).exp()
    tall = (side * (area * aspect).sqrt()).round().clamp(max=side)
    wide = (side * (area / aspect).sqrt()).round().clamp(max=side)
    top = ((side - tall) * torch.rand(count, generator=generator)).round()
    left = ((side - wide) * torch.rand(count, generator=generator)).round()
    line = torch.arange(side, dtype=torch.float32)
    rows = (line >= top[:, None]) & (line < (top + tall)[:, None])  # (n, s)
    columns = (line >= left[:, None]) & (line < (left + wide)[:, None])  # (n, s)
    box = rows[:, :, None] & columns[:, None, :] & mixed[:, None, None]  # (n, s, s)
    weight = box.float().mean(dim=(1, 2))[:, None]  # (n, 1)
    parts = functional.adaptive_avg_pool2d(box[:, None].float(), cells.shape[-1])
    return (
        torch.where(box[:, None], pixels[partner], pixels),
        targets.lerp(targets[partner], weight),
        cells.lerp(cells[partner], parts),
    )


def _movements(count: int, zoom: float, generator: Generator) -> Tensor:
    """Draw movements (n, 2, 3): half are flips, all see a smaller, shifted part."""
    scale = 1 - zoom * torch.rand(count, generator=generator)
    shift = (torch.rand(count, 2, generator=generator) * 2 - 1) * (1 - scale)[:, None]
    flip = torch.rand(count, generator=generator).lt(0.5).float() * 2 - 1
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = scale * flip
    affine[:, 1, 1] = scale
    affine[:, :, 2] = shift
    return affine


def move(maps: Tensor, affine: Tensor, side: int, padding: str) -> Tensor:
    """Sample maps (n, c, s, s) at moved places, (n, c, side, side)."""
    shape = [*maps.shape[:2], side, side]
    grid = functional.affine_grid(affine, shape, align_corners=False)
    return functional.grid_sample(maps, grid, padding_mode=padding, align_corners=False)


def _coarsen(pixels: Tensor, share: float, generator: Generator) -> Tensor:
    """Scale some pictures (n, c, s, s) to half their size and back, in place."""
    count = round(share * len(pixels))
    chosen = torch.randperm(len(pixels), generator=generator)[:count]
    small = functional.avg_pool2d(pixels[chosen], 2)
    pixels[chosen] = functional.interpolate(
        small, pixels.shape[-2:], mode="bilinear", align_corners=False
    )
    return pixels


def _recolour(
    pixels: Tensor, settings: AugmentSettings, generator: Generator
) -> Tensor:
    """Change brightness, contrast, saturation and tint."""
    count = len(pixels)
    bright = random_factors(count, settings.brightness, generator)
    contrast = random_factors(count, settings.contrast, generator)
    saturation = random_factors(count, settings.saturation, generator)
    limit = math.log1p(settings.tint)
    tint = (torch.rand(count, 3, 1, 1, generator=generator) * 2 - 1).mul(limit).exp()
    grey = pixels.mean(dim=1, keepdim=True)  # (n, 1, s, s)
    level = grey.mean(dim=(2, 3), keepdim=True)  # (n, 1, 1, 1)
    coloured = grey + (pixels - grey) * saturation
    return ((coloured - level) * contrast + level) * (bright * tint)


def random_factors(count: int, most: float, generator: Generator) -> Tensor:
    """Draw factors around 1, (n, 1, 1, 1), as likely to halve as to double."""
    limit = math.log1p(most)
    return _uniform(count, -limit, limit, generator).exp()


def _uniform(count: int, low: float, high: float, generator: Generator) -> Tensor:
    return torch.rand(count, 1, 1, 1, generator=generator) * (high - low) + low
