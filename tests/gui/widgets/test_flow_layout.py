import pytest
from PySide6.QtWidgets import QWidget

from photosearch.gui.widgets.flow_layout import FlowLayout


@pytest.fixture
def panel(qtbot):
    panel = QWidget()
    qtbot.addWidget(panel)
    layout = FlowLayout(panel)
    layout.setSpacing(10)
    for _ in range(4):
        child = QWidget()
        child.setFixedSize(100, 20)
        layout.addWidget(child)
    panel.show()
    return panel


def places(panel) -> list[tuple[int, int]]:
    layout = panel.layout()
    items = [layout.itemAt(number).geometry() for number in range(layout.count())]
    return [(place.x(), place.y()) for place in items]


def test_that_all_stand_in_one_line_where_there_is_room(panel):
    panel.resize(430, 100)
    assert [(0, 0), (110, 0), (220, 0), (330, 0)] == places(panel)
    assert (430, 20) == panel.layout().sizeHint().toTuple()


def test_that_what_does_not_fit_goes_to_the_next_line(panel):
    panel.resize(429, 100)
    assert (0, 30) == places(panel)[3]
    assert 50 == panel.layout().heightForWidth(429)
    assert 4 * 20 + 3 * 10 == panel.layout().heightForWidth(50)


def test_that_what_is_hidden_takes_no_room(panel):
    panel.layout().itemAt(1).widget().hide()
    assert 320 == panel.layout().sizeHint().width()
    assert 20 == panel.layout().heightForWidth(320)
