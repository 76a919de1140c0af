import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect

from photosearch.gui.models.groups import Group, by_closeness, by_date, ungrouped
from photosearch.gui.widgets.grid_layout import GridLayout, Measures

# Three columns of 100 pixels: group of 4 rows (2 lines), group of 5 rows (2 lines).
MEASURES = Measures(width=320, cell=100, header=30, margin=10)


@pytest.fixture
def layout():
    return GridLayout(by_closeness(4, 9), MEASURES)


def test_that_cells_fill_the_width():
    layout = GridLayout(
        ungrouped(10), Measures(width=370, cell=100, header=0, margin=10)
    )
    assert (3, 116) == (layout.columns, layout.side)


def test_that_a_group_starts_under_its_header(layout):
    assert QRect(10, 0, 300, 30) == layout.header(0)
    assert QRect(10, 30, 100, 100) == layout.rect(0)
    assert QRect(10, 230, 300, 30) == layout.header(1)
    assert QRect(10, 260, 100, 100) == layout.rect(4)


def test_that_rows_go_on_in_the_next_line(layout):
    assert QRect(210, 30, 100, 100) == layout.rect(2)
    assert QRect(10, 130, 100, 100) == layout.rect(3)


def test_that_the_height_holds_all_lines(layout):
    assert 10 + 2 * 30 + 4 * 100 == layout.height


def test_that_every_cell_is_found_at_its_middle(layout):
    rows = [layout.row_at(layout.rect(row).center()) for row in range(9)]
    assert list(range(9)) == rows


@pytest.mark.parametrize(
    ("x", "y"),
    [(50, 20), (150, 190), (5, 60), (315, 60), (250, 420), (50, 480), (50, -5)],
    ids=["header", "after the last", "left", "right", "empty", "below", "above"],
)
def test_that_there_is_no_row_beside_the_cells(layout, x, y):
    assert layout.row_at(QPoint(x, y)) == -1


@pytest.mark.parametrize("top", range(-20, 500, 7))
def test_that_the_rows_between_two_heights_are_those_that_touch_them(layout, top):
    band = QRect(0, top, 320, 60)
    touching = [row for row in range(9) if layout.rect(row).intersects(band)]
    found = layout.rows_between(band.top(), band.bottom())
    assert set(touching) <= set(found)
    assert len(set(found) - set(touching)) <= layout.columns


def test_that_a_rectangle_gives_the_cells_that_it_touches(layout):
    area = QRect(120, 150, 150, 150)
    touching = [row for row in range(9) if layout.rect(row).intersects(area)]
    assert touching == [row for run in layout.rows_in(area) for row in run]


@pytest.mark.parametrize(
    ("row", "lines", "expected"),
    [
        (0, 1, 3),
        (2, 1, 3),
        (3, 1, 4),
        (3, -1, 0),
        (4, -1, 3),
        (6, -1, 3),
        (0, -1, 0),
        (8, 1, 8),
        (1, 3, 8),
        (8, -3, 1),
    ],
)
def test_that_going_up_and_down_keeps_the_column(layout, row, lines, expected):
    assert expected == layout.row_below(row, lines)


def test_that_nothing_has_no_rows():
    layout = GridLayout(ungrouped(0), MEASURES)
    assert range(0) == layout.rows_between(0, 500)
    assert layout.row_at(QPoint(50, 50)) == -1


def test_that_the_last_of_a_million_rows_is_found():
    groups = by_date(np.repeat(np.arange(700_000, 702_000, dtype=np.int32), 500))
    layout = GridLayout(groups, MEASURES)
    assert layout.row_at(layout.rect(999_999).center()) == 999_999
    assert isinstance(groups[1999], Group)
