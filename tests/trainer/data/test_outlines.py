import numpy as np
import pytest

from trainer.data.outlines import (
    CORNERS,
    homography,
    mapped,
    random_outline,
    random_quad,
)


def turns(points):
    """Say at each corner how far the way around it bends, positive for clockwise."""
    before = points - np.roll(points, 1, axis=0)
    after = np.roll(points, -1, axis=0) - points
    return before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]


@pytest.fixture
def generator():
    return np.random.default_rng(0)


def test_that_outlines_are_convex_and_fill_their_square(generator):
    for _ in range(100):
        outline = random_outline(generator)
        assert outline.min(axis=0).tolist() == pytest.approx([-1, -1])
        assert outline.max(axis=0).tolist() == pytest.approx([1, 1])
        assert turns(outline).min() > -1e-9


def test_that_all_kinds_of_outlines_come_about(generator):
    counts = {len(random_outline(generator)) for _ in range(100)}
    assert {4, 48} <= counts
    assert counts & {5, 6, 7, 8, 9}


def test_that_a_homography_sends_its_corners_where_they_shall_go(generator):
    target = random_quad(1.5, 30, 0.3, generator)
    matrix = homography(CORNERS, target)
    assert np.allclose(mapped(matrix, CORNERS), target)
    assert np.allclose(mapped(homography(target, CORNERS), target), CORNERS)


def test_that_a_homography_keeps_lines_straight(generator):
    matrix = homography(CORNERS, random_quad(1.0, 30, 0.3, generator))
    start, middle, end = mapped(matrix, np.array([(-1.0, 0.3), (0.2, 0.3), (1, 0.3)]))
    way, part = end - start, middle - start
    assert abs(way[0] * part[1] - way[1] * part[0]) < 1e-9


def test_that_without_strength_only_the_shape_of_the_object_is_left(generator):
    quad = random_quad(4.0, 0, 0, generator)
    assert np.allclose(quad, CORNERS * (2.0, 0.5))


def test_that_tilted_squares_stay_convex(generator):
    for _ in range(200):
        assert turns(random_quad(1.6, 45, 0.45, generator)).min() > 0
