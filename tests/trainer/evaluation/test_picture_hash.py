import numpy as np
import pytest

from trainer.evaluation.edits import EDITS
from trainer.evaluation.picture_hash import (
    colour_histogram,
    dct_hash,
    difference_hash,
)


@pytest.fixture
def photo():
    generator = np.random.default_rng(0)
    coarse = generator.integers(0, 256, (6, 8, 3), dtype=np.uint8)
    return coarse.repeat(16, axis=0).repeat(16, axis=1)


def test_that_a_histogram_knows_colours_and_not_places(photo):
    mirrored = EDITS["mirrored"](photo)
    histogram = colour_histogram(photo)
    assert histogram @ histogram == pytest.approx(1.0, abs=1e-5)
    assert histogram.tolist() == colour_histogram(mirrored).tolist()
    red = np.full((9, 9, 3), (255, 0, 0), np.uint8)
    blue = np.full((9, 9, 3), (0, 0, 255), np.uint8)
    assert colour_histogram(red) @ colour_histogram(blue) == 0


@pytest.mark.parametrize("make", [dct_hash, difference_hash])
def test_that_a_perceptual_hash_survives_resizing_and_not_mirroring(make, photo):
    bits = make(photo)
    assert bits.shape == (64,)
    assert (bits != make(EDITS["resize_50"](photo))).sum() <= 8
    assert (bits != make(EDITS["mirrored"](photo))).sum() >= 16


def test_that_edits_change_what_their_name_says(photo):
    shapes = {name: edit(photo).shape for name, edit in EDITS.items()}
    same = photo.shape
    assert shapes == {
        "resize_50": (48, 64, 3),
        "jpeg_50": same,
        "crop_80": (76, 102, 3),
        "brighter_30": same,
        "darker_30": same,
        "mirrored": same,
        "rotated_90": (128, 96, 3),
    }
    assert EDITS["brighter_30"](photo).mean() > photo.mean()
    assert EDITS["darker_30"](photo).mean() < photo.mean()
    assert (EDITS["jpeg_50"](photo) != photo).any()
