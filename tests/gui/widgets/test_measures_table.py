import pytest

from photosearch.gui.theme import Role
from photosearch.gui.widgets.measures_table import (
    IntervalBar,
    MeasuresTable,
    role_of,
)
from photosearch.spec.retraining_report import Compared

GAINED = Compared("views_first", 400, 0.7, 0.8, 0.05, 0.15)
LOST = Compared("copies_first", 400, 0.99, 0.9, -0.12, -0.05)
UNSURE = Compared("bursts", 80, 0.9, 0.91, -0.02, 0.04)
OTHER = Compared("agreement", 400, 1.0, 0.7, -0.32, -0.28)


@pytest.fixture
def table(qtbot):
    table = MeasuresTable()
    qtbot.addWidget(table)
    return table


def test_that_a_line_tells_before_after_and_the_change(table):
    table.show_measures([GAINED, LOST])
    (_, *gained), (_, *lost) = table.texts()[1:]
    assert ["70.0 %", "80.0 %", "+10.0"] == gained
    assert ["99.0 %", "90.0 %", "−9.0"] == lost  # noqa: RUF001


def test_that_other_measures_replace_those_before(table):
    table.show_measures([GAINED, LOST, UNSURE])
    table.show_measures([GAINED])
    assert 2 == len(table.texts())


def test_that_an_unknown_measure_is_shown_by_its_name(table):
    table.show_measures([Compared("night_photos", 9, 0.1, 0.2, 0.0, 0.2)])
    assert "night photos" == table.texts()[1][0]


@pytest.mark.parametrize(
    ("compared", "role"),
    [(GAINED, Role.GOOD), (LOST, Role.DANGER), (UNSURE, Role.MUTED)],
    ids=["gain", "loss", "unsure"],
)
def test_that_only_what_is_sure_has_a_colour(compared, role):
    assert role is role_of(compared)


def test_that_the_interval_is_in_words_too(table):
    table.show_measures([GAINED, OTHER])
    (bar,) = [each for each in table.findChildren(IntervalBar) if each.parent()]
    words = bar.accessibleName()
    assert [] == [part for part in ("+5.0", "+15.0", "400") if part not in words]
