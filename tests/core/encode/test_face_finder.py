"""Faces are cut out upright and described; what a person drew counts, too."""

from collections.abc import Generator

import numpy as np
import pytest

from photosearch.core.encode import (
    Device,
    DeviceKind,
    FaceFinder,
    check_model,
    open_detector,
    open_encoder,
)
from photosearch.core.face_records import Face, FaceFound
from photosearch.core.ids import FaceId, PhotoId
from photosearch.spec.preprocess import Pixels
from photosearch.spec.regions import Box
from tests.face_networks import detector_network, face_network
from tests.faces import DrawnFace, draw_faces

CPU = Device(DeviceKind.CPU, "CPU", "")
SIZE = (400, 300)


@pytest.fixture(scope="module")
def finder() -> Generator[FaceFinder, None, None]:
    finder = FaceFinder(
        open_detector(check_model(detector_network()), CPU),
        open_encoder(check_model(face_network()), CPU),
    )
    yield finder
    finder.close()


def picture(*faces: DrawnFace, seed: int = 0) -> Pixels:
    return np.asarray(draw_faces(SIZE, faces, seed=seed))


def known(found: FaceFound) -> Face:
    return Face(
        FaceId(1),
        PhotoId(1),
        found.box,
        found.points,
        found.score,
        found.quality,
        found.is_drawn,
        None,
        0.0,
        False,
    )


def test_that_a_person_is_alike_wherever_and_however_large(finder: FaceFinder) -> None:
    pictures = [
        picture(DrawnFace(1, 10, 10, 60), DrawnFace(2, 200, 20, 90)),
        picture(DrawnFace(1, 100, 50, 200), seed=1),
    ]
    (one, two), (again,) = finder.find(pictures)
    if one.box.left > two.box.left:
        one, two = two, one
    assert float(one.embedding @ again.embedding) > 0.95
    assert float(two.embedding @ again.embedding) < 0.6


def test_that_forty_faces_are_described_in_order(finder: FaceFinder) -> None:
    crowd = [DrawnFace(n, 2 + 38 * (n % 10), 2 + 38 * (n // 10), 34) for n in range(40)]
    (found,) = finder.find([picture(*crowd)])
    assert 40 == len(found)
    for face in found[::9]:
        left, top = round(face.box.left * SIZE[0]), round(face.box.top * SIZE[1])
        (person,) = (
            each
            for each in crowd
            if abs(each.left - left) < 5 and abs(each.top - top) < 5
        )
        (alone,) = finder.find([picture(DrawnFace(person.person, 100, 100, 34))])[0]
        assert float(alone.embedding @ face.embedding) > 0.9


def test_that_a_face_that_was_drawn_takes_the_place_of_one_found(
    finder: FaceFinder,
) -> None:
    drawn, elsewhere = Box(0.24, 0.3, 0.28, 0.38), Box(0.8, 0.7, 0.15, 0.2)
    shown = picture(DrawnFace(1, 100, 90, 110), DrawnFace(2, 10, 10, 50))
    (found,) = finder.find([shown], [[drawn, elsewhere]])
    assert [True, True, False] == [face.is_drawn for face in found]
    assert [drawn, elsewhere] == [face.box for face in found[:2]]
    assert [5, 0, 5] == [len(face.points) for face in found]
    (usual,) = finder.find([shown])
    most = max(float(found[0].embedding @ each.embedding) for each in usual)
    assert most > 0.999


def test_that_known_faces_are_described_where_they_are(finder: FaceFinder) -> None:
    shown = picture(DrawnFace(1, 100, 90, 110))
    (found,) = finder.find([shown], [[Box(0.7, 0.1, 0.2, 0.3)]])
    again, none = finder.describe([shown, shown], [[known(each) for each in found], []])
    assert () == none
    for one, other in zip(found, again, strict=True):
        assert one.box == other.box
        assert np.array(one.points) == pytest.approx(np.array(other.points))
        assert float(one.embedding @ other.embedding) > 0.999


def test_that_a_blurred_face_is_of_less_use(finder: FaceFinder) -> None:
    small = picture(DrawnFace(1, 100, 90, 18))
    large = picture(DrawnFace(1, 100, 90, 110))
    (poor,), (good,) = finder.find([small, large])
    assert poor.quality < 0.2 < 0.9 < good.quality
