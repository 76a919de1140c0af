"""Which faces the study takes, how large, and what a translator is measured by."""

import json

import numpy as np
import pytest
from PIL import Image

from photosearch.spec.face_boxes import FacesFound, no_faces
from tests.trainer.coloured_people import draw_faces, points_of, write_teacher
from trainer import config
from trainer.data.face_attributes import ATTRIBUTES
from trainer.data.people_split import part_of_person
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.face_gan import FaceGanSettings
from trainer.recipes.face_gan_learn import train_translator
from trainer.recipes.face_hash_study_data import (
    FaceSet,
    find_points,
    found_faces,
    load_faces,
    middle,
    open_describe,
    shrunk,
    write_faces,
)
from trainer.recipes.face_hash_study_gan import response, write_samples
from trainer.recipes.face_hash_study_settings import GanTraining, Settings

RECIPE = """
recipe = "face_hash_study"
out = "{root}/out/runs/one"

[data]
root = "{root}"
found = "{root}/found"
teacher = "teacher.onnx"
stored_px = 20

[net]
input_px = 16
bits = [48]

[net.backbone]
widths = [8]
depths = [1]

[views]
shift_px = 2
"""

KEPT = 144


def find_all(pixels):
    """Find one face whose points lie where alignment puts them."""
    box = np.array([[0, 0, 1, 1]], np.float32)
    points = points_of(1, 140) + (pixels.shape[0] - 140) / 2
    return FacesFound(box, points, np.ones(1, np.float32))


def people_of(part, count):
    return [each for each in range(3000) if part_of_person(each) is part][:count]


@pytest.fixture
def settings(tmp_path):
    file = tmp_path / "recipe.toml"
    file.write_text(RECIPE.format(root=tmp_path), encoding="utf-8")
    loaded = config.load(file, (), Settings)
    counts = {Part.TRAINING: (6, 8, 5), Part.VALIDATION: (4, 1), Part.HELD_OUT: (3,)}
    people = [
        person
        for part, photos in counts.items()
        for person, count in zip(people_of(part, len(photos)), photos, strict=True)
        for _ in range(count)
    ]
    folder = tmp_path / "found"
    folder.mkdir()
    np.save(folder / "faces.npy", draw_faces(len(people), 1, KEPT)[0])
    facts = {
        "plan": repr(loaded.faces),
        "people": people,
        "sources": ["celeb"] * len(people),
        "numbers": [f"{number:06d}" for number in range(len(people))],
    }
    (folder / "faces.json").write_text(json.dumps(facts), encoding="utf-8")
    write_teacher(tmp_path / "teacher.onnx")
    return loaded


def test_that_faces_another_run_found_are_taken(settings):
    assert len(found_faces(settings).people) == 6 + 8 + 5 + 4 + 1 + 3


def test_that_missing_detectors_are_told(settings):
    with pytest.raises(DataError, match="yunet"):
        load_faces(settings)


def test_that_nobody_is_asked_for_whose_photos_are_all_learned(settings):
    pixels, people = draw_faces(4, 4)
    faces = FaceSet(pixels, points_of(16), np.eye(16, dtype=np.float32), people)
    role = np.array([0, 0, 0, 1] * 2 + [2] * 4 + [3] * 4)
    write_faces(settings.material / "faces.npz", faces, role)
    found = load_faces(settings)
    assert found.learned.people.tolist() == [0, 0, 0, 1, 1, 1]
    assert found.seen.queries.people.tolist() == [0, 1]
    for search, person in ((found.validation, 2), (found.unseen, 3)):
        assert search.queries.people.tolist() == [person]
        assert search.database.people.tolist() == [person] * 3


def test_that_a_damaged_file_of_faces_is_told(settings):
    settings.material.mkdir(parents=True)
    (settings.material / "faces.npz").write_bytes(b"nothing")
    with pytest.raises(DataError, match="cannot read faces"):
        load_faces(settings)


def test_that_the_middle_of_a_shrunk_crop_is_the_aligned_face():
    kept = np.zeros((1, KEPT, KEPT, 3), np.uint8)
    kept[:, 16:-16, 16:-16] = 200
    small = shrunk(kept, 20)
    assert small.shape == (1, 20, 20, 3)
    assert (middle(small, 16)[:, 1:-1, 1:-1] == 200).all()
    assert small[0, 0].max() == 0


def test_that_points_of_stored_crops_lie_where_alignment_puts_them():
    faces, _ = draw_faces(2, 1)
    np.testing.assert_allclose(find_points(faces, find_all), points_of(2), atol=1e-3)


def test_that_points_that_are_not_found_lie_where_alignment_puts_them():
    faces, _ = draw_faces(2, 1)
    found = find_points(faces, lambda _: no_faces())
    np.testing.assert_allclose(found, points_of(2), atol=0.1)


def test_that_the_teacher_looks_at_the_aligned_face_alone(tmp_path):
    write_teacher(tmp_path / "teacher.onnx")
    describe = open_describe(tmp_path / "teacher.onnx")
    faces, _ = draw_faces(3, 1)
    framed = faces.copy()
    framed[:, :2] = framed[:, -2:] = framed[:, :, :2] = framed[:, :, -2:] = 0
    said = describe(faces)
    np.testing.assert_allclose(said, describe(framed), atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(said, axis=1), 1, atol=1e-5)


def test_that_a_translator_is_measured_by_what_follows(tmp_path):
    pixels, people = draw_faces(4, 3, 24)
    points = points_of(len(pixels), 24)
    faces = FaceSet(pixels, points, np.eye(len(pixels), dtype=np.float32), people)
    small, training = FaceGanSettings(4, 1, 4), GanTraining(steps=2, batch=4)
    editor = train_translator(tmp_path / "gan", pixels, points, 16, small, training)
    found = response(editor, faces, find_all)
    assert list(found) == [f"response_{name}" for name in ATTRIBUTES]
    assert all(-1 <= value <= 1 for value in found.values())
    # A detector that sees no difference reports that nothing follows.
    assert found["response_yaw"] == pytest.approx(0, abs=0.5)
    write_samples(tmp_path / "samples.png", editor, faces)
    shown = np.asarray(Image.open(tmp_path / "samples.png"))
    assert shown.shape == (8 * 24, (1 + 2 * len(ATTRIBUTES)) * 24, 3)
