"""Random squares out of larger ones, mirrored or not; whole batches of bytes."""

import numpy as np

from photosearch.spec.preprocess import Pixels


def random_crops(pixels: Pixels, size_px: int, draw: np.random.Generator) -> Pixels:
    """Cut one square out of each picture and mirror half of them.

    Args:
        pixels: (n, s, s, 3).
        size_px: Side of the squares, at most s.
        draw: Decides everything.

    Returns:
        (n, size_px, size_px, 3).
    """
    count, side = len(pixels), pixels.shape[1]
    tops, lefts = draw.integers(0, side - size_px + 1, (2, count))
    mirrored = draw.random(count) < 0.5
    cut = np.empty((count, size_px, size_px, 3), np.uint8)
    for number, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        part = pixels[number, top : top + size_px, left : left + size_px]
        cut[number] = part[:, ::-1] if mirrored[number] else part
    return cut
