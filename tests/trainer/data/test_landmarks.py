import json
import pickle

import numpy as np
import pytest

from trainer.data.landmarks import cut_query, read_oxford, read_revisited
from trainer.errors import DataError

PHOTOS = ["hall_1", "hall_2", "hall_3", "tower_1", "tower_2"]


@pytest.fixture
def ground_truth(tmp_path):
    texts = {
        "hall_1_query": "oxc1_hall_1 1.5 2.5 6.4 9.0\n",
        "hall_1_good": "hall_1\nhall_3\n",
        "hall_1_ok": "hall_2\n",
        "hall_1_junk": "tower_2\n",
        "tower_1_query": "tower_1 0 0 5 5",
        "tower_1_good": "tower_2\n",
        "tower_1_ok": "",
        "tower_1_junk": "",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_that_oxford_lists_become_places_of_photos(ground_truth):
    hall, tower = read_oxford(ground_truth, PHOTOS).queries
    assert (hall.photo, hall.box) == ("hall_1", (1.5, 2.5, 6.4, 9.0))
    lists = [hall.easy, hall.hard, hall.junk, tower.easy, tower.hard, tower.junk]
    assert [each.tolist() for each in lists] == [[0, 2], [1], [4], [4], [], []]
    assert tower.photo == "tower_1"


def test_that_a_listed_photo_that_is_not_there_is_named(ground_truth):
    with pytest.raises(DataError, match="lists tower_2, which is not among"):
        read_oxford(ground_truth, PHOTOS[:4])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("hall_1 1 2 3", "four numbers"),
        ("hall_1 a b c d", "four numbers"),
    ],
)
def test_that_a_malformed_query_is_one_line(ground_truth, text, message):
    (ground_truth / "hall_1_query.txt").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_oxford(ground_truth, PHOTOS)


def test_that_missing_lists_are_one_line(ground_truth, tmp_path):
    (ground_truth / "tower_1_junk.txt").unlink()
    with pytest.raises(DataError, match=r"cannot read .*tower_1_junk"):
        read_oxford(ground_truth, PHOTOS)
    with pytest.raises(DataError, match=r"no \*_query\.txt"):
        read_oxford(tmp_path / "none", PHOTOS)


REVISITED = {
    "imlist": PHOTOS,
    "qimlist": ["query_1"],
    "gnd": [{"bbx": [1, 2, 6, 9.5], "easy": [0, 2], "hard": [1], "junk": []}],
}


def written(tmp_path, content, kind):
    file = tmp_path / f"gnd.{kind}"
    if kind == "json":
        file.write_text(json.dumps(content), encoding="utf-8")
    else:
        entries = [{k: np.array(v) for k, v in each.items()} for each in content["gnd"]]
        file.write_bytes(pickle.dumps(content | {"gnd": entries}, protocol=2))
    return file


@pytest.mark.parametrize("kind", ["json", "pkl"])
def test_that_revisited_lists_are_read(tmp_path, kind):
    found = read_revisited(written(tmp_path, REVISITED, kind))
    (query,) = found.queries
    assert found.photos == PHOTOS
    assert (query.photo, query.box) == ("query_1", (1.0, 2.0, 6.0, 9.5))
    lists = [query.easy, query.hard, query.junk]
    assert [each.tolist() for each in lists] == [[0, 2], [1], []]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"qimlist": []}, "no ground truth of a revisited set"),
        ({"gnd": [{"bbx": [1, 2, 3, 4]}]}, "no ground truth of a revisited set"),
        ({"imlist": PHOTOS[:2]}, "lists photos that are not there"),
    ],
    ids=["queries", "lists", "photos"],
)
def test_that_other_content_is_one_line(tmp_path, change, message):
    file = written(tmp_path, REVISITED | change, "json")
    with pytest.raises(DataError, match=message):
        read_revisited(file)


@pytest.mark.parametrize("name", ["gnd.json", "gnd.pkl"])
def test_that_an_unreadable_file_is_one_line(tmp_path, name):
    with pytest.raises(DataError, match="cannot read ground truth"):
        read_revisited(tmp_path / name)
    (tmp_path / name).write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="cannot read ground truth"):
        read_revisited(tmp_path / name)


def test_that_queries_are_cut_by_their_box(ground_truth):
    pixels = np.arange(12 * 10 * 3, dtype=np.uint8).reshape(12, 10, 3)
    hall, tower = read_oxford(ground_truth, PHOTOS).queries
    assert np.array_equal(cut_query(pixels, hall), pixels[2:9, 2:6])
    assert np.array_equal(cut_query(pixels[:4, :3], tower), pixels[:4, :3])
    with pytest.raises(DataError, match="box of query hall_1"):
        cut_query(pixels[:2], hall)
