import numpy as np
import pytest

from photosearch.spec.face_boxes import FacesFound, no_faces
from photosearch.spec.face_canvas import cell_count
from trainer.evaluation.face_agreement import compare, find_faces, joined


def faces(*rows):
    """Make faces of left, top, side and score, points as of a face."""
    table = np.array(rows, np.float32).reshape(-1, 4)
    boxes = np.concatenate([table[:, :3], table[:, 2:3]], axis=1)
    layout = np.array([[0.3, 0.4], [0.7, 0.4], [0.5, 0.6], [0.35, 0.8], [0.65, 0.8]])
    points = boxes[:, None, :2] + layout * boxes[:, None, 2:]
    return FacesFound(boxes, points.astype(np.float32), table[:, 3])


def test_that_what_both_see_is_right_and_the_rest_is_wrong():
    wanted = faces((0, 0, 50, 0.9), (100, 0, 50, 0.9))
    found = faces((2, 1, 50, 0.8), (300, 0, 40, 0.6))
    seen = compare(found, wanted, 32)
    assert [True, False] == seen.is_right.tolist()
    assert (2, 1) == (seen.owed, seen.pictures)
    assert (0.5, 0.5) == (seen.recall(0.1), seen.precision(0.1))
    assert 1.0 == seen.precision(0.7)
    assert (1.0, 0.0) == (seen.false_faces(0.1), seen.false_faces(0.7))


def test_that_a_face_found_twice_is_wrong_once():
    seen = compare(faces((0, 0, 50, 0.9), (3, 0, 50, 0.8)), faces((0, 0, 50, 0.9)), 32)
    assert [True, False] == seen.is_right.tolist()


def test_that_unsure_and_small_faces_are_neither_owed_nor_wrong():
    wanted = faces((0, 0, 50, 0.5), (100, 0, 20, 0.9))
    found = faces((0, 0, 50, 0.9), (100, 0, 20, 0.8), (200, 0, 20, 0.8))
    seen = compare(found, wanted, 32)
    assert (0, 0) == (seen.owed, len(seen.scores))
    assert 1.0 == seen.precision(0.5)


def test_that_point_errors_are_shares_of_the_distance_of_the_eyes():
    wanted = faces((0, 0, 50, 0.9))
    found = FacesFound(wanted.boxes, wanted.points + np.array([3, 4]), wanted.scores)
    assert 5 / 20 == pytest.approx(compare(found, wanted, 32).point_error(0.5))
    assert np.isnan(compare(no_faces(), wanted, 32).point_error(0.5))


def test_that_figures_over_pictures_follow_the_ranking_of_all_faces():
    first = compare(faces((0, 0, 50, 0.9)), faces((0, 0, 50, 0.9)), 32)
    wrong = compare(faces((0, 0, 50, 0.7)), no_faces(), 32)
    last = compare(faces((0, 0, 50, 0.5)), faces((0, 0, 50, 0.9)), 32)
    missed = compare(no_faces(), faces((0, 0, 50, 0.9), (90, 0, 50, 0.9)), 32)
    every = joined([last, wrong, first, missed])
    assert (4, 4) == (every.owed, every.pictures)
    assert 0.25 == every.recall_at(0.95)
    assert 0.5 == every.recall_at(0.6)
    assert 0.25 * 1 + 0.25 * 2 / 3 == pytest.approx(every.average_precision())


def test_that_a_detector_looks_at_every_pass_of_the_pyramid():
    """A stub of a network that sees one face in the middle of any canvas."""
    sides = []

    def run(canvases):
        side = canvases.shape[1]
        sides.append(side)
        cells = np.zeros((1, cell_count(side), 15), np.float32)
        cells[..., 0] = -9
        middle = (side // 8) * (side // 16) + side // 16
        cells[0, middle, :5] = [2, 3, 3, 3, 3]
        return cells

    found = find_faces(run, np.zeros((300, 380, 3), np.uint8), 0.5)
    assert [384, 192] == sides
    assert [48, 48 / 192 * 380] == pytest.approx(sorted(found.boxes[:, 2]), rel=1e-3)
