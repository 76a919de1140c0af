import pytest
from PySide6.QtCore import Qt

from photosearch.gui.models.people import PeopleModel
from tests.albums import ADA, GRACE


@pytest.fixture
def session(album_session):
    return album_session


@pytest.fixture
def people(session, persons, qtbot, qtmodeltester):
    people = PeopleModel(session)
    qtmodeltester.check(people, force_py=True)
    with qtbot.waitSignal(people.read):
        people.look()
    return people


def texts(people, role=Qt.ItemDataRole.DisplayRole):
    return [people.index(row).data(role) for row in range(people.rowCount())]


def test_that_people_are_listed_and_asked_who_they_are(people):
    assert ["Who is this?"] * 2 == texts(people)
    assert "Who is this?, 4 photo(s)" in texts(
        people, Qt.ItemDataRole.AccessibleTextRole
    )


def test_that_a_name_that_is_written_is_told(people, qtbot):
    with qtbot.waitSignal(people.name_given) as given:
        assert people.setData(people.index(0), "  Ada ")
    assert [people.items[0], "Ada"] == given.args


@pytest.mark.parametrize("name", ["", "   "])
def test_that_no_name_is_no_name(people, qtbot, name):
    with qtbot.assertNotEmitted(people.name_given):
        assert not people.setData(people.index(0), name)


def test_that_names_are_known_whatever_their_case(session, people, persons, qtbot):
    session.library.name_person(persons[ADA], "Ada King")
    with qtbot.waitSignal(people.read):
        session.people_changed.emit()
    assert ["Ada King"] == people.names()
    assert persons[ADA] == people.named(" ada KING").id
    assert people.named("Ada") is None
    assert "Ada King" == texts(people)[0]


def test_that_who_is_hidden_is_shown_apart(session, people, persons, qtbot):
    session.library.hide_person(persons[GRACE], hidden=True)
    with qtbot.waitSignal(people.read):
        session.people_changed.emit()
    assert [persons[ADA]] == [person.id for person in people.items]
    people.show_hidden(is_on=True)
    assert [persons[GRACE]] == [person.id for person in people.items]


def test_that_who_is_seldom_there_is_left_out_unless_named(
    session, people, persons, qtbot
):
    people.set_least(4)
    assert [persons[ADA]] == [person.id for person in people.items]
    session.library.name_person(persons[GRACE], "Grace")
    with qtbot.waitSignal(people.read):
        session.people_changed.emit()
    assert {persons[ADA], persons[GRACE]} == {person.id for person in people.items}


def test_that_people_are_found_by_a_part_of_their_name(session, people, persons, qtbot):
    session.library.name_person(persons[GRACE], "Grace Hopper")
    with qtbot.waitSignal(people.read):
        session.people_changed.emit()
    people.set_words("hop")
    assert [persons[GRACE]] == [person.id for person in people.items]
    people.set_words("nobody")
    assert () == people.items


def test_that_covers_come(people, qtbot):
    person = people.items[0]
    assert people.cover(person) is None
    qtbot.waitUntil(lambda: people.cover(person) is not None)
    assert not people.cover(person).isNull()
