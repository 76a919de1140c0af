import pytest
from PySide6.QtGui import QColor

from photosearch.gui import theme
from photosearch.gui.theme import Role
from photosearch.gui.widgets.curve_chart import CurveChart


@pytest.fixture
def make_chart(qtbot):
    def make(*points, total=100, is_share=False):
        chart = CurveChart(is_share=is_share)
        qtbot.addWidget(chart)
        chart.set_title("Loss")
        chart.resize(240, 120)
        chart.set_points(points, total)
        return chart

    return make


def places_of(chart, tint):
    """Return where a colour is painted, (x, y) in pixels."""
    image = chart.grab().toImage()
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == tint
    ]


def test_that_a_curve_leaves_room_for_what_is_to_come(make_chart):
    tint = QColor(theme.colour(Role.ACCENT).name())
    half = places_of(make_chart((0, 3.0), (50, 1.0)), tint)
    whole = places_of(make_chart((0, 3.0), (100, 1.0)), tint)
    assert max(x for x, _ in half) < 160 < max(x for x, _ in whole)


def test_that_a_larger_value_is_higher_up(make_chart):
    tint = QColor(theme.colour(Role.ACCENT).name())
    dot = places_of(make_chart((0, 1.0), (100, 3.0)), tint)[-1]
    other = places_of(make_chart((0, 3.0), (100, 1.0)), tint)[-1]
    assert dot[1] < other[1]


@pytest.mark.parametrize("points", [(), ((0, 2.0),), ((0, 0.0), (10, 0.0))])
def test_that_few_or_level_points_are_painted(make_chart, points):
    assert not make_chart(*points).grab().isNull()


def test_that_screen_readers_are_told_from_where_to_where(make_chart):
    chart = make_chart((0, 0.5), (25, 0.75), is_share=True)
    words = chart.accessibleDescription()
    assert "Loss" == chart.accessibleName()
    assert [] == [part for part in ("50", "75", "25", "100") if part not in words]
    assert "%" in words
    assert make_chart().accessibleDescription()
