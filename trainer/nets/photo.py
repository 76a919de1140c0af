"""The photo network: pixels to an embedding and to the logits of a code."""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.backbones import BackboneSettings, build_backbone

# ImageNet's channel statistics, on the scale of uint8.
_MEAN = (123.7, 116.3, 103.5)
_STD = (58.4, 57.1, 57.4)


@dataclass(frozen=True, slots=True)
class NetSettings:
    """Table `[net]` of a recipe file.

    Attributes:
        backbone: Its shape.
        embedding_width: Length of the embedding.
        code_bits: Length of the code, a multiple of 8.
    """

    backbone: BackboneSettings = field(default_factory=BackboneSettings)
    embedding_width: int = 256
    code_bits: int = 256

    def __post_init__(self) -> None:
        """Reject a code that cannot be packed."""
        if self.code_bits % 8 or self.code_bits <= 0:
            raise ValueError("code_bits must be a positive multiple of 8")


class PhotoNet(nn.Module):
    """Backbone, average pooling, embedding head and hash head."""

    def __init__(self, settings: NetSettings) -> None:
        super().__init__()
        self.settings = settings
        self.register_buffer("mean", torch.tensor(_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(_STD).view(1, 3, 1, 1))
        self.mean: Tensor
        self.std: Tensor
        self.backbone = build_backbone(settings.backbone)
        pooled = settings.backbone.final_width
        self.embedding = nn.Linear(pooled, settings.embedding_width)
        self.code = nn.Linear(pooled, settings.code_bits)
        # Without scale and shift every bit is on for half of the photos.
        self.balance = nn.BatchNorm1d(settings.code_bits, affine=False)

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe pictures.

        Args:
            pixels: (n, 3, h, w) float, 0 to 255.

        Returns:
            Embeddings (n, width) of unit length and code logits (n, bits).
        """
        embeddings, logits, _ = self.look(pixels)
        return embeddings, logits

    def look(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Describe pictures as `forward` does, and what their feature maps hold.

        Returns:
            Embeddings (n, width), logits (n, bits) and maps (n, c, h, w).
        """
        maps = self.maps(pixels)
        embeddings, logits = self.describe(maps)
        return embeddings, logits, maps

    def maps(self, pixels: Tensor) -> Tensor:
        """Return feature maps (n, c, h, w), never negative, of pixels as `forward`."""
        maps: Tensor = self.backbone((pixels - self.mean) / self.std)
        return maps

    def fine_maps(self, pixels: Tensor) -> Tensor:
        """Return maps of the last but one stage, (n, f, 2h, 2w), of such pixels.

        They tell textures apart, and mix less of what lies around than the last ones.
        """
        layers = self.settings.backbone.fine_layers
        maps: Tensor = self.backbone[:layers]((pixels - self.mean) / self.std)
        return maps

    def finished(self, fine: Tensor) -> Tensor:
        """Return what `maps` would of that of which `fine_maps` returned these."""
        maps: Tensor = self.backbone[self.settings.backbone.fine_layers :](fine)
        return maps

    def describe(self, maps: Tensor) -> tuple[Tensor, Tensor]:
        """Return embeddings (n, width) and logits (n, bits) of maps (n, c, h, w)."""
        pooled = maps.mean(dim=(2, 3))  # (n, c)
        embeddings = functional.normalize(self.embedding(pooled), dim=1)
        logits: Tensor = self.balance(self.code(pooled))
        return embeddings, logits

    def places(self, maps: Tensor) -> Tensor:
        """Describe every place of feature maps as if it were the whole picture.

        The mean over the places points where the embedding does.

        Args:
            maps: (n, c, h, w).

        Returns:
            (n, h * w, width), row by row, not of unit length.
        """
        said: Tensor = self.embedding(maps.flatten(2).transpose(1, 2))
        return said
