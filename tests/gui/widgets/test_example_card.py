import pytest

from photosearch.core.library import LikeFile
from photosearch.gui.widgets.example_card import ExampleCard
from photosearch.spec.regions import Box

PART = Box(0.25, 0.0, 0.5, 0.25)


@pytest.fixture
def make_card(session, photos, qtbot):
    def make(part=None):
        card = ExampleCard(session, LikeFile(photos[0], region=part))
        qtbot.addWidget(card)
        return card

    return make


def test_that_a_part_can_be_asked_for(make_card, qtbot):
    card = make_card()
    with qtbot.waitSignal(card.part_asked):
        card._part.click()
    assert "" == card._part.text()


def test_that_a_part_is_shown_by_its_cut_and_its_name(make_card, qtbot):
    card = make_card(PART)
    qtbot.waitUntil(lambda: not card._picture.image.isNull())
    # Photos of tests are 96 x 72 pixels.
    assert (48, 18) == (card._picture.image.width(), card._picture.image.height())
    assert "part" == card._part.text()


def test_that_a_part_can_be_changed_and_taken_back(make_card, qtbot):
    card = make_card(PART)
    another, whole = card._part.menu().actions()
    with qtbot.waitSignal(card.part_asked):
        another.trigger()
    with qtbot.waitSignal(card.part_removed):
        whole.trigger()


def test_that_it_says_why_no_part_can_be_chosen(make_card):
    card = make_card()
    card.allow_parts("The model cannot.")
    assert not card._part.isEnabled()
    assert "The model cannot." == card._part.toolTip()
    card.allow_parts("")
    assert card._part.isEnabled()


def test_that_a_part_is_taken_back_whatever_the_model_can(make_card):
    card = make_card(PART)
    card.allow_parts("The model cannot.")
    another, whole = card._part.menu().actions()
    assert (True, False, True) == (
        card._part.isEnabled(),
        another.isEnabled(),
        whole.isEnabled(),
    )
