"""What cameras and files do to faces: jitter of whole batches as tensors.

Also faces of nobody: two faces blended or put together, which a teacher describes as
well as any other. Shapes: n faces, s side in pixels.
"""

import io
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Generator, Tensor
from torch.nn import functional

from photosearch.spec.align import FACE_PX
from photosearch.spec.preprocess import Pixels


@dataclass(frozen=True, slots=True)
class FaceJitter:
    """Table `[jitter]` of a recipe file; shares are of the faces.

    Attributes:
        mixed: Share blended or put together with another face.
        shift_px: Standard deviation of the shift.
        turn_deg: Standard deviation of the turn.
        scale: Standard deviation of the logarithm of the scale.
        brightness: Standard deviation of the logarithm of brightness and contrast.
        grey: Share without colour.
        blurred: Share blurred.
        coarse: Share that loses resolution.
        least_px: Smallest side that a face is shrunk to.
        compressed: Share stored as JPEG once more.
    """

    mixed: float = 0.4
    shift_px: float = 2.0
    turn_deg: float = 4.0
    scale: float = 0.05
    brightness: float = 0.18
    grey: float = 0.1
    blurred: float = 0.25
    coarse: float = 0.3
    least_px: int = 20
    compressed: float = 0.4


def jitter_faces(
    faces: Tensor, others: Tensor, settings: FaceJitter, generator: Generator
) -> Pixels:
    """Show each face differently.

    Args:
        faces: (n, s, s, 3) uint8, aligned, with a margin.
        others: As `faces`: with whom each is mixed, if it is.
        settings: How much.
        generator: Decides everything.

    Returns:
        (n, 112, 112, 3) uint8.
    """
    moved = _moved(faces, settings, generator)
    partners = _moved(others, settings, generator)
    mixed = _mix(moved, partners, settings.mixed, generator)
    coloured = _recolour(mixed, settings, generator).clamp(0, 255)
    blurred = _blur(coloured, settings.blurred, generator)
    coarse = _coarsen(blurred, settings, generator)
    noise = torch.randn(coarse.shape, generator=generator)
    rough = 6.0 * _uniform(len(faces), generator).square()
    rows = (coarse + noise * rough).clamp(0, 255).round().to(torch.uint8)
    pixels = rows.permute(0, 2, 3, 1).contiguous().numpy()
    return _compress(pixels, settings.compressed, generator)


def _moved(faces: Tensor, settings: FaceJitter, generator: Generator) -> Tensor:
    """Shift, turn, scale and flip faces (n, s, s, 3) into (n, 3, 112, 112)."""
    count, side = len(faces), faces.shape[1]
    draw = torch.randn(count, 4, generator=generator).clamp(-2.5, 2.5)
    angle = draw[:, 0] * settings.turn_deg * (torch.pi / 180)
    zoom = (draw[:, 1] * settings.scale).exp() * (FACE_PX / side)
    flip = torch.rand(count, generator=generator).lt(0.5).float() * 2 - 1
    affine = torch.zeros(count, 2, 3)
    affine[:, 0, 0] = zoom * angle.cos() * flip
    affine[:, 0, 1] = -zoom * angle.sin()
    affine[:, 1, 0] = zoom * angle.sin() * flip
    affine[:, 1, 1] = zoom * angle.cos()
    affine[:, :, 2] = draw[:, 2:] * settings.shift_px * (2 / side)
    shape = [count, 3, FACE_PX, FACE_PX]
    grid = functional.affine_grid(affine, shape, align_corners=False)
    maps = faces.permute(0, 3, 1, 2).float()
    return functional.grid_sample(
        maps, grid, padding_mode="border", align_corners=False
    )


