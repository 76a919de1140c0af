import numpy as np
import pytest
from PIL import Image

from tests.faces import DrawnFace, draw_faces
from tests.trainer.drawn_teacher import DrawnTeacher
from trainer.data import face_pictures
from trainer.data.face_pictures import are_filled, fill_pictures, open_pictures
from trainer.data.sources import Source, list_photos
from trainer.errors import DataError


@pytest.fixture
def photos(tmp_path):
    (tmp_path / "drawn").mkdir()
    for number in range(5):
        picture = draw_faces((120, 80), [DrawnFace(number, 30, 10, 50)], seed=number)
        picture.save(tmp_path / "drawn" / f"{number}.png")
    (tmp_path / "drawn" / "2.png").write_bytes(b"no picture")
    return list_photos(Source("drawn"), tmp_path, tmp_path)


def test_that_pictures_are_kept_with_what_the_teacher_found(photos, tmp_path):
    counts = list(fill_pictures(tmp_path / "kept", photos, 120, DrawnTeacher()))
    kept = open_pictures(tmp_path / "kept", photos)
    assert [(5, 5)] == counts
    assert [f"drawn/{number}.png" for number in (0, 1, 3, 4)] == [p.name for p in kept]
    original = np.asarray(Image.open(photos[0].file))
    np.testing.assert_array_equal(original, kept[0].pixels)
    np.testing.assert_allclose([[30, 10, 50, 50]], kept[0].found.boxes, atol=1.5)
    assert [np.float32(0.9)] == kept[0].found.scores.tolist()


def test_that_large_pictures_are_shrunk_with_their_labels(photos, tmp_path):
    list(fill_pictures(tmp_path / "kept", photos, 60, DrawnTeacher()))
    kept = open_pictures(tmp_path / "kept", photos)[0]
    assert (40, 60, 3) == kept.pixels.shape
    np.testing.assert_allclose([[15, 5, 25, 25]], kept.found.boxes, atol=1)


def test_that_the_teacher_is_asked_once(photos, tmp_path, monkeypatch):
    monkeypatch.setattr(face_pictures, "CHUNK", 2)
    first = fill_pictures(tmp_path / "kept", photos, 60, DrawnTeacher())
    assert (2, 5) == next(first)
    first.close()
    assert not are_filled(tmp_path / "kept", photos, 60)
    teacher = DrawnTeacher()
    list(fill_pictures(tmp_path / "kept", photos, 60, teacher))
    assert 2 == teacher.asked  # of three that were left one cannot be read
    assert are_filled(tmp_path / "kept", photos, 60)
    assert 4 == len(open_pictures(tmp_path / "kept", photos))


def test_that_a_folder_of_other_photos_is_refused(photos, tmp_path):
    list(fill_pictures(tmp_path / "kept", photos, 60, DrawnTeacher()))
    with pytest.raises(DataError, match="other photos or sizes"):
        are_filled(tmp_path / "kept", photos[:2], 60)


def test_that_what_is_damaged_is_one_line(photos, tmp_path):
    list(fill_pictures(tmp_path / "kept", photos, 60, DrawnTeacher()))
    (tmp_path / "kept" / "000000.npz").write_bytes(b"PK")
    with pytest.raises(DataError, match="cannot read pictures"):
        open_pictures(tmp_path / "kept", photos)
