import shutil

import pytest

from photosearch.gui.models.pictures import Pictures
from photosearch.gui.widgets.sample_card import FOUND_PX, SampleCard
from photosearch.spec.retraining_report import Sample

PATIENCE_MS = 60_000
SAMPLE = Sample(
    photo="photo 000.jpg",
    edit="part",
    before=("photo 001.jpg", "photo 002.jpg"),
    after=("photo 000.jpg", "photo 001.jpg"),
    rank_before=7,
    rank_after=1,
)


@pytest.fixture
def folder(home):
    home.draw_many(3)
    return home.photos


@pytest.fixture
def pictures(session):
    return Pictures(session)


@pytest.fixture
def make_card(folder, pictures, qtbot):
    def make(query):
        card = SampleCard(SAMPLE, query, folder, pictures)
        qtbot.addWidget(card)
        pictures.want(card.wishes)
        card.show()
        return card

    return make


def is_shown(picture):
    return picture.image is not None and not picture.image.isNull()


def test_that_the_edited_photo_and_what_is_found_are_shown(
    make_card, folder, tmp_path, qtbot
):
    query = shutil.copy(folder / "photo 002.jpg", tmp_path / "1.jpg")
    card = make_card(tmp_path / "1.jpg")
    shown = (card.query, *card.before, *card.after)
    qtbot.waitUntil(lambda: all(map(is_shown, shown)), timeout=PATIENCE_MS)
    assert query.is_file()
    # The edited one is that of photo 2 here.
    assert card.before[1].image == card.query.image


def test_that_the_photo_stands_for_an_edited_one_that_is_missing(
    make_card, tmp_path, qtbot
):
    card = make_card(tmp_path / "missing.jpg")
    qtbot.waitUntil(lambda: is_shown(card.query), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: is_shown(card.after[0]), timeout=PATIENCE_MS)
    assert card.after[0].image == card.query.image


def test_that_pictures_that_are_there_are_shown_at_once(make_card, tmp_path, qtbot):
    card = make_card(tmp_path / "missing.jpg")
    qtbot.waitUntil(lambda: is_shown(card.before[1]), timeout=PATIENCE_MS)
    again = make_card(tmp_path / "missing.jpg")
    assert is_shown(again.before[1])


def test_that_the_photo_itself_is_marked_and_told_in_words(make_card, tmp_path):
    card = make_card(tmp_path / "missing.jpg")
    assert [False, False] == [each.is_sought for each in card.before]
    assert [True, False] == [each.is_sought for each in card.after]
    words = card.accessibleDescription()
    assert "7" in words
    assert "first" in words


def test_that_pictures_grow_with_the_window(make_card, tmp_path, qtbot):
    card = make_card(tmp_path / "missing.jpg")
    for width, side in ((300, FOUND_PX[0]), (1200, FOUND_PX[1])):
        card.resize(width, 300)
        assert side == card.after[0].width()
