from pathlib import Path

import numpy as np
import pytest

from trainer.data.class_batches import ClassBatches
from trainer.data.class_folders import ClassPhoto, Use
from trainer.data.class_split import split_classes
from trainer.data.crops import random_crops
from trainer.errors import DataError


def photos(labels, uses=None):
    uses = uses or [None] * len(labels)
    return [
        ClassPhoto(Path(f"{number}.jpg"), label, use)
        for number, (label, use) in enumerate(zip(labels, uses, strict=True))
    ]


def test_that_no_class_is_in_two_parts():
    listed = photos([f"{number // 2:03d}" for number in range(22)])
    split = split_classes(listed, validation=2)
    parts = (split.learned, split.validation, split.queries)
    classes = [{listed[place].label for place in part} for part in parts]
    assert [min(each) for each in classes] == ["000", "004", "006"]
    assert [len(each) for each in classes] == [4, 2, 5]
    assert np.array_equal(split.queries, split.gallery)


def test_that_lists_decide_who_asks_and_who_is_searched():
    uses = [Use.LEARNING] * 6 + [Use.QUERY, Use.GALLERY, Use.GALLERY]
    listed = photos(["a", "a", "b", "b", "c", "c", "d", "d", "e"], uses)
    split = split_classes(listed, validation=1)
    assert [0, 1, 2, 3] == split.learned.tolist()
    assert [4, 5] == split.validation.tolist()
    assert ([6], [7, 8]) == (split.queries.tolist(), split.gallery.tolist())


def test_that_a_class_listed_to_learn_and_to_test_is_named():
    uses = [Use.LEARNING] * 6 + [Use.TEST] * 2
    listed = photos(["a", "a", "b", "b", "c", "c", "a", "d"], uses)
    with pytest.raises(DataError, match=r"both to learn from and to test .*'a'"):
        split_classes(listed, validation=1)


def test_that_listed_photos_alone_in_their_class_are_not_learned():
    uses = [Use.LEARNING] * 5 + [Use.TEST] * 2
    listed = photos(["a", "a", "b", "c", "c", "d", "d"], uses)
    assert [0, 1, 3, 4] == split_classes(listed, validation=0).learned.tolist()


def test_that_a_class_with_one_image_is_named():
    with pytest.raises(DataError, match=r"1 classes have one image .*'b'"):
        split_classes(photos(["a", "a", "b", "c", "c"]), validation=0)


def test_that_too_few_classes_are_refused():
    with pytest.raises(DataError, match="4 classes are too few"):
        split_classes(photos(["a", "a", "b", "b", "c", "c", "d", "d"]), validation=1)


def test_that_a_batch_holds_some_photos_of_each_of_some_classes():
    labels = np.repeat(np.arange(6), [2, 3, 9, 4, 5, 1])
    batches = ClassBatches(labels, photos=3, batch=12, seed=1)
    seen = set()
    for step in range(20):
        places = batches.at(step)
        classes, counts = np.unique(labels[places], return_counts=True)
        assert ([3] * 4, 4) == (counts.tolist(), len(classes))
        seen |= set(places.tolist())
        assert np.array_equal(places, batches.at(step))
    assert seen == set(range(len(labels)))


def test_that_a_class_gives_no_photo_twice_while_it_has_others():
    batches = ClassBatches(np.repeat([4, 7], 4), photos=4, batch=8, seed=0)
    assert sorted(batches.at(3).tolist()) == list(range(8))


def test_that_crops_are_parts_of_their_pictures_mirrored_or_not():
    generator = np.random.default_rng(0)
    pixels = generator.integers(0, 256, (12, 9, 9, 3), dtype=np.uint8)
    crops = random_crops(pixels, 6, generator)
    mirrored = 0
    for crop, picture in zip(crops, pixels, strict=True):
        parts = [
            picture[top : top + 6, left : left + 6]
            for top in range(4)
            for left in range(4)
        ]
        straight = any(np.array_equal(crop, part) for part in parts)
        turned = any(np.array_equal(crop, part[:, ::-1]) for part in parts)
        assert straight != turned
        mirrored += turned
    assert 0 < mirrored < 12
