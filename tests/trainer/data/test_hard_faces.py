import numpy as np
import pytest

from tests.faces import DrawnFace, draw_faces
from tests.trainer.drawn_teacher import DrawnTeacher
from trainer.data.face_pictures import FacePicture, labels_of
from trainer.data.hard_faces import HARD_KINDS, hard_pictures


def person(number=0, left=60):
    pixels = np.asarray(draw_faces((180, 140), [DrawnFace(number, left, 40, 60)]))
    return FacePicture("drawn", pixels, labels_of(DrawnTeacher().find(pixels)))


def nose_of(picture):
    x, y = picture.wanted.points[0, 2].astype(int)
    return picture.pixels[y, x].astype(int)


@pytest.mark.parametrize(
    "kind", ["upside down", "on its side", "face of 2,000 px", "cut by the border"]
)
def test_that_the_points_go_where_the_face_goes(kind):
    (made,) = hard_pictures(kind, [person()], 1)
    assert 1 == len(made.wanted)
    np.testing.assert_allclose([255, 0, 255], nose_of(made), atol=8)


def test_that_a_face_on_its_side_has_its_eyes_above_each_other():
    (made,) = hard_pictures("on its side", [person()], 1)
    left, right = made.wanted.points[0, :2]
    assert abs(left[0] - right[0]) < 2
    assert left[1] > right[1]  # turned anticlockwise
    assert (180, 140) == made.pixels.shape[:2]


def test_that_a_huge_face_is_as_large_as_it_says():
    (made,) = hard_pictures("face of 2,000 px", [person()], 1)
    assert 2000 == pytest.approx(made.wanted.boxes[0, 3], abs=1)
    assert max(made.pixels.shape) > 2000


def test_that_the_border_cuts_off_what_it_says():
    (made,) = hard_pictures("cut by the border", [person()], 1)
    left, _, width, height = made.wanted.boxes[0]
    assert 0 == left
    assert 0.7 == pytest.approx(width / height, abs=0.03)


def test_that_forty_faces_lie_side_by_side():
    people = [person(number, 50 + number) for number in range(45)]
    (made,) = hard_pictures("forty faces", people, 4)
    assert (480, 768, 3) == made.pixels.shape
    assert 40 == len(made.wanted)
    noses = made.wanted.points[:, 2].astype(int)
    colours = made.pixels[noses[:, 1], noses[:, 0]].astype(int)
    assert (np.abs(colours - [255, 0, 255]) < 60).all()


def test_that_grey_and_badly_compressed_faces_stay_where_they_are():
    for kind in ("grey", "heavy JPEG"):
        (made,) = hard_pictures(kind, [person()], 1)
        np.testing.assert_array_equal(person().found.boxes, made.wanted.boxes)
        assert (made.pixels != person().pixels).any()


def test_that_shuffled_blocks_show_nobody():
    (made,) = hard_pictures("no faces", [person()], 1)
    assert 0 == len(made.wanted)
    assert (128, 176, 3) == made.pixels.shape


def test_that_pictures_of_several_or_unsure_faces_are_left_out():
    none = FacePicture("none", person().pixels, np.zeros((0, 15), np.float32))
    unsure = person()
    unsure.labels[:, 14] = 0.5
    for kind in HARD_KINDS:
        assert [] == hard_pictures(kind, [none, unsure], 3)
