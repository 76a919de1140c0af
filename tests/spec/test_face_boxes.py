import numpy as np
import pytest

from photosearch.spec.face_boxes import (
    FacesFound,
    Floats,
    box_overlaps,
    cell_centres,
    merge_passes,
    no_faces,
    read_cells,
)
from photosearch.spec.face_canvas import cell_count


def quiet_cells(side: int = 192) -> Floats:
    cells = np.zeros((cell_count(side), 15), np.float32)
    cells[:, 0] = -20
    return cells


def faces(*rows: tuple[float, float, float, float, float]) -> FacesFound:
    """Make faces of left, top, width, height and score, points at the centre."""
    table = np.array(rows, np.float32).reshape(-1, 5)
    centres = table[:, :2] + table[:, 2:4] / 2
    return FacesFound(table[:, :4], np.repeat(centres[:, None], 5, axis=1), table[:, 4])


def test_that_cells_lie_row_by_row_finest_stride_first() -> None:
    centres, strides = cell_centres(64)
    assert [4, 4] == centres[0].tolist()
    assert [12, 4] == centres[1].tolist()
    assert [4, 12] == centres[8].tolist()
    assert [8, 8] == centres[64].tolist()
    assert [16, 16] == centres[80].tolist()
    assert [8] * 64 + [16] * 16 + [32] * 4 == strides.tolist()


def test_that_a_cell_is_read_in_units_of_its_stride() -> None:
    cells = quiet_cells()
    row = 24 * 24 + 12 * 2 + 3  # stride 16, row 2, column 3: centre (56, 40)
    cells[row, :5] = [0, 1, 2, 3, 0.5]
    cells[row, 5:] = [-1, -1, 1, -1, 0, 0, -0.5, 1, 0.5, 1]
    found = read_cells(cells, 192, 0.4)
    assert [[40, 8, 64, 40]] == found.boxes.tolist()
    assert [0.5] == found.scores.tolist()
    expected = [[40, 24], [72, 24], [56, 40], [48, 56], [64, 56]]
    assert expected == found.points[0].tolist()


def test_that_faces_are_read_best_first_down_to_the_least_score() -> None:
    cells = quiet_cells()
    cells[[5, 90, 700], 0] = [1, 3, -1]
    found = read_cells(cells, 192, 0.5)
    assert 2 == len(found)
    assert found.scores[0] > found.scores[1] > 0.5


def test_that_cells_of_another_canvas_are_refused() -> None:
    with pytest.raises(ValueError, match="384 px"):
        read_cells(quiet_cells(192), 384, 0.5)


def test_that_extreme_logits_are_scores_too() -> None:
    cells = quiet_cells()
    cells[0, 0], cells[1, 0] = 1e30, -1e30
    assert [1] == read_cells(cells, 192, 0.5).scores.tolist()


def test_that_a_face_seen_on_two_canvases_is_kept_once() -> None:
    large, small = faces((40, 40, 80, 80, 0.7)), faces((10, 10, 20, 20, 0.9))
    merged = merge_passes([large, small], [1.0, 0.25], 768, 768)
    assert [[40, 40, 80, 80]] == merged.boxes.tolist()
    assert [np.float32(0.9)] == merged.scores.tolist()
    assert [80, 80] == merged.points[0, 0].tolist()


def test_that_what_is_said_of_a_face_is_averaged_by_score() -> None:
    found = faces((0, 0, 40, 40, 0.6), (6, 0, 40, 40, 0.3), (12, 20, 90, 90, 0.5))
    merged = merge_passes([found], [1.0], 200, 200)
    assert 2 == len(merged)
    share = 0.3**2 / (0.6**2 + 0.3**2)
    np.testing.assert_allclose(6 * share, merged.boxes[0, 0], rtol=1e-5)
    np.testing.assert_allclose(20 + 6 * share, merged.points[0, 0, 0], rtol=1e-5)
    assert [12, 20, 90, 90] == merged.boxes[1].tolist()


def test_that_neighbours_that_overlap_little_are_both_kept_best_first() -> None:
    found = faces((0, 0, 60, 60, 0.6), (40, 0, 60, 60, 0.8))
    merged = merge_passes([found], [1.0], 200, 200)
    assert [40, 0] == merged.boxes[:, 0].tolist()


def test_that_boxes_end_at_the_edges_of_the_picture() -> None:
    found = faces((-10, 20, 50, 100, 0.9), (150, 0, 30, 30, 0.8))
    merged = merge_passes([found], [1.0], 120, 100)
    assert [[0, 20, 40, 80]] == merged.boxes.tolist()


def test_that_nothing_found_is_no_face() -> None:
    assert 0 == len(merge_passes([no_faces(), no_faces()], [1.0, 0.25], 768, 768))
    assert (0, 5, 2) == no_faces().points.shape


def test_that_overlap_is_intersection_over_union() -> None:
    boxes = np.array([[0, 0, 10, 10], [0, 0, 0, 0]], np.float32)
    others = np.array([[5, 0, 10, 10], [20, 20, 5, 5], [0, 0, 10, 10]], np.float32)
    expected = np.array([[1 / 3, 0, 1], [0, 0, 0]], np.float32)
    np.testing.assert_allclose(expected, box_overlaps(boxes, others), rtol=1e-6)
