import numpy as np
from PIL import Image

from trainer.data.copies import CopyThresholds, near_copies, nearest_similarity
from trainer.data.views import thumbs

THRESHOLDS = CopyThresholds(features=0.9, thumbs=0.95)


def drawn(seed):
    coarse = np.random.default_rng(seed).integers(0, 256, (9, 12, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((120, 90)))


def features(*seeds):
    rows = [np.random.default_rng(seed).random(400) ** 4 for seed in seeds]
    return np.stack(rows).astype(np.float16)


def test_that_similarity_to_the_nearest_equals_the_slow_one():
    rows = np.random.default_rng(0).standard_normal((5, 7))
    known = np.random.default_rng(1).standard_normal((4, 7))
    slow = [max(np.corrcoef(row, other)[0, 1] for other in known) for row in rows]
    found = nearest_similarity(rows, known, centre=True)
    assert np.allclose(found, slow, atol=1e-5)


def test_that_a_resized_photo_is_a_copy_and_another_photo_is_not():
    photo = drawn(1)
    small = np.asarray(Image.fromarray(photo).resize((60, 45)))
    central = photo[:, 15:105]
    seen = np.stack([thumbs(each) for each in (small, central, drawn(2))])
    known = thumbs(photo)[None]
    found = near_copies(features(1, 2, 3), seen, features(9), known, THRESHOLDS)
    assert found.tolist() == [True, True, False]


def test_that_like_features_make_a_copy_whatever_the_thumbs():
    seen = np.stack([thumbs(drawn(seed)) for seed in (1, 2)])
    known = thumbs(drawn(9))[None]
    found = near_copies(features(5, 6), seen, features(5), known, THRESHOLDS)
    assert found.tolist() == [True, False]


def test_that_without_held_out_photos_nothing_is_a_copy():
    seen = thumbs(drawn(1))[None]
    found = near_copies(features(1), seen, features(1)[:0], seen[:0], THRESHOLDS)
    assert found.tolist() == [False]
