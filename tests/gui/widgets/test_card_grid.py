import pytest
from PySide6.QtCore import QSize

from photosearch.gui.models.keyed_rows import KeyedRows
from photosearch.gui.widgets.card_grid import CardGrid


class Numbers(KeyedRows[int]):
    def key_of(self, item):
        return item


@pytest.fixture
def grid(qtbot):
    numbers = Numbers()
    grid = CardGrid(numbers, QSize(150, 180))
    numbers.setParent(grid)
    qtbot.addWidget(grid)
    numbers.show_items(range(5000))
    grid.show()
    return grid


@pytest.mark.parametrize("width", [200, 616, 766, 1000])
def test_that_cards_fill_the_width_in_even_columns(grid, qtbot, width):
    grid.resize(width, 600)
    room = grid.viewport().width() - 1
    columns = room // 150

    def lefts():
        places = [grid.visualRect(grid.model().index(row, 0)) for row in range(columns)]
        return [place.x() for place in places]

    even = [column * (room // columns) for column in range(columns)]
    qtbot.waitUntil(lambda: lefts() == even)


def test_that_thousands_of_cards_are_no_widgets(grid):
    assert 5000 == grid.model().rowCount()
    assert len(grid.viewport().children()) < 5
