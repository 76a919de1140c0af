"""Which pictures are most like which, as a network sees them so far."""

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

ROWS_AT_ONCE = 1000


def nearest_neighbours(
    features: npt.NDArray[np.float32], count: int
) -> npt.NDArray[np.int32]:
    """Find the nearest other pictures of each, by the cosine of centred features.

    Args:
        features: (n, d), n more than `count`.
        count: k, neighbours of each.

    Returns:
        (n, k) places, nearest first.
    """
    centred = torch.from_numpy(features - features.mean(axis=0))
    units = functional.normalize(centred, dim=1)
    found = []
    for start in range(0, len(units), ROWS_AT_ONCE):
        cosines = units[start : start + ROWS_AT_ONCE] @ units.T
        rows = torch.arange(len(cosines))
        cosines[rows, start + rows] = -torch.inf
        found.append(cosines.topk(count, dim=1).indices.to(torch.int32))
    return torch.cat(found).numpy()
