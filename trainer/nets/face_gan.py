"""Networks that change attributes of a face (after StarGAN, Choi et al. 2018).

One generator for all attributes: it sees the face and what it should become, and says
what to add. The discriminator judges faces and reads their attributes. Shapes: n faces,
s side in pixels, a attributes in -1..1.
"""

import itertools
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from typing_extensions import override

SLOPE = 0.1


@dataclass(frozen=True, slots=True)
class FaceGanSettings:
    """Table `[gan]` of a recipe file, the part that shapes the networks.

    Attributes:
        width: Channels of the generator's first layer.
        depth: Residual blocks of the generator at a quarter of the side.
        judge_width: Channels of the discriminator's first layer.
    """

    width: int = 16
    depth: int = 3
    judge_width: int = 24


class FaceTranslator(nn.Module):
    """Faces and wanted attributes to changed faces."""

    def __init__(self, attributes: int, settings: FaceGanSettings) -> None:
        super().__init__()
        width = settings.width
        # No norm here: it would take away what is the same at every place, and so
        # what the face should become.
        self.down = nn.Sequential(
            nn.Conv2d(3 + attributes, width, 4, 2, 1),
            nn.ReLU(),
            nn.Conv2d(width, 2 * width, 4, 2, 1),
            nn.ReLU(),
        )
        self.blocks = nn.ModuleList(
            _ConditionalBlock(2 * width, attributes) for _ in range(settings.depth)
        )
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(2 * width, width, 3, 1, 1),
            nn.ReLU(),
            nn.Upsample(scale_factor=2),
            nn.Conv2d(width, 3, 5, 1, 2),
        )

    @override
    def forward(self, faces: Tensor, attributes: Tensor) -> Tensor:
        """Change faces (n, 3, s, s) in -1..1, s a multiple of 4, to attributes (n, a).

        Returns:
            (n, 3, s, s) in -1..1.
        """
        maps = attributes[:, :, None, None].expand(-1, -1, *faces.shape[2:])
        seen = self.down(torch.cat([faces, maps], dim=1))
        for block in self.blocks:
            seen = block(seen, attributes)
        added = self.up(seen).float()
        # What is added meets the limits softly, or nothing would be learned there.
        return torch.tanh(torch.atanh(faces.clamp(-0.99, 0.99)) + added)


class FaceJudge(nn.Module):
    """Says how real faces look, and which attributes they have."""

    def __init__(self, attributes: int, settings: FaceGanSettings) -> None:
        super().__init__()
        width = settings.judge_width
        widths = (3, width, 2 * width, 4 * width, 8 * width)
        layers: list[nn.Module] = []
        for before, after in itertools.pairwise(widths):
            convolution = nn.Conv2d(before, after, 4, 2, 1)
            layers += [spectral_norm(convolution), nn.LeakyReLU(SLOPE)]
        self.layers = nn.Sequential(*layers)
        self.score = spectral_norm(nn.Conv2d(widths[-1], 1, 3, 1, 1))
        self.attributes = nn.Linear(widths[-1], attributes)

    @override
    def forward(self, faces: Tensor) -> tuple[Tensor, Tensor]:
        """Judge faces (n, 3, s, s) in -1..1.

        Returns:
            Scores (n,) and attributes (n, a).
        """
        maps = self.layers(faces)
        scores: Tensor = self.score(maps)
        read: Tensor = self.attributes(maps.mean(dim=(2, 3)))
        return scores.mean(dim=(1, 2, 3)).float(), read.float()


class _ConditionalBlock(nn.Module):
    """Two 3x3 convolutions beside a shortcut, scaled and shifted by attributes."""

    def __init__(self, width: int, attributes: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.norm = nn.InstanceNorm2d(width)
        self.style = nn.Linear(attributes, 2 * width)
        self.second = nn.Conv2d(width, width, 3, 1, 1)

    @override
    def forward(self, maps: Tensor, attributes: Tensor) -> Tensor:
        """Change maps (n, c, h, w) by attributes (n, a)."""
        scale, shift = self.style(attributes)[:, :, None, None].chunk(2, dim=1)
        styled = torch.relu(self.norm(self.first(maps)) * (1 + scale) + shift)
        changed: Tensor = maps + self.second(styled)
        return changed
