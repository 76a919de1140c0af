import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from photosearch.core.face_records import PeopleFilter, PeopleRule
from photosearch.core.records import Filter
from photosearch.gui.widgets.filter_chips import FilterChips
from photosearch.gui.widgets.people_list import wish_at
from tests.gui.people import name_album


@pytest.fixture
def people(album_session):
    return name_album(album_session.library)


@pytest.fixture
def chips(album_session, people, qtbot):
    chips = FilterChips(album_session)
    qtbot.addWidget(chips)
    chips.show()
    qtbot.waitUntil(lambda: chips.people.isVisible())
    yield chips
    album_session.close()


@pytest.fixture
def popup(chips, qtbot):
    chips.people.button.click()
    popup = chips.people_popup
    qtbot.waitUntil(lambda: popup.people.rowCount() == 2)
    return popup


def row_of(popup, person):
    return popup.people.row_of(person.id)


def test_that_people_are_wanted_and_unwanted_by_keys(chips, popup, people, qtbot):
    ada, grace = people
    popup.list.setCurrentIndex(popup.list.model().index(row_of(popup, ada), 0))
    with qtbot.waitSignal(chips.filter_chosen) as chosen:
        qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    assert [Filter(people=(PeopleFilter((ada.id,)),))] == chosen.args
    popup.list.setCurrentIndex(popup.list.model().index(row_of(popup, grace), 0))
    with qtbot.waitSignal(chips.filter_chosen) as chosen:
        qtbot.keyClick(popup.list, Qt.Key.Key_Minus)
    assert (
        PeopleFilter((ada.id,), PeopleRule.ANY),
        PeopleFilter((grace.id,), PeopleRule.NONE),
    ) == chosen.args[0].people


def test_that_a_second_time_takes_a_wish_back(chips, popup, people):
    popup.people.wish(row_of(popup, people[0]), True)
    popup.people.wish(row_of(popup, people[0]), True)
    assert () == popup.people.filters


@pytest.mark.parametrize(
    ("place", "rule"),
    list(enumerate([PeopleRule.ANY, PeopleRule.ALL, PeopleRule.ONLY])),
)
def test_that_it_is_chosen_who_of_them_has_to_be_there(popup, people, place, rule):
    for person in people:
        popup.people.wish(row_of(popup, person), True)
    popup.rule.setCurrentIndex(place)
    popup.rule.activated.emit(place)
    (made,) = popup.people.filters
    assert rule is made.rule


def test_that_the_chip_says_who_in_words(chips, people, qtbot):
    ada, grace = (each.id for each in people)
    for filters, words in (
        ((PeopleFilter((ada, grace)),), "Ada or Grace"),
        ((PeopleFilter((ada, grace), PeopleRule.ALL),), "Ada and Grace"),
        ((PeopleFilter((ada,), PeopleRule.ONLY),), "only Ada"),
        ((PeopleFilter((grace,), PeopleRule.NONE),), "without Grace"),
    ):
        chips.set_filter(Filter(people=filters))
        qtbot.waitUntil(
            lambda words=words: chips.people.button.accessibleName() == words
        )


def test_that_the_chip_takes_people_back(chips, people, qtbot):
    wanted = PeopleFilter((people[0].id,))
    chips.set_filter(Filter(camera="Nikon", people=(wanted,)))
    with qtbot.waitSignal(chips.filter_chosen) as chosen:
        chips.people.removed.emit()
    assert [Filter(camera="Nikon")] == chosen.args


def test_that_a_list_says_who_is_wanted(popup, people, qtmodeltester):
    popup.people.wish(row_of(popup, people[0]), True)
    popup.people.wish(row_of(popup, people[1]), False)
    role = Qt.ItemDataRole.AccessibleTextRole
    words = {popup.people.index(row).data(role) for row in range(2)}
    assert {"Ada, 4 photos, wanted", "Grace, 3 photos, not wanted"} == {
        each.replace("photo(s)", "photos") for each in words
    }
    qtmodeltester.check(popup.people)


def test_that_only_a_click_on_the_minus_means_without():
    row = QRect(0, 0, 300, 42)
    assert wish_at(QPoint(20, 21), row)
    assert wish_at(QPoint(255, 21), row)
    assert not wish_at(QPoint(280, 21), row)


def test_that_without_faces_there_is_no_chip_of_people(session, photos, qtbot):
    chips = FilterChips(session)
    qtbot.addWidget(chips)
    chips.show()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert chips.people.isHidden()
    session.close()
