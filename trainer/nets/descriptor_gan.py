"""An InfoGAN whose pictures are descriptors of photos.

The generator makes what a frozen trunk would say of a photo, from an information
vector that the code has to tell again, an adjustment vector and noise. Letters in
shapes: n photos, w width of a descriptor, k bits of the code, a adjustment bits.
"""

import torch
from torch import Generator, Tensor, nn
from torch.nn import functional
from torch.nn.utils.parametrizations import spectral_norm

from trainer.losses.information import AdaptiveInformation

SLOPE = 0.1


class DescriptorGan(nn.Module):
    """Generator and discriminator of descriptors (n, w) of unit length.

    Args:
        width: Of a descriptor.
        bits: Of the information vector, as many as the code has.
        adjustment: Bits of the adjustment vector.
        noise: Length of the Gaussian part of the generator's input.
        hidden: Width of both networks.
    """

    def __init__(
        self, width: int, bits: int, adjustment: int, noise: int, hidden: int
    ) -> None:
        super().__init__()
        self.bits, self.adjustment, self.noise = bits, adjustment, noise
        self.generator = nn.Sequential(
            *_normed(noise + bits + adjustment, hidden),
            *_normed(hidden, hidden),
            nn.Linear(hidden, width),
        )
        self.judge = nn.Sequential(
            spectral_norm(nn.Linear(width, hidden)),
            nn.LeakyReLU(SLOPE),
            spectral_norm(nn.Linear(hidden, hidden)),
            nn.LeakyReLU(SLOPE),
            spectral_norm(nn.Linear(hidden, 1)),
        )
        self.information = AdaptiveInformation(bits)

    def drawn(self, count: int, chance: Generator) -> Tensor:
        """Draw information vectors (n, k) of -1 and +1."""
        return _signs(count, self.bits, chance)

    def made(self, codes: Tensor, chance: Generator) -> Tensor:
        """Make descriptors (n, w) from information vectors (n, k)."""
        count, device = len(codes), codes.device
        free = _signs(count, self.adjustment, chance).to(device)
        noise = torch.randn(count, self.noise, generator=chance).to(device)
        made: Tensor = self.generator(torch.cat([noise, codes, free], dim=1))
        return functional.normalize(made, dim=1)

    def scores(self, descriptors: Tensor) -> Tensor:
        """Return how real descriptors (n, w) look, (n,)."""
        scores: Tensor = self.judge(descriptors)
        return scores[:, 0]


def _normed(width_in: int, width_out: int) -> tuple[nn.Module, ...]:
    return nn.Linear(width_in, width_out), nn.BatchNorm1d(width_out), nn.ReLU()


def _signs(count: int, bits: int, chance: Generator) -> Tensor:
    return torch.randint(0, 2, (count, bits), generator=chance).float() * 2 - 1
