import pytest
from PySide6.QtGui import QColor, QImage

from photosearch.core.records import PendingFile, PhotoId
from photosearch.gui.models.thumbnails import Thumbnails, square


@pytest.fixture
def thumbnails(session):
    return Thumbnails(session)


@pytest.fixture
def indexed(session, photos):
    ids = session.library.list_photos().ids.tolist()
    return session.library.photos([PhotoId(photo) for photo in ids])


def striped(width, height):
    """Draw red with a blue first and last tenth along the longer side."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(width):
        for y in range(height):
            along, length = (x, width) if width > height else (y, height)
            if not length <= 10 * along < 9 * length:
                image.setPixelColor(x, y, QColor("blue"))
    return image


def test_that_a_thumbnail_comes_and_is_told_of(thumbnails, indexed, qtbot):
    assert thumbnails.get(1, indexed[0]) is None
    with qtbot.waitSignal(thumbnails.changed) as told:
        pass
    assert [1] == told.args
    assert thumbnails.get(1).width() == 160


def test_that_the_last_one_asked_for_comes_first(thumbnails, indexed, qtbot):
    told = []
    thumbnails.changed.connect(told.append)
    for key, photo in enumerate(indexed):
        thumbnails.get(key, photo)
    qtbot.waitUntil(lambda: len(told) == len(indexed))
    # The first three are on their way before the others are asked for.
    assert set(told[:4]) & {len(indexed) - 1, len(indexed) - 2}
    assert set(range(len(indexed))) == set(told)


def test_that_what_was_scrolled_away_is_not_fetched(thumbnails, indexed, qtbot):
    told = []
    thumbnails.changed.connect(told.append)
    for key, photo in enumerate(indexed):
        thumbnails.get(key, photo)
    thumbnails.keep_asking_for({10})
    qtbot.waitUntil(lambda: 10 in told)
    assert {0, 1, 2, 10} == set(told)


def test_that_another_zoom_fetches_it_again(thumbnails, indexed, qtbot):
    with qtbot.waitSignal(thumbnails.changed):
        thumbnails.get(1, indexed[0])
    thumbnails.set_side(64)
    with qtbot.waitSignal(thumbnails.changed):
        assert thumbnails.get(1, indexed[0]).width() == 160
    assert thumbnails.get(1).width() == 64
    assert 64 * 64 * 4 == thumbnails.size_bytes


def test_that_memory_is_bounded(thumbnails, indexed, qtbot, monkeypatch):
    monkeypatch.setattr("photosearch.gui.models.thumbnails._MOST_BYTES", 250_000)
    for key in range(3):
        with qtbot.waitSignal(thumbnails.changed):
            thumbnails.get(key, indexed[key])
    assert [False, True, True] == [thumbnails.get(key) is not None for key in range(3)]


def test_that_a_file_not_yet_indexed_shows_its_preview_if_it_has_one(
    thumbnails, home, qtbot
):
    file = home.draw("plain.jpg", 1)
    waiting = PendingFile(1, file, 1, 1)
    thumbnails.get(-1, waiting)
    qtbot.waitUntil(lambda: not thumbnails.is_fetching)
    assert thumbnails.get(-1, waiting) is None
    assert not thumbnails.is_fetching


def test_that_what_was_out_of_reach_is_tried_again_later(thumbnails, home, qtbot):
    waiting = PendingFile(1, home.photos / "gone.jpg", 1, 1)
    thumbnails.get(-1, waiting)
    qtbot.waitUntil(lambda: not thumbnails.is_fetching)
    thumbnails.retry()
    thumbnails.get(-1, waiting)
    assert thumbnails.is_fetching
    qtbot.waitUntil(lambda: not thumbnails.is_fetching)


@pytest.mark.parametrize("size", [(150, 100), (100, 150)])
def test_that_the_ends_are_cut_off_to_fill_the_square(qapp, size):
    shown = square(striped(*size), 60)
    edge = [shown.pixelColor(30, 1), shown.pixelColor(1, 30)]
    assert ["#ff0000"] * 2 == [colour.name() for colour in edge]


def test_that_a_panorama_is_shown_whole(qapp):
    shown = square(striped(300, 100), 60)
    assert shown.pixelColor(1, 30).name() == "#0000ff"
    assert shown.pixelColor(30, 5).alpha() == 0


def test_that_corners_are_round(qapp):
    shown = square(striped(150, 100), 200)
    assert 0 == shown.pixelColor(0, 0).alpha()
    assert 255 == shown.pixelColor(100, 0).alpha()
