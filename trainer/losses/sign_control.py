"""Let all photos of a person take the signs of that person's centre.

The signs are fixed before they control anything, and kept apart: two people whose
centres share a code would otherwise be taught to share it for good.
"""

import torch
from torch import Tensor

REACH = 0.5
"""From where on a bit needs no control: h c of at least this."""

WAVERING_BITS = 8
"""How many of a centre's least decided bits may be turned to keep it from others."""


def sign_control_loss(soft: Tensor, signs: Tensor) -> Tensor:
    """Return what the bits lack of their person's signs.

    Args:
        soft: (n, bits), relaxed codes in -1..1.
        signs: (n, bits) of -1 and +1, wanted; no gradient goes there.
    """
    return torch.relu(REACH - soft * signs.detach()).mean()


@torch.no_grad()
def signs_apart(centres: Tensor, least: int) -> Tensor:
    """Return the signs of centres, some turned such that codes lie apart.

    One centre after the other takes, of all codes that differ from its signs in its
    least decided bits, the one that changes least and is `least` bits away from every
    code taken before; where there is none so far away, the one that is farthest.

    Args:
        centres: (c, bits), relaxed.
        least: Bits by which two codes should differ.

    Returns:
        (c, bits) of -1 and +1.
    """
    bits = centres.shape[1]
    turns = _turns(min(WAVERING_BITS, bits)).to(centres)  # (t, w), 1 where turned
    taken = torch.where(centres >= 0, 1.0, -1.0)
    for place in range(len(centres)):
        wavering = centres[place].abs().topk(turns.shape[1], largest=False).indices
        candidates = taken[place].repeat(len(turns), 1)
        candidates[:, wavering] *= 1 - 2 * turns
        cost = turns @ centres[place, wavering].abs()  # (t,)
        if place:
            away = (bits - candidates @ taken[:place].T).min(dim=1).values / 2  # (t,)
            # A bit that is missing outweighs any cost, which is below `bits`.
            cost = cost + (bits + 1) * torch.relu(least - away)
        taken[place] = candidates[cost.argmin()]
    return taken


def least_distance(codes: Tensor) -> int:
    """Return by how many bits the two nearest of codes (c, bits) of +-1 differ."""
    bits = codes.shape[1]
    away = (bits - codes @ codes.T) / 2
    away.fill_diagonal_(bits)
    return int(away.min())


def _turns(bits: int) -> Tensor:
    """Return all choices of some bits, (2 ** bits, bits) of 0 and 1."""
    numbers = torch.arange(2**bits)[:, None]
    return (numbers >> torch.arange(bits)) & 1
