"""A grid of generated pictures: each row one code, each column one noise."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Generator, Tensor

from trainer.nets.infogan import InfoGan

SIDE = 8
MARGIN_PX = 2


@torch.no_grad()
def write_samples(
    file: Path, net: InfoGan, device: torch.device
) -> npt.NDArray[np.uint8]:
    """Write a PNG of 8 codes by 8 noises from the averaged generator.

    Returns:
        The grid, (h, w, 3).
    """
    draw = Generator().manual_seed(0)
    codes = net.draw_codes(SIDE, draw).repeat_interleave(SIDE, dim=0).to(device)
    average = net.average
    was_training = average.training
    pictures = average.eval()(net.latent(codes, draw)).float().cpu()
    average.train(was_training)
    grid = _grid(pictures)
    Image.fromarray(grid).save(file)
    return grid


def _grid(pictures: Tensor) -> npt.NDArray[np.uint8]:
    """Lay out (64, 3, s, s) in -1..1 as (h, w, 3) uint8."""
    pixels = pictures.add(1).mul(127.5).round().clamp(0, 255).to(torch.uint8)
    framed = torch.nn.functional.pad(pixels, (0, MARGIN_PX, 0, MARGIN_PX), value=255)
    _, channels, height, width = framed.shape
    cells = framed.reshape(SIDE, SIDE, channels, height, width)
    rows = cells.permute(0, 3, 1, 4, 2).reshape(SIDE * height, SIDE * width, channels)
    grid: npt.NDArray[np.uint8] = rows.numpy()
    return grid
