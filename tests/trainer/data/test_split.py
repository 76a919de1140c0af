from pathlib import Path

import pytest

from trainer.data.sources import Photo
from trainer.data.split import Part, Split, divide

SPLIT = Split(("set",), ("animals/emu",), 0.1, 0.05)


def photo(name, source="set"):
    return Photo(source, name, Path("anywhere") / name)


PHOTOS = [
    photo(f"animals/{kind}/{n}.jpg") for kind in ("emu", "ant") for n in range(900)
]


def test_that_a_held_out_folder_is_held_out_whole():
    emus = [each for each in PHOTOS if each.folder == "animals/emu"]
    assert {SPLIT.part_of(each) for each in emus} == {Part.HELD_OUT}


def test_that_the_rest_is_divided_by_the_shares():
    parts = divide([each for each in PHOTOS if each.folder == "animals/ant"], SPLIT)
    assert len(parts[Part.HELD_OUT]) == pytest.approx(90, abs=30)
    assert len(parts[Part.VALIDATION]) == pytest.approx(45, abs=20)


def test_that_every_photo_is_in_exactly_one_part():
    parts = divide(PHOTOS, SPLIT)
    keys = [each.key for members in parts.values() for each in members]
    assert sorted(keys) == sorted(each.key for each in PHOTOS)


def test_that_the_split_depends_on_names_only():
    moved = [Photo(each.source, each.name, Path("elsewhere")) for each in PHOTOS]
    assert [SPLIT.part_of(each) for each in reversed(moved)] == [
        SPLIT.part_of(each) for each in reversed(PHOTOS)
    ]


def test_that_other_sources_are_learned_from():
    others = [photo(f"animals/emu/{n}.jpg", "other") for n in range(50)]
    assert {SPLIT.part_of(each) for each in others} == {Part.TRAINING}
