from dataclasses import replace

import pytest

from photosearch.core.library import LikeFile
from photosearch.gui.models.reasons import Reason
from photosearch.gui.widgets.reason_card import ReasonCard
from photosearch.spec.regions import Box

PART = Box(0.0, 0.0, 0.5, 0.5)
REASON = Reason(distance=9, bits=64, score=0.01, is_close=True, example=0, region=1)


@pytest.fixture
def card(session, qtbot):
    card = ReasonCard(session)
    qtbot.addWidget(card)
    return card


@pytest.fixture
def photo(session, photos):
    return session.library.photo(session.library.list_photos().ids[0])


def is_loaded(picture):
    return picture.image is None or not picture.image.isNull()


def test_that_what_was_measured_is_said_in_words(card, photo):
    card.show_reason(photo, REASON, None, PART)
    assert [
        "Close: within the automatic cut",
        "9 of 64 bits of the codes differ",
        "By chance, one pair of photos in 100 is as much alike",
        "A part of it matches best: at the top left",
    ] == card.words.split("\n")


def test_that_nothing_is_said_of_regions_where_whole_photos_were_compared(card, photo):
    card.show_reason(photo, replace(REASON, region=-1), None, None)
    assert 3 == len(card.words.split("\n"))


def test_that_example_and_match_are_shown_by_what_counts(card, photo, photos, qtbot):
    example = LikeFile(photos[3], region=Box(0.0, 0.0, 1.0, 0.25))
    card.show_reason(photo, REASON, example, PART)
    qtbot.waitUntil(lambda: is_loaded(card.example) and is_loaded(card.match))
    assert photos[3].name == card._example_name.text()
    # Photos of tests are 96 x 72 pixels.
    assert (96, 18) == (card.example.image.width(), card.example.image.height())
    assert (48, 36) == (card.match.image.width(), card.match.image.height())


def test_that_an_example_that_is_gone_is_marked(card, photo, home, qtbot):
    card.show_reason(photo, REASON, LikeFile(home.top / "gone.jpg"), None)
    qtbot.waitUntil(lambda: card.example.image is None)


def test_that_a_photo_that_was_not_looked_for_has_no_card(card, photo):
    card.show_reason(photo, REASON, None, None)
    assert not card.isHidden()
    card.clear()
    assert card.isHidden()
