"""Notice that a generative adversarial run collapsed, and say how."""

from dataclasses import dataclass, field

import torch
from torch import Tensor

from trainer.recipes.infogan_hash_settings import WatchSettings


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at to tell whether a run collapsed.

    Attributes:
        spread: Mean distance of two generated pictures / that of two real ones.
        won: Share of real and generated pictures that the discriminator tells right.
        codes: Different codes / real pictures.
        imbalance: Largest |mean of +-1| of a bit over real pictures.
    """

    spread: float
    won: float
    codes: float
    imbalance: float


@dataclass(slots=True)
class Watch:
    """Counts bad looks in a row."""

    settings: WatchSettings
    bad: int = field(default=0)

    def see(self, look: Look) -> str | None:
        """Return what collapsed once it has been bad for long enough."""
        reason = _complaint(look, self.settings)
        self.bad = self.bad + 1 if reason else 0
        if self.bad < self.settings.patience:
            return None
        self.bad = 0
        return reason


def mean_distance(pictures: Tensor) -> float:
    """Return the mean distance of two different pictures (n, ...)."""
    flat = pictures.flatten(1).float()
    return float(torch.pdist(flat).mean())


def look_at(real: Tensor, fake: Tensor, won: float, logits: Tensor) -> Look:
    """Look at a batch.

    Args:
        real: (n, 3, s, s).
        fake: (m, 3, s, s), generated.
        won: Share that the discriminator tells right.
        logits: (n, bits), of one code of the real pictures.
    """
    signs = torch.where(logits >= 0, 1.0, -1.0)
    return Look(
        spread=mean_distance(fake) / mean_distance(real),
        won=won,
        codes=len(torch.unique(signs, dim=0)) / len(signs),
        imbalance=float(signs.mean(dim=0).abs().max()),
    )


def _complaint(look: Look, settings: WatchSettings) -> str | None:
    if look.spread < settings.least_spread:
        return f"generated pictures are all alike (spread {look.spread:.2f} of real)"
    if look.won > settings.most_won:
        return f"the discriminator tells {look.won:.1%} right and teaches nothing"
    if look.codes < settings.least_codes:
        return f"only {look.codes:.0%} of the codes differ"
    if look.imbalance > settings.most_imbalance:
        return f"a bit is the same for nearly all pictures ({look.imbalance:.2f})"
    return None
