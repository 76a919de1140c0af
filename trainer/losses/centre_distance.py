"""Keep people's centres from each other (DCDH's repulsion, with an end)."""

import torch
from torch import Tensor


def centre_distance_loss(centres: Tensor, least: float) -> Tensor:
    """Return by how much centres are nearer than they should be, the mean of squares.

    Args:
        centres: (c, bits), relaxed codes in -1..1, c at least 2.
        least: Share of the bits by which two should differ; for codes of -1 and +1
            their scaled product is then 1 - 2 `least`.
    """
    count, bits = centres.shape
    excess = torch.relu(centres @ centres.T / bits - (1 - 2 * least))  # (c, c)
    others = excess.square().sum() - excess.diagonal().square().sum()
    return others / (count * (count - 1))
