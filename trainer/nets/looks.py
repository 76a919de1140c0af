"""How a trained network is used: how often it looks at a picture, and how large."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.photo import PhotoNet


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks whose mean describes a picture; each costs one pass.

    Attributes:
        input_px: Side of the picture that the model takes, the first look.
        also_px: Sides to which it is scaled for further looks.
        mirror: Whether each look is repeated at the mirror image.
    """

    input_px: int = 128
    also_px: tuple[int, ...] = ()
    mirror: bool = False


class LookingNet(nn.Module):
    """Describes a picture by the mean of what its looks say."""

    def __init__(self, net: PhotoNet, looks: Looks) -> None:
        super().__init__()
        self.net = net
        self.looks = looks

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe pictures (n, 3, input_px, input_px) as `PhotoNet` does."""
        described = [self.net(look) for look in self._seen(pixels)]
        embeddings = torch.stack([each[0] for each in described]).mean(dim=0)
        logits = torch.stack([each[1] for each in described]).mean(dim=0)
        return functional.normalize(embeddings, dim=1), logits

    def _seen(self, pixels: Tensor) -> list[Tensor]:
        seen = [pixels]
        seen += [
            functional.interpolate(pixels, size=(size_px, size_px), mode="bilinear")
            for size_px in self.looks.also_px
        ]
        if self.looks.mirror:
            seen += [look.flip(3) for look in seen]
        return seen
