"""What a code still says about the vector that a picture was generated from.

InfoGAN (Chen et al. 2016, section 5) bounds the mutual information of information
vector c and generated picture from below by H(c) - E[-log Q(c | G(z, c))]. Its plain
form sums over the bits, so that long vectors swamp the adversarial loss. The adaptive
form here takes the mean, weighs a bit by what it does not say yet, and keeps the
loss's pull on what is generated in proportion to the adversarial one.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

MEMORY = 0.99
"""Decay of the running means."""

LEAST_WEIGHT = 0.1
"""Of a bit that says all it can, beside 1.1 of one that says nothing."""

PULL = 0.5
"""Wanted length of the information loss's gradient beside the adversarial one's."""

WEAKEST, STRONGEST = 0.1, 5.0


def bit_cross_entropies(logits: Tensor, codes: Tensor) -> Tensor:
    """Return the mean cross entropy of each bit in nats, (bits,).

    Args:
        logits: (n, bits), what Q says of generated pictures.
        codes: (n, bits) of -1 and +1, what they were generated from.
    """
    wanted = (codes > 0).to(logits.dtype)
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return each.mean(dim=0)


def information_loss(logits: Tensor, codes: Tensor) -> Tensor:
    """Return InfoGAN's loss, the sum over bits of `bit_cross_entropies`."""
    return bit_cross_entropies(logits, codes).sum()


def corrector_loss(logits: Tensor, codes: Tensor) -> Tensor:
    """Return what a code pays if no picture generated from it is recognised by it.

    A real picture's code b goes through the generator, and Q has to read b again: bits
    that the generator cannot render recognisably are corrected.

    Args:
        logits: (n, bits), of pictures generated from the codes.
        codes: (n, bits) of -1 and +1, of real pictures.
    """
    return bit_cross_entropies(logits, codes).mean()


class AdaptiveInformation(nn.Module):
    """The information loss whose strength follows what it still has to do.

    Args:
        bits: Length of the information vector.
    """

    def __init__(self, bits: int) -> None:
        super().__init__()
        self.register_buffer("cross_entropy", torch.full((bits,), math.log(2)))
        self.register_buffer("strength", torch.ones(()))
        self.cross_entropy: Tensor
        self.strength: Tensor

    @override
    def forward(self, logits: Tensor, codes: Tensor) -> Tensor:
        """Return the loss; shapes as in `bit_cross_entropies`."""
        each = bit_cross_entropies(logits, codes)
        with torch.no_grad():
            self.cross_entropy.lerp_(each, 1 - MEMORY)
        # A copy, as `follow` may change it before the gradient is asked for.
        return self.strength.clone() * (self.weights() * each).mean()

    def weights(self) -> Tensor:
        """Return what each bit counts, (bits,), 1 on average."""
        # Information I = ln 2 - cross entropy, so 1 - I / ln 2 is what is missing.
        missing = (self.cross_entropy / math.log(2)).clamp(min=0)
        weights = missing + LEAST_WEIGHT
        return weights / weights.mean()

    @torch.no_grad()
    def follow(self, adversarial: Tensor, information: Tensor) -> None:
        """Set the strength by how hard both losses pull.

        Args:
            adversarial: Gradient of the generator's adversarial loss by what it made.
            information: Gradient of this loss by the same, at the strength so far.
        """
        own = information.norm() / self.strength.clamp(min=WEAKEST)
        wanted = PULL * adversarial.norm() / own.clamp(min=1e-12)
        self.strength.lerp_(wanted.clamp(WEAKEST, STRONGEST), 1 - MEMORY)
