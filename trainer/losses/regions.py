"""Let a part find the picture that shows it, wherever in the picture it is."""

import torch
from torch import Tensor
from torch.nn import functional


def region_loss(parts: Tensor, pictures: Tensor, temperature: float) -> Tensor:
    """Return the cross entropy of finding each part's picture among all of a batch.

    A picture is as like a part as the most alike of its regions; InfoNCE (van den Oord
    et al. 2018) over that likeness.

    Args:
        parts: (n, d), of any length.
        pictures: (n, r, d), of any length; the i-th shows the i-th part.
        temperature: Cosines are divided by it.
    """
    asked = functional.normalize(parts, dim=-1)
    shown = functional.normalize(pictures, dim=-1)
    count, regions, width = shown.shape
    cosines = (asked @ shown.reshape(-1, width).T).view(count, count, regions)
    own = torch.arange(count, device=parts.device)
    return functional.cross_entropy(cosines.amax(dim=2) / temperature, own)