def _mix(faces: Tensor, others: Tensor, share: float, generator: Generator) -> Tensor:
    """Blend some faces evenly, or take above and below (or sides) from two."""
    count, side = len(faces), faces.shape[-1]
    line = torch.linspace(-1, 1, side)
    edge = _uniform(count, generator) - 0.5  # (n, 1, 1, 1)
    soft = torch.sigmoid((line - edge) * 12)  # (n, 1, 1, s)
    is_across = _chosen(count, 0.5, generator)
    stepped = torch.where(
        is_across,
        soft.expand(-1, -1, side, -1),
        soft.transpose(2, 3).expand(-1, -1, -1, side),
    )
    even = 0.3 + 0.4 * _uniform(count, generator)
    weight = torch.where(_chosen(count, 0.5, generator), even, stepped)
    return torch.where(
        _chosen(count, share, generator), faces.lerp(others, weight), faces
    )


def _recolour(faces: Tensor, settings: FaceJitter, generator: Generator) -> Tensor:
    """Change gamma, brightness, contrast, saturation and tint, (n, 3, s, s)."""
    count = len(faces)
    draw = torch.randn(4, count, 1, 1, 1, generator=generator).clamp(-2, 2)
    bright, contrast, gamma = (draw[:3] * settings.brightness).exp().unbind()
    tint = (torch.randn(count, 3, 1, 1, generator=generator) * 0.04).exp()
    curved = (faces / 255).clamp(0, 1).pow(gamma) * 255
    grey = curved.mean(dim=1, keepdim=True)
    saturation = (draw[3] * 0.3).exp()
    saturation = saturation * ~_chosen(count, settings.grey, generator)
    coloured = grey + (curved - grey) * saturation
    level = grey.mean(dim=(2, 3), keepdim=True)
    return ((coloured - level) * contrast + level) * bright * tint


def _blur(faces: Tensor, share: float, generator: Generator) -> Tensor:
    """Blur some faces by a Gaussian, along and across a random amount each."""
    count = len(faces)
    reach = torch.arange(-4, 5, dtype=torch.float32)
    sigma = 0.4 + 1.3 * torch.rand(2, count, 1, generator=generator)
    kernels = torch.softmax(-reach.square() / (2 * sigma.square()), dim=-1)  # (2, n, 9)
    kernels = kernels.repeat_interleave(3, dim=1)[:, :, None]  # (2, 3 n, 1, 9)
    planes = faces.reshape(1, -1, *faces.shape[2:])
    planes = functional.pad(planes, (4, 4, 4, 4), mode="replicate")
    planes = functional.conv2d(planes, kernels[0][:, :, None], groups=3 * count)
    planes = functional.conv2d(planes, kernels[1][..., None], groups=3 * count)
    soft = planes.reshape(faces.shape)
    return torch.where(_chosen(count, share, generator), soft, faces)


def _coarsen(faces: Tensor, settings: FaceJitter, generator: Generator) -> Tensor:
    """Shrink some faces, each to its own size, and enlarge them again."""
    chosen = _chosen(len(faces), settings.coarse, generator).flatten()
    side = faces.shape[-1]
    draw = torch.rand(len(faces), generator=generator)
    sizes = settings.least_px * (side / settings.least_px) ** draw
    result = faces.clone()
    for row in torch.nonzero(chosen).flatten().tolist():
        small = functional.interpolate(
            faces[row : row + 1],
            round(float(sizes[row])),
            mode="bilinear",
            align_corners=False,
            antialias=True,
        )
        result[row] = functional.interpolate(
            small, side, mode="bilinear", align_corners=False
        )[0]
    return result


def _compress(faces: Pixels, share: float, generator: Generator) -> Pixels:
    """Store some faces as JPEG and read them back."""
    chosen = _chosen(len(faces), share, generator).flatten()
    quality = torch.randint(20, 91, (len(faces),), generator=generator)
    result = faces.copy()
    for row in torch.nonzero(chosen).flatten().tolist():
        file = io.BytesIO()
        Image.fromarray(faces[row]).save(file, "JPEG", quality=int(quality[row]))
        with Image.open(file) as stored:
            result[row] = np.asarray(stored)
    return result


def _chosen(count: int, share: float, generator: Generator) -> Tensor:
    """Choose about a share of the faces, (n, 1, 1, 1) bool."""
    return _uniform(count, generator) < share


def _uniform(count: int, generator: Generator) -> Tensor:
    return torch.rand(count, 1, 1, 1, generator=generator)
