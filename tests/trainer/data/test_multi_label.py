import json

import numpy as np
import pytest

from trainer.data.label_sets import LabelSets, label_sets
from trainer.data.labelled_squares import (
    LabelledSquares,
    load_squares,
    one_hot,
    split_off,
)
from trainer.data.multi_label import Layout, read_label_sets
from trainer.errors import DataError


def said(sets: LabelSets):
    return {
        file: [name for name, flag in zip(sets.names, row, strict=True) if flag]
        for file, row in zip(sets.files, sets.labels, strict=True)
    }


def write(file, text=""):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("apart", [True, False], ids=["as distributed", "one folder"])
def test_that_mirflickr_is_read(tmp_path, apart):
    photos = tmp_path / "mirflickr" if apart else tmp_path
    words = tmp_path / "mirflickr25k_annotations_v080" if apart else tmp_path
    for number in (1, 2, 3, 10):
        write(photos / f"im{number}.jpg")
    write(words / "sea.txt", "1\n10\n")
    write(words / "sea_r1.txt", "10\n")
    write(words / "sky.txt", "2\n")
    write(words / "README.txt", "read me 3\n")
    start = "mirflickr/" if apart else ""
    wanted = {
        f"{start}im1.jpg": ["sea"],
        f"{start}im10.jpg": ["sea", "sea_r1"],
        f"{start}im2.jpg": ["sky"],
    }
    assert wanted == said(read_label_sets(tmp_path, Layout.MIRFLICKR))


def test_that_nus_wide_is_read_by_its_most_frequent_concepts(tmp_path):
    write(tmp_path / "ImageList" / "Imagelist.txt", "a\\1.jpg\nb\\2.jpg\nb\\3.jpg\n")
    truth = tmp_path / "Groundtruth" / "AllLabels"
    write(truth / "Labels_rare.txt", "0\n0\n1\n")
    write(truth / "Labels_zoo.txt", "0\n0\n1\n")
    for number in range(20):
        write(truth / f"Labels_c{number:02d}.txt", "1\n1\n0\n")
    found = said(read_label_sets(tmp_path, Layout.NUS_WIDE))
    assert [f"c{number:02d}" for number in range(20)] == found["Flickr/a/1.jpg"]
    assert ["rare"] == found["Flickr/b/3.jpg"]


def test_that_coco_is_read_by_the_parts_that_are_there(tmp_path):
    content = {
        "categories": [{"id": 1, "name": "cat"}, {"id": 7, "name": "tie"}],
        "images": [{"id": 5, "file_name": "5.jpg"}, {"id": 6, "file_name": "6.jpg"}],
        "annotations": [
            {"image_id": 5, "category_id": 7},
            {"image_id": 5, "category_id": 1},
            {"image_id": 5, "category_id": 7},
        ],
    }
    (tmp_path / "val2017").mkdir()
    write(tmp_path / "annotations" / "instances_val2017.json", json.dumps(content))
    write(tmp_path / "annotations" / "instances_train2017.json", "[]")
    found = read_label_sets(tmp_path, Layout.COCO)
    assert {"val2017/5.jpg": ["cat", "tie"]} == said(found)


def test_that_boxes_are_read(tmp_path):
    for name in ("1.webp", "2.webp", "3.webp"):
        write(tmp_path / "images" / name)
    write(tmp_path / "labels" / "1.txt", "45 .5 .5 .1 .1\n0 .2 .2 .1 .1\n45 1 1 1 1\n")
    write(tmp_path / "labels" / "2.txt", "\n")
    found = read_label_sets(tmp_path, Layout.BOXES)
    assert {"images/1.webp": ["class 00", "class 45"]} == said(found)


@pytest.mark.parametrize("layout", list(Layout))
def test_that_a_folder_without_the_data_set_is_one_line(tmp_path, layout):
    with pytest.raises(DataError, match=r"label") as caught:
        read_label_sets(tmp_path, layout)
    assert str(tmp_path) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_that_labels_of_other_data_are_one_line(tmp_path):
    write(tmp_path / "images" / "1.webp")
    write(tmp_path / "labels" / "1.txt", "cat .5 .5 .1 .1\n")
    with pytest.raises(DataError, match="are not those of boxes"):
        read_label_sets(tmp_path, Layout.BOXES)


def test_that_photos_become_squares_once(tmp_path, draw_photos):
    photos = tmp_path / "photos"
    files = draw_photos(photos, 4)
    names = {file.relative_to(photos).as_posix(): ["x"] for file in files}
    sets = label_sets(names)
    kept = tmp_path / "kept" / "squares.npy"
    squares = load_squares(photos, sets, 32, kept)
    assert squares.pixels.shape == (4, 32, 32, 3)
    for file in files:
        file.unlink()
    again = load_squares(photos, sets, 32, kept)
    assert np.array_equal(squares.pixels, again.pixels)


def test_that_damaged_squares_are_made_anew(tmp_path, draw_photos):
    photos = tmp_path / "photos"
    files = draw_photos(photos, 2)
    sets = label_sets({file.relative_to(photos).as_posix(): ["x"] for file in files})
    kept = tmp_path / "squares.npy"
    squares = load_squares(photos, sets, 32, kept)
    kept.write_bytes(b"")
    again = load_squares(photos, sets, 32, kept)
    assert np.array_equal(squares.pixels, again.pixels)
    assert np.array_equal(squares.pixels, np.load(kept))


def test_that_a_photo_that_cannot_be_read_is_named(tmp_path):
    write(tmp_path / "a.jpg", "no picture")
    with pytest.raises(DataError, match=r"cannot read .*a\.jpg"):
        load_squares(tmp_path, label_sets({"a.jpg": ["x"]}), 32, tmp_path / "k.npy")


def test_that_split_off_pictures_are_not_among_the_others():
    pixels = np.arange(10, dtype=np.uint8)[:, None, None, None]
    squares = LabelledSquares(pixels, one_hot(np.arange(10) % 3, 3))
    others, chosen = split_off(squares, 4, 0)
    assert sorted([*others.pixels.flat, *chosen.pixels.flat]) == list(range(10))
    assert len(chosen) == 4
    assert np.array_equal(others.labels.argmax(axis=1), others.pixels.ravel() % 3)
