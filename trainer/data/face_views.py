"""How one aligned face may come out in another photo; whole batches, cheaply.

Alignment leaves a face where it is but for a few pixels, so a small shift and another
light are all that is drawn. Shapes: n faces, s side in pixels.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Generator, Tensor

from photosearch.spec.preprocess import Pixels
from trainer.data.augment import random_factors
from trainer.data.crops import random_crops


@dataclass(frozen=True, slots=True)
class FaceViews:
    """Table `[views]` of a recipe file.

    Attributes:
        shift_px: Largest shift to any side.
        brightness: Largest relative change of brightness.
        contrast: Largest relative change of contrast.
        saturation: Largest relative change of saturation.
    """

    shift_px: int = 3
    brightness: float = 0.3
    contrast: float = 0.3
    saturation: float = 0.4


def face_views(pixels: Pixels, size_px: int, settings: FaceViews, seed: int) -> Tensor:
    """Shift, mirror and relight each face differently.

    Args:
        pixels: (n, s, s, 3).
        size_px: Side of the result; s is at least this and twice the shift.
        settings: How much.
        seed: Decides everything.

    Returns:
        (n, 3, size_px, size_px) float32, 0 to 255.
    """
    rest = (pixels.shape[1] - size_px - 2 * settings.shift_px) // 2
    inner = slice(rest, pixels.shape[1] - rest)
    draw, generator = np.random.default_rng(seed), Generator().manual_seed(seed)
    cut = random_crops(pixels[:, inner, inner], size_px, draw)
    batch = torch.from_numpy(cut).permute(0, 3, 1, 2).float()
    count = len(batch)
    bright = random_factors(count, settings.brightness, generator)
    contrast = random_factors(count, settings.contrast, generator)
    saturation = random_factors(count, settings.saturation, generator)
    grey = batch.mean(dim=1, keepdim=True)  # (n, 1, s, s)
    level = grey.mean(dim=(2, 3), keepdim=True)  # (n, 1, 1, 1)
    coloured = torch.lerp(grey, batch, saturation)
    return torch.lerp(level, coloured, contrast).mul_(bright).clamp_(0, 255)
