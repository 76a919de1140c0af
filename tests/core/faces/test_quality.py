import numpy as np
import pytest
from PIL import Image, ImageFilter

from photosearch.core.faces.quality import aside, face_quality, sharpness
from photosearch.spec.align import TEMPLATE
from tests.pictures import draw_picture

POINTS = TEMPLATE.astype(np.float32)
CROP = np.asarray(draw_picture(5, (112, 112)))


def turned(share: float) -> np.ndarray:
    """Return the points of a head whose nose went aside, in eye distances."""
    points = POINTS.copy()
    points[2, 0] += share * (POINTS[1, 0] - POINTS[0, 0])
    return points


def test_that_a_large_sharp_frontal_face_is_as_good_as_its_score() -> None:
    assert 0.75 == pytest.approx(face_quality(0.75, 200, CROP, POINTS))


@pytest.mark.parametrize(
    ("worse", "bad"),
    [
        pytest.param((1.0, 40, CROP, POINTS), (1.0, 16, CROP, POINTS), id="small"),
        pytest.param((1, 99, CROP, turned(0.3)), (1, 99, CROP, turned(0.7)), id="turn"),
    ],
)
def test_that_a_poor_face_is_rated_lower(worse: tuple, bad: tuple) -> None:
    assert 0 == face_quality(*bad) < face_quality(*worse) < 0.9


def test_that_blur_lowers_the_quality() -> None:
    picture = Image.fromarray(CROP)
    rated = [
        face_quality(
            1.0, 99, np.asarray(picture.filter(ImageFilter.GaussianBlur(r))), POINTS
        )
        for r in (0, 2, 4, 12)
    ]
    assert sorted(rated, reverse=True) == rated
    assert rated[0] == 1
    assert rated[-1] < 0.1


def test_that_a_plain_crop_has_no_sharpness() -> None:
    plain = np.full((112, 112, 3), 90, np.uint8)
    assert sharpness(plain) < 1e-6
    assert 0 == face_quality(1.0, 99, plain, POINTS)


def test_that_turning_the_picture_does_not_count_as_turning_the_head() -> None:
    angle = np.deg2rad(77)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    assert aside(turned(0.3)) == pytest.approx(
        aside((turned(0.3) @ turn.T).astype(np.float32)), abs=1e-3
    )


def test_that_a_profile_whose_eyes_fall_together_is_far_aside() -> None:
    points = POINTS.copy()
    points[1] = points[0]
    assert aside(points) == float("inf")
    assert 0 == face_quality(1.0, 99, CROP, points)
