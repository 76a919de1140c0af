import numpy as np
import pytest

from tests.trainer.coloured_people import draw_faces, points_of
from trainer.data.face_attributes import (
    ATTRIBUTES,
    fit_scale,
    measure_attributes,
    without_colour,
)


def measured(pixels, points=None):
    given = points_of(len(pixels), pixels.shape[1]) if points is None else points
    values = measure_attributes(pixels, given)
    return dict(zip(ATTRIBUTES, values.T, strict=True))


def grey_faces(count=2, shade=100):
    return np.full((count, 40, 40, 3), shade, np.uint8)


def test_that_yaw_is_how_far_the_nose_is_from_the_middle_of_the_eyes():
    points = points_of(2, 40)
    apart = np.linalg.norm(points[0, 1] - points[0, 0])
    points[1, 2, 0] += 0.25 * apart
    found = measured(grey_faces(), points)["yaw"]
    assert found[1] - found[0] == pytest.approx(0.25, abs=1e-5)


def test_that_a_wide_mouth_is_wider_in_distances_of_the_eyes():
    points = points_of(2, 40)
    points[1, 3, 0] -= 3
    found = measured(grey_faces(), points)["mouth"]
    apart = np.linalg.norm(points[0, 1] - points[0, 0])
    assert found[1] - found[0] == pytest.approx(3 / apart, abs=1e-2)


def test_that_a_face_lit_from_the_right_is_lighter_there():
    faces = grey_faces()
    faces[1, :, 20:] = 150
    found = measured(faces)["light_side"]
    assert found[0] == pytest.approx(0)
    assert found[1] == pytest.approx(50 / 125, abs=0.01)


def test_that_light_is_the_mean_brightness():
    faces = np.concatenate([grey_faces(1, 80), grey_faces(1, 160)])
    np.testing.assert_allclose(measured(faces)["light"], [80, 160], atol=0.5)


def test_that_a_face_without_colour_is_the_greyest():
    faces, _ = draw_faces(2, 1, 40)
    found = measured(np.concatenate([faces, without_colour(faces)]))["grey"]
    np.testing.assert_allclose(found[2:], 0, atol=1e-5)
    assert (found[:2] < -10).all()


def test_that_nearly_all_values_lie_inside_their_scale():
    values = np.random.default_rng(0).normal(5, 3, (500, len(ATTRIBUTES)))
    values[:, -1] = -np.abs(values[:, -1]) - 20
    values = values.astype(np.float32)
    scaled = fit_scale(values).scaled(values)
    assert scaled.min() == -1
    assert (np.abs(scaled[:, :-1]) < 1).mean() > 0.85


def test_that_a_face_without_colour_is_at_the_upper_end_of_grey():
    faces, _ = draw_faces(5, 2, 40)
    points = points_of(len(faces), 40)
    scale = fit_scale(measure_attributes(faces, points))
    grey = scale.scaled(measure_attributes(without_colour(faces), points))[:, -1]
    np.testing.assert_allclose(grey, 1, atol=1e-6)
