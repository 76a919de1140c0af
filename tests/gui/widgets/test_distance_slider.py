import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from photosearch.core.records import Found
from photosearch.gui.models.distances import distances_of
from photosearch.gui.widgets.distance_slider import DistanceSlider

CUT = 12


@pytest.fixture
def slider(qtbot):
    slider = DistanceSlider()
    qtbot.addWidget(slider)
    slider.resize(218, 64)
    distances = np.array([0, 5, CUT, 30, 40], np.int32)
    histogram = np.bincount([*distances, *range(41, 101)], minlength=257)
    found = Found(
        ids=np.arange(5),
        distances=distances,
        similarities=np.ones(5, np.float32),
        scores=np.linspace(0, 0.1, 5, dtype=np.float32),
        close=3,
        cut=CUT,
        histogram=histogram.astype(np.int64),
        elapsed_ms=1.0,
        regions=np.full(5, -1, np.int16),
        examples=np.zeros(5, np.int16),
    )
    slider.set_distances(distances_of(found), 40)
    slider.show()
    return slider


@pytest.fixture
def chosen(slider):
    chosen = []
    slider.distance_chosen.connect(chosen.append)
    return chosen


def at(share: float) -> QPoint:
    return QPoint(round(9 + 200 * share), 30)


def test_that_showing_a_result_chooses_nothing(slider, chosen):
    slider.set_distances(slider._distances, 7)
    assert (7, []) == (slider.value(), chosen)
    assert 100 == slider.maximum()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Left, 39),
        (Qt.Key.Key_Right, 41),
        (Qt.Key.Key_PageDown, 32),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_A, CUT),
    ],
    ids=["left", "right", "page", "home", "end", "cut"],
)
def test_that_keys_choose_a_distance(slider, chosen, qtbot, key, value):
    qtbot.keyClick(slider, key)
    assert ([value], value) == (chosen, slider.value())


def test_that_a_click_chooses_the_distance_below_it(slider, chosen, qtbot):
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at(0.75))
    assert [75] == chosen


def test_that_dragging_chooses_on_the_way(slider, chosen, qtbot):
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(0.3))
    qtbot.mouseMove(slider, at(0.6))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(0.6))
    assert [30, 60] == chosen


def test_that_the_handle_clings_to_the_cut(slider, chosen, qtbot):
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at((CUT + 2) / 100))
    assert [CUT] == chosen


def test_that_a_double_click_goes_to_the_cut(slider, chosen, qtbot):
    qtbot.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=at(0.9))
    assert CUT == slider.value()


def test_that_it_tells_how_many_photos_and_how_many_by_chance(slider):
    assert "3 photo" in slider.words_at(CUT)
    # 65 photos, of which a twentieth is as alike as the third one that was found.
    assert "About 3 " in slider.words_at(CUT)
    assert "Hardly any" in slider.words_at(0)
    assert "less alike" in slider.words_at(90)


def test_that_what_is_shown_is_painted_otherwise_than_the_rest(slider):
    def tints(left: float, right: float) -> set[int]:
        image = slider.grab().toImage()
        y = slider._floor_px() - 2
        return {image.pixel(x, y) for x in range(at(left).x(), at(right).x())}

    beyond = tints(0.5, 0.95)
    slider.set_distances(slider._distances, 100)
    assert beyond != tints(0.5, 0.95)


def test_that_it_has_a_name_for_screen_readers(slider):
    assert slider.accessibleName()
