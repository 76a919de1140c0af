import numpy as np
import pytest

from photosearch.core.records import Found
from photosearch.gui.models.distances import Distances, distances_of
from photosearch.gui.models.search import MANY

BITS = 64


def found(distances: list[int], histogram: dict[int, int], cut: int = -1) -> Found:
    counts = np.zeros(BITS + 1, np.int64)
    for distance, count in histogram.items():
        counts[distance] = count
    n = len(distances)
    return Found(
        ids=np.arange(n),
        distances=np.array(distances, np.int32),
        similarities=np.linspace(1, 0, n, dtype=np.float32),
        scores=np.arange(n, dtype=np.float32) / 1000,
        close=0,
        cut=cut,
        histogram=counts,
        elapsed_ms=1.0,
        regions=np.full(n, -1, np.int16),
        examples=np.zeros(n, np.int16),
    )


@pytest.fixture
def distances() -> Distances:
    # As results are: less alike photos may have a nearer code.
    return distances_of(found([0, 5, 3, 9], {0: 1, 3: 1, 5: 1, 9: 1, 20: 96}, cut=5))


def test_that_photos_within_a_distance_are_counted(distances):
    assert [1, 2, 3, 4] == [distances.photos_within(d) for d in (0, 4, 5, 60)]


def test_that_chance_is_that_of_the_least_alike_photo_within(distances):
    expected = [0.0, 0.2, 0.2, 0.3]
    chances = [distances.expected_by_chance(d) for d in (0, 4, 5, 60)]
    assert expected == pytest.approx(chances)


def test_that_it_reaches_to_the_last_occupied_distance(distances):
    assert 20 == distances.last
    assert 9 == distances.shown
    assert 5 == distances.cut


def test_that_it_ends_where_more_photos_lie_than_can_be_shown():
    crowd = distances_of(found([2], {2: 1, 10: MANY, 30: 10 * MANY}))
    assert 10 == crowd.last


def test_that_it_reaches_all_that_was_found():
    far = distances_of(found([2, 33], {2: 1, 10: MANY, 33: 10 * MANY}))
    assert 33 == far.last


def test_that_few_photos_are_seen_beside_many(distances):
    heights = distances.heights()
    assert 21 == len(heights)
    assert 1.0 == heights.max()
    assert 0.1 < heights[0] < heights[20]


def test_that_nothing_found_has_no_distances():
    nothing = distances_of(found([], {}))
    assert 0 == nothing.last == nothing.photos_within(0)
    assert [0.0] == nothing.heights().tolist()
