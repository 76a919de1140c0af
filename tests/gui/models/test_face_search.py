import numpy as np

from photosearch.core.face_records import FaceMatch
from photosearch.core.ids import FaceId, PhotoId
from photosearch.gui.models.face_search import answer_of
from photosearch.spec.regions import Box

LEFT, RIGHT = Box(0.1, 0.1, 0.2, 0.2), Box(0.6, 0.1, 0.2, 0.2)


def match(photo: int, distance: int, *, is_close: bool, box: Box = LEFT) -> FaceMatch:
    return FaceMatch(
        PhotoId(photo),
        FaceId(photo * 10 + distance),
        box,
        distance,
        similarity=1 - distance / 100,
        score=distance / 1000,
        is_close=is_close,
    )


def test_that_the_most_similar_face_of_a_photo_stands_for_it():
    answer = answer_of(
        [
            match(1, 5, is_close=True, box=RIGHT),
            match(2, 9, is_close=True),
            match(1, 12, is_close=True),
        ],
        elapsed_ms=1.0,
    )
    assert [1, 2] == answer.found.ids.tolist()
    assert {1: RIGHT, 2: LEFT} == answer.boxes


def test_that_close_photos_come_first_and_are_counted():
    answer = answer_of(
        [
            match(1, 30, is_close=False),
            match(2, 40, is_close=True),
            match(3, 20, is_close=True),
        ],
        elapsed_ms=1.0,
    )
    found = answer.found
    assert [2, 3, 1] == found.ids.tolist()
    assert (2, 40) == (found.close, found.cut)
    assert int(found.histogram.sum()) == 3


def test_that_an_answer_without_faces_is_empty():
    found = answer_of([], elapsed_ms=1.0).found
    assert (0, 0, -1) == (len(found.ids), found.close, found.cut)
    assert found.distances.dtype == np.int32
