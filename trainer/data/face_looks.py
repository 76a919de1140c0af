"""How a student looks at a view of a face that its teacher saw otherwise.

Views and the teacher's answers about them are made once and kept, so a long run sees
each of them many times; looked at mirrored, moved or partly hidden they stay new, and
a person stays the same.
"""

from dataclasses import dataclass

import torch
from torch import Generator, Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class LookSettings:
    """Table `[look]` of a recipe file; shares are of the faces.

    Attributes:
        mirrored: Share seen mirrored.
        shift_px: Largest shift, both ways.
        hidden: Share of which a rectangle is hidden.
        most_hidden: Largest side of that rectangle, of the picture's.
    """

    mirrored: float = 0.0
    shift_px: int = 0
    hidden: float = 0.0
    most_hidden: float = 0.4

    def __post_init__(self) -> None:
        """Reject what cannot be seen."""
        if not (0 <= self.mirrored <= 1 and 0 <= self.hidden <= 1):
            raise ValueError("look.mirrored and look.hidden are shares, 0 to 1")
        if self.shift_px < 0 or not 0 < self.most_hidden < 1:
            raise ValueError("look.shift_px is at least 0, look.most_hidden 0 to 1")


def look_at(pixels: Tensor, settings: LookSettings, generator: Generator) -> Tensor:
    """Look at faces (n, 3, s, s), 0 to 255, each in a way of its own."""
    mirrored = _chosen(len(pixels), settings.mirrored, generator)
    turned = torch.where(mirrored[:, None, None, None], pixels.flip(3), pixels)
    return _hide(_shift(turned, settings.shift_px, generator), settings, generator)


def _chosen(count: int, share: float, generator: Generator) -> Tensor:
    return torch.rand(count, generator=generator) < share


def _shift(pixels: Tensor, most: int, generator: Generator) -> Tensor:
    """Shift faces by whole pixels; what comes in is mirrored from the border."""
    if not most:
        return pixels
    side = pixels.shape[-1]
    wide = functional.pad(pixels, [most] * 4, mode="reflect")
    places = torch.randint(2 * most + 1, (len(pixels), 2), generator=generator).tolist()
    pieces = [
        face[:, top : top + side, left : left + side]
        for face, (top, left) in zip(wide, places, strict=True)
    ]
    return torch.stack(pieces)


def _hide(pixels: Tensor, settings: LookSettings, generator: Generator) -> Tensor:
    """Paint a rectangle of some faces in the mean colour of the face."""
    count, side = len(pixels), pixels.shape[-1]
    size = torch.rand(count, 2, generator=generator) * settings.most_hidden * side
    start = torch.rand(count, 2, generator=generator) * (side - size)
    along = torch.arange(side)
    inside = (along >= start[..., None]) & (along < (start + size)[..., None])
    hidden = inside[:, 0, :, None] & inside[:, 1, None, :]
    hidden &= _chosen(count, settings.hidden, generator)[:, None, None]
    means = pixels.mean((2, 3), keepdim=True)
    return torch.where(hidden[:, None], means, pixels)
