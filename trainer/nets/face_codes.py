"""The network of the face hashing study: one trunk, codes of several lengths.

Shapes: n faces, d features, b bits of one code, c people, g the number of codes.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from trainer.nets.backbones import BackboneSettings, Family, build_backbone

LEVEL = 127.5


def _narrow_backbone() -> BackboneSettings:
    """Return what a processor learns most from in two minutes."""
    return BackboneSettings(
        family=Family.PLAIN,
        widths=(32, 64, 128),
        depths=(1, 1, 1),
        expand=1,
        final_width=256,
    )


@dataclass(frozen=True, slots=True)
class FaceCodesSettings:
    """Table `[net]`.

    Attributes:
        input_px: Side of what the network sees of a face.
        features: Length d of the real-valued description.
        bits: Lengths of the codes; each has a head of its own.
        backbone: Shape of the trunk.
    """

    input_px: int = 64
    features: int = 128
    bits: tuple[int, ...] = (12, 24, 36, 48)
    backbone: BackboneSettings = field(default_factory=_narrow_backbone)

    def __post_init__(self) -> None:
        """Reject faces that the trunk cannot divide into places."""
        if not self.bits or min(self.bits) < 2:
            raise ValueError("bits must name codes of 2 bits and more")
        if self.input_px % self.backbone.stride:
            raise ValueError(f"input_px must be a multiple of {self.backbone.stride}")


class FaceCodesNet(nn.Module):
    """Faces to features, and features to the logits of every code.

    Args:
        settings: Its shape.
        described: Length of the description by which a frozen network gives a face; 0
            where faces are pixels.
    """

    def __init__(self, settings: FaceCodesSettings, described: int = 0) -> None:
        super().__init__()
        self.bits = settings.bits
        self.is_described = described > 0
        width = settings.backbone.final_width
        self.trunk = (
            nn.Sequential(
                nn.Linear(described, width, bias=False),
                nn.BatchNorm1d(width),
                nn.ReLU(),
            )
            if self.is_described
            else build_backbone(settings.backbone)
        )
        self.feature = nn.Sequential(
            nn.Linear(settings.backbone.final_width, settings.features),
            nn.BatchNorm1d(settings.features),
        )
        self.codes = nn.Sequential(
            nn.Linear(settings.features, sum(settings.bits)),
            nn.BatchNorm1d(sum(settings.bits)),
        )

    def features(self, faces: Tensor) -> Tensor:
        """Describe faces by (n, d).

        Args:
            faces: (n, 3, h, w), 0 to 255, or (n, described).
        """
        if self.is_described:
            pooled = self.trunk(faces)
        else:
            pooled = self.trunk(faces / LEVEL - 1).mean(dim=(2, 3))
        features: Tensor = self.feature(pooled)
        return features

    def logits(self, features: Tensor) -> tuple[Tensor, ...]:
        """Return the logits (n, b) of each code, given features (n, d)."""
        return self.codes(features).split(list(self.bits), dim=1)  # type: ignore[no-any-return]

    @override
    def forward(self, faces: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
        """Describe faces, given as to `features`.

        Returns:
            Features (n, d) of any length and logits (n, b) of each code.
        """
        features = self.features(faces)
        return features, self.logits(features)


class PeopleCentres(nn.Module):
    """What each person's faces gather around: in the features, and in every code.

    Args:
        people: c.
        settings: Of the network.
    """

    def __init__(self, people: int, settings: FaceCodesSettings) -> None:
        super().__init__()
        self.feature = nn.Parameter(0.1 * torch.randn(people, settings.features))
        self.code = nn.ParameterList(
            0.5 * torch.randn(people, bits) for bits in settings.bits
        )
        for number, bits in enumerate(settings.bits):
            self.register_buffer(f"signs_{number}", torch.ones(people, bits))

    @property
    def codes(self) -> list[Tensor]:
        """Centres of each code, (c, b) in -1..1."""
        return [torch.tanh(each) for each in self.code]

    @property
    def signs(self) -> list[Tensor]:
        """The signs that each person's codes should have, (c, b) of -1 and +1."""
        return [self.get_buffer(f"signs_{number}") for number in range(len(self.code))]


def unit(features: Tensor) -> Tensor:
    """Scale features (n, d) to unit length in single precision."""
    return functional.normalize(features.float(), dim=1)
