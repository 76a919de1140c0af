"""How much of what was learned is kept: weights between the old and the new ones.

Mixed weights keep more of what was known than new ones, and often know more than
either (WiSE-FT, Wortsman et al. 2022). Photos kept for choosing decide.
"""

import copy
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from trainer.data.split import Part
from trainer.nets.deploy import round_to_half
from trainer.nets.joined import JoinedDescriptor
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_measure import collect, neighbours_kept, views_first
from trainer.recipes.own_photos_settings import ChoiceSettings
from trainer.recipes.own_photos_views import Described

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mixture:
    """One candidate.

    Attributes:
        share: Of the new weights; 0 changes nothing.
        head: The mixture, rounded as in a model file.
        views_first: Share of edited views that find their photo first.
        agreement: Share of the old model's ten nearest that it keeps.
    """

    share: float
    head: JoinedDescriptor
    views_first: float
    agreement: float


def choose(
    old: JoinedDescriptor,
    start: JoinedDescriptor,
    learned: JoinedDescriptor,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    settings: ChoiceSettings,
) -> Mixture:
    """Return the best mixture on the photos that choose.

    Args:
        old: The head of the old model.
        start: What learning began with: the old head, or one with a shorter code.
        learned: What it ended with.
        photos: All photos.
        parts: What the trunk says of them.
        settings: What is tried, and how much of the old model must stay.
    """
    before = collect(old, photos, parts)
    choosing = parts[Part.VALIDATION]
    asked = np.flatnonzero(np.isin(before.rows, choosing.rows[choosing.usable]))
    candidates = []
    for share in (0.0, *settings.shares):
        head = mixed(start, learned, share)
        kept = neighbours_kept(before, collect(head, photos, parts), asked)
        candidate = Mixture(
            share, head, views_first(head, photos, parts), float(kept.mean())
        )
        logger.info(
            "%.3f of the new weights: views first %.3f, agreement %.3f",
            share,
            candidate.views_first,
            candidate.agreement,
        )
        candidates.append(candidate)
    return best_of(candidates, settings.least_agreement)


def best_of(candidates: Sequence[Mixture], least_agreement: float) -> Mixture:
    """Return the one that finds most among those that keep enough.

    The first, which changes nothing, always keeps enough; of equals the one that
    changes least is taken.
    """
    able = [each for each in candidates if each.agreement >= least_agreement]
    return max(able or candidates[:1], key=lambda each: each.views_first)


@torch.no_grad()
def mixed(
    start: JoinedDescriptor, learned: JoinedDescriptor, share: float
) -> JoinedDescriptor:
    """Return the head between two, its weights as a model file holds them."""
    head = copy.deepcopy(start)
    for kept, new in zip(head.parameters(), learned.parameters(), strict=True):
        kept.lerp_(new, share)
    # Signs do not change with the scale, and half precision has little room.
    head.code.weight.div_(head.code.weight.abs().max())
    round_to_half(head)
    return head.eval()
