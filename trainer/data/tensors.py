"""Pictures as tensors."""

import numpy as np
import torch
from torch import Tensor

from photosearch.spec.preprocess import Pixels


def as_tensor(pixels: Pixels) -> Tensor:
    """Turn (n, s, s, 3) uint8 into (n, 3, s, s) float, channels last in memory."""
    return torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float()
