"""The face network: an aligned face to an embedding and to the logits of a code.

Shapes: n faces, c channels.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from photosearch.spec.align import FACE_PX
from trainer.evaluation.linear_hash import LinearHash
from trainer.nets.backbones import PlainBlock, unit

_LEVEL = 127.5


@dataclass(frozen=True, slots=True)
class FaceNetSettings:
    """Table `[net]` of a recipe file.

    Attributes:
        widths: Channels of each stage; the first works on 28 by 28 places, each later
            one on half as many a side.
        depths: Residual blocks of each stage.
        final_width: Channels in which each place is weighed.
        embedding_width: Length of the embedding.
        code_bits: Length of the code, a multiple of 8.
    """

    widths: tuple[int, ...] = (48, 96, 160)
    depths: tuple[int, ...] = (2, 4, 2)
    final_width: int = 256
    embedding_width: int = 128
    code_bits: int = 256

    def __post_init__(self) -> None:
        """Reject what cannot be built."""
        if not self.widths or len(self.widths) != len(self.depths):
            raise ValueError("widths and depths must name the same stages")
        if self.code_bits % 8 or self.code_bits <= 0:
            raise ValueError("code_bits must be a positive multiple of 8")
        if FACE_PX % (4 << (len(self.widths) - 1)):
            raise ValueError(f"a face of {FACE_PX} px has no {len(self.widths)} stages")


class FaceNet(nn.Module):
    """Trunk, a weight for every place of the face, embedding head and hash head."""

    def __init__(self, settings: FaceNetSettings) -> None:
        super().__init__()
        self.settings = settings
        self.trunk = _trunk(settings)
        places = FACE_PX // (4 << (len(settings.widths) - 1))
        width = settings.final_width
        # An aligned face has the same part at the same place, so each place counts
        # on its own instead of all being averaged.
        self.places = nn.Sequential(
            nn.Conv2d(width, width, places, groups=width, bias=False),
            nn.BatchNorm2d(width),
        )
        self.embedding = nn.Linear(width, settings.embedding_width)
        self.code = nn.Linear(width, settings.code_bits)
        # Without scale and shift every bit is on for half of the faces.
        self.balance = nn.BatchNorm1d(settings.code_bits, affine=False)

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe aligned faces.

        Args:
            pixels: (n, 3, 112, 112) float, 0 to 255.

        Returns:
            Embeddings (n, width) of unit length and code logits (n, bits).
        """
        maps = self.trunk(pixels / _LEVEL - 1)
        seen = self.places(maps).flatten(1)  # (n, c)
        embeddings = functional.normalize(self.embedding(seen), dim=1)
        logits: Tensor = self.balance(self.code(seen))
        return embeddings, logits


class MirroredFaceNet(nn.Module):
    """A face network that looks at each face twice, as it is and mirrored."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe faces as `FaceNet` does, by the mean of both looks."""
        count = pixels.shape[0]
        both = torch.cat([pixels, pixels.flip(3)])
        embeddings, logits = self.net(both)
        mean = embeddings[:count] + embeddings[count:]
        return functional.normalize(mean, dim=1), logits[:count] + logits[count:]


class TurnedFaceNet(nn.Module):
    """A face network whose code is the signs of its embedding, turned several ways.

    Args:
        net: Whose embedding is taken; its own code is not.
        code: Fitted on such embeddings.
    """

    def __init__(self, net: nn.Module, code: LinearHash) -> None:
        super().__init__()
        self.net = net
        width, bits = code.weight.shape
        self.code = nn.Linear(width, bits)
        with torch.no_grad():
            self.code.weight.copy_(torch.from_numpy(code.weight.T))
            self.code.bias.copy_(torch.from_numpy(-code.mean @ code.weight))

    @override
    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Describe faces as `FaceNet` does."""
        embeddings, _ = self.net(pixels)
        return embeddings, self.code(embeddings)


def _trunk(settings: FaceNetSettings) -> nn.Sequential:
    """Build the layers from (n, 3, 112, 112) to (n, final_width, h, h)."""
    first = settings.widths[0]
    layers: list[nn.Module] = [
        unit(3, first // 2, 3, stride=2),
        unit(first // 2, first, 3, stride=2),
    ]
    before = first
    for stage, (width, depth) in enumerate(
        zip(settings.widths, settings.depths, strict=True)
    ):
        if stage:
            layers.append(unit(before, width, 3, stride=2))
        layers.extend(PlainBlock(width) for _ in range(depth))
        before = width
    layers.append(unit(before, settings.final_width))
    return nn.Sequential(*layers)
