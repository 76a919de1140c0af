import numpy as np

from trainer.data.cifar10 import Labelled
from trainer.data.mosaics import make_mosaics


def tiles():
    """Draw tiles whose every pixel says their class, and two of each class."""
    labels = np.arange(20) % 10
    pixels = np.broadcast_to(labels[:, None, None, None], (20, 4, 4, 3))
    return Labelled(pixels.astype(np.uint8), labels)


def test_that_label_sets_are_what_the_tiles_show():
    made = make_mosaics(tiles(), 50, seed=0)
    assert made.pixels.shape == (50, 8, 8, 3)
    for pixels, labels in zip(made.pixels, made.labels, strict=True):
        shown = {int(pixels[y, x, 0]) for y in (0, 4) for x in (0, 4)}
        assert shown == set(np.flatnonzero(labels).tolist())
        assert shown == set(np.unique(pixels).tolist())


def test_that_mosaics_show_one_to_four_classes_equally_often():
    made = make_mosaics(tiles(), 2000, seed=1)
    shares = np.bincount(made.labels.sum(axis=1), minlength=5) / 2000
    assert np.allclose([0, 0.25, 0.25, 0.25, 0.25], shares, atol=0.04)


def test_that_a_seed_repeats_its_mosaics():
    first, again, other = (make_mosaics(tiles(), 8, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.pixels, again.pixels)
    assert not np.array_equal(first.pixels, other.pixels)
