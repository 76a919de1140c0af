"""Mosaics of two by two pictures, whose label sets are known exactly.

A mosaic shows one to four classes. Shapes: n mosaics of 2s pixels a side, c classes.
"""

import numpy as np

from trainer.data.cifar10 import CLASSES, Labelled
from trainer.data.labelled_squares import LabelledSquares

TILES = 4


def make_mosaics(tiles: Labelled, count: int, seed: int) -> LabelledSquares:
    """Draw mosaics: how many classes each shows, which, and pictures of them.

    Args:
        tiles: Pictures (m, s, s, 3) of single classes, some of each class.
        count: Number n of mosaics.
        seed: Decides everything.

    Returns:
        Pixels (n, 2s, 2s, 3) and label sets (n, c).
    """
    generator = np.random.default_rng(seed)
    classes = len(CLASSES)
    members = [np.flatnonzero(tiles.labels == each) for each in range(classes)]
    side = tiles.pixels.shape[1]
    pixels = np.empty((count, 2 * side, 2 * side, 3), np.uint8)
    labels = np.zeros((count, classes), dtype=bool)
    for row in range(count):
        shown = generator.permutation(classes)[: generator.integers(1, TILES + 1)]
        # Each class once, then any of them again, in any order.
        again = generator.choice(shown, TILES - len(shown))
        order = generator.permutation(np.concatenate([shown, again]))
        picked = [generator.choice(members[each]) for each in order]
        labels[row, shown] = True
        pixels[row] = (
            tiles.pixels[picked]
            .reshape(2, 2, side, side, 3)
            .transpose(0, 2, 1, 3, 4)
            .reshape(2 * side, 2 * side, 3)
        )
    return LabelledSquares(pixels, labels)
