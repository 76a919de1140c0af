from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosearch.spec.align import align_face
from tests.faces import DrawnFace, draw_faces
from tests.trainer.drawn_people import PEOPLE, draw_people, find_drawn, make_finder
from trainer.data.faces import (
    KEPT_PX,
    MARGIN_PX,
    NOBODY,
    Faces,
    FaceSettings,
    only_face,
    open_faces,
)
from trainer.data.sources import Source
from trainer.data.split import Part
from trainer.errors import DataError


def open_drawn(tmp_path: Path, **changes: object) -> Faces:
    settings = FaceSettings(crowds=(Source("crowd"),), **changes)
    folder, packs = tmp_path / "run", tmp_path / "packs"
    return open_faces(folder, tmp_path / "data", packs, settings, make_finder)


def test_that_every_face_is_kept_with_its_person(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=2)
    faces = open_drawn(tmp_path)
    wanted = [person for part in PEOPLE.values() for person in part for _ in range(3)]
    assert sorted([*wanted, *[NOBODY] * 6]) == sorted(faces.people.tolist())
    assert (len(faces.people), KEPT_PX, KEPT_PX, 3) == faces.pixels.shape


def test_that_people_are_in_one_part_and_crowds_are_learned_from(
    tmp_path: Path,
) -> None:
    draw_people(tmp_path / "data", photos=2)
    faces = open_drawn(tmp_path)
    for part, people in PEOPLE.items():
        found = set(faces.people[faces.rows(part)].tolist())
        extra = {NOBODY} if part is Part.TRAINING else set()
        assert set(people) | extra == found


def test_that_a_photo_in_both_subsets_counts_once(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=2)
    aligned = tmp_path / "data/celeba_aligned/1"
    for file in (tmp_path / "data/celeba_wild/1").iterdir():
        (aligned / file.name).write_bytes(file.read_bytes())
    faces = open_drawn(tmp_path)
    rows = faces.rows(Part.TRAINING)
    assert 5 == (faces.people == 1).sum()
    assert 3 == (faces.people[rows] == 1).sum()


def test_that_small_faces_of_a_crowd_are_left_out(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=1)
    faces = open_drawn(tmp_path, least_eyes_px=60.0)
    assert NOBODY not in faces.people


def test_that_a_broken_photo_of_a_crowd_is_passed_over(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=1)
    (tmp_path / "data/crowd/broken.png").write_bytes(b"no picture")
    assert 6 == (open_drawn(tmp_path).people == NOBODY).sum()


def test_that_faces_are_found_once(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=1)
    first = np.array(open_drawn(tmp_path).pixels)
    for file in (tmp_path / "data/crowd").iterdir():
        Image.new("RGB", (50, 50)).save(file)
    np.testing.assert_array_equal(first, open_drawn(tmp_path).pixels)


def test_that_faces_of_other_settings_are_refused(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=1)
    open_drawn(tmp_path)
    with pytest.raises(DataError, match="out=DIR"):
        open_drawn(tmp_path, least_score=0.5)


def test_that_photos_without_a_face_are_told_in_one_line(tmp_path: Path) -> None:
    draw_people(tmp_path / "data", photos=1)
    for file in (tmp_path / "data").rglob("*.png"):
        Image.new("RGB", (50, 50)).save(file)
    with pytest.raises(DataError, match="no face"):
        open_drawn(tmp_path)


def test_that_a_margin_is_kept_around_the_face() -> None:
    face = DrawnFace(3, 40, 30, 120)
    pixels = np.asarray(draw_faces((240, 200), [face]))
    found = only_face(pixels, find_drawn)
    assert found is not None
    inner = found[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX].astype(int)
    assert np.abs(inner - align_face(pixels, face.points)).mean() < 4


def test_that_a_picture_without_a_face_gives_none() -> None:
    assert only_face(np.zeros((40, 40, 3), np.uint8), find_drawn) is None
