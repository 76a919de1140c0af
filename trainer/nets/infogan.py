"""The networks of InfoGAN hashing: one trunk and what reads it, and the generator.

Shapes: n pictures, d features, b bits of all codes together, m latent bits.
"""

from dataclasses import dataclass, field

import torch
from torch import Generator, Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm
from typing_extensions import override

from trainer.losses.information import AdaptiveInformation
from trainer.nets.generators import PictureGenerator
from trainer.nets.trunks import TrunkKind, build_trunk, trunk_width


@dataclass(frozen=True, slots=True)
class HashNetSettings:
    """Table `[net]`.

    Attributes:
        trunk: Which trunk the hash network has.
        width: Of the trunk.
        attention: Whether the trunk attends to itself; a third slower.
        batch_norm: Whether generator and hash heads are normalised.
        hidden: Width of the layer between features and code.
        projection: Length of a real-valued descriptor that the contrastive terms may
            train beside the codes; 0 for none. It is not part of the model.
        bits: Lengths of the codes; each has a head of its own.
        side_px: Side of the pictures.
    """

    trunk: TrunkKind = TrunkKind.RESIDUAL
    width: int = 32
    attention: bool = False
    batch_norm: bool = True
    hidden: int = 256
    projection: int = 128
    bits: tuple[int, ...] = (16, 32, 64)
    # Not in the text by which runs know their own: 32 px was once the only side.
    side_px: int = field(default=32, repr=False)

    def __post_init__(self) -> None:
        """Reject codes that cannot be packed."""
        if not self.bits or any(b <= 0 or b % 8 for b in self.bits):
            raise ValueError("bits must be positive multiples of 8")


@dataclass(frozen=True, slots=True)
class GanSettings:
    """Table `[gan]`: the generative adversarial part.

    Attributes:
        enabled: Whether there is one.
        share_trunk: Whether the discriminator reads the hash network's trunk; if not,
            it has a spectral trunk of its own.
        width: Of the generator, and of a trunk of the discriminator's own.
        attention: Whether these two attend to themselves.
        noise: Length of the Gaussian part of the generator's input.
        latent_bits: Length m of information and adjustment vector together.
        adjustment: Whether an adjustment vector fills what the information vector
            leaves of `latent_bits`; if not, the generator's input is as long as the
            code asks for.
        adaptive: Whether the information loss adapts; if not, it is InfoGAN's sum.
        information: What the information loss counts.
        corrector: What the corrector counts.
        feature_matching: What matching the mean features counts.
    """

    enabled: bool = True
    share_trunk: bool = False
    width: int = 16
    attention: bool = True
    noise: int = 64
    latent_bits: int = 128
    adjustment: bool = True
    adaptive: bool = True
    information: float = 1.0
    corrector: float = 1.0
    feature_matching: float = 1.0


class HashHeads(nn.Module):
    """Features to the logits of one code or of several, side by side."""

    def __init__(self, features: int, settings: HashNetSettings) -> None:
        super().__init__()
        self.bits = settings.bits
        normed = settings.batch_norm
        self.hidden = nn.Sequential(
            nn.Linear(features, settings.hidden),
            *([nn.BatchNorm1d(settings.hidden)] if normed else []),
            nn.ReLU(),
        )
        self.code = nn.Linear(settings.hidden, sum(settings.bits))
        # Without scale and shift every bit is on for half of the pictures.
        self.balance = (
            nn.BatchNorm1d(sum(settings.bits), affine=False)
            if normed
            else nn.Identity()
        )

    @override
    def forward(self, features: Tensor) -> Tensor:
        """Return the logits (n, b) of features (n, d)."""
        logits: Tensor = self.balance(self.code(self.hidden(features)))
        return logits

    def each(self, logits: Tensor) -> tuple[Tensor, ...]:
        """Split logits (n, b) into those of each code."""
        return torch.split(logits, list(self.bits), dim=1)


class InfoGan(nn.Module):
    """Hash network, discriminator and generator.

    Args:
        net: Of the hash network.
        gan: Of the rest.
    """

    def __init__(self, net: HashNetSettings, gan: GanSettings) -> None:
        super().__init__()
        self.gan = gan
        features = trunk_width(net.width)
        self.bits = sum(net.bits)
        self.trunk = build_trunk(
            net.trunk, net.width, attention=net.attention, side_px=net.side_px
        )
        self.heads = HashHeads(features, net)
        self.projection = (
            nn.Sequential(
                nn.Linear(features, net.hidden),
                nn.BatchNorm1d(net.hidden),
                nn.ReLU(),
                nn.Linear(net.hidden, net.projection),
            )
            if net.projection
            else nn.Identity()
        )
        if not gan.enabled:
            return
        if gan.adjustment and self.bits > gan.latent_bits:
            raise ValueError(f"codes of {self.bits} bits exceed gan.latent_bits")
        judged = features if gan.share_trunk else trunk_width(gan.width)
        # None where it is the hash network's, which must not be kept twice.
        self.judge_trunk = (
            None
            if gan.share_trunk
            else build_trunk(
                TrunkKind.SPECTRAL,
                gan.width,
                attention=gan.attention,
                side_px=net.side_px,
            )
        )
        self.judge = spectral_norm(nn.Linear(judged, 1))
        self.information = AdaptiveInformation(self.bits)
        latent = gan.noise + self.bits + self.adjustment_bits
        self.generator, self.average = (
            PictureGenerator(
                latent,
                gan.width,
                attention=gan.attention,
                batch_norm=net.batch_norm,
                side_px=net.side_px,
            )
            for _ in range(2)
        )
        self.average.load_state_dict(self.generator.state_dict())
        self.average.requires_grad_(requires_grad=False)

    @property
    def adjustment_bits(self) -> int:
        """Length of the adjustment vector."""
        return self.gan.latent_bits - self.bits if self.gan.adjustment else 0

    def features(self, pictures: Tensor) -> Tensor:
        """Return features (n, d) of pictures (n, 3, s, s) in -1..1."""
        maps: Tensor = self.trunk(pictures)
        return maps.mean(dim=(2, 3))

    def judged_features(self, pictures: Tensor) -> Tensor:
        """Return the features (n, e) by which the discriminator judges pictures."""
        trunk = self.trunk if self.judge_trunk is None else self.judge_trunk
        maps: Tensor = trunk(pictures)
        # A sum, as spectral norm leaves a mean too little room.
        return maps.sum(dim=(2, 3))

    def draw_codes(self, count: int, generator: Generator) -> Tensor:
        """Draw information vectors (count, b) of -1 and +1."""
        return _signs(count, self.bits, generator)

    def latent(self, codes: Tensor, generator: Generator) -> Tensor:
        """Join noise, information vectors (n, b) and drawn adjustment vectors."""
        count = len(codes)
        noise = torch.randn(count, self.gan.noise, generator=generator)
        adjustment = _signs(count, self.adjustment_bits, generator)
        rest = torch.cat([noise, adjustment], dim=1).to(codes.device)
        return torch.cat([codes, rest], dim=1)

    @torch.no_grad()
    def follow(self, decay: float) -> None:
        """Move the averaged generator towards the trained one."""
        theirs, mine = self.generator.state_dict(), self.average.state_dict()
        for name, value in mine.items():
            if value.is_floating_point():
                value.lerp_(theirs[name], 1 - decay)
            else:
                value.copy_(theirs[name])

    def restart(self) -> None:
        """Let the generator go on from its average."""
        self.generator.load_state_dict(self.average.state_dict())


def _signs(count: int, bits: int, generator: Generator) -> Tensor:
    return torch.randint(0, 2, (count, bits), generator=generator).float() * 2 - 1
