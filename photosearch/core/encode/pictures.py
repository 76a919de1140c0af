"""Drawn pictures on which a network is tried; the same ones on every machine."""

import numpy as np
from PIL import Image

from photosearch.spec.preprocess import Pixels

_SEED = 20
_COARSEST_PX = 3


def drawn_pictures(count: int, size_px: int) -> Pixels:
    """Draw pictures from smooth to busy, in many colours.

    Each is a few random patches of colour blown up, with finer ones laid over, so that
    all spatial frequencies occur as they do in photos.

    Returns:
        Shape (count, size_px, size_px, 3), uint8.
    """
    random = np.random.default_rng(_SEED)
    pictures = np.empty((count, size_px, size_px, 3), np.uint8)
    for picture in pictures:
        layers = np.zeros((size_px, size_px, 3))
        weight, side = 1.0, _COARSEST_PX
        while side < size_px:
            patches = random.integers(0, 256, (side, side, 3), dtype=np.uint8)
            layers += weight * np.asarray(
                Image.fromarray(patches).resize((size_px, size_px)), np.float64
            )
            weight, side = weight * random.uniform(0.3, 1.0), side * 3
        low, high = layers.min(), layers.max()
        picture[:] = (layers - low) * (255.0 / max(high - low, 1.0))
    return pictures
