import pytest

from photosearch.core.errors import LibraryError
from photosearch.core.face_records import ActionKind
from photosearch.gui.models.decisions import Decisions
from photosearch.gui.models.history import HistoryModel
from tests.albums import ADA, GRACE


@pytest.fixture
def session(album_session):
    return album_session


@pytest.fixture
def decisions(session, persons):
    return Decisions(session)


def settled(decisions, qtbot):
    qtbot.waitUntil(lambda: not decisions.is_busy)


def name(session, person):
    return session.library.person(person).name


def test_that_decisions_are_made_in_their_order(session, decisions, persons, qtbot):
    for called in ("First", "Second", "Third"):
        decisions.do(
            lambda called=called: session.library.name_person(persons[ADA], called)
        )
    settled(decisions, qtbot)
    assert "Third" == name(session, persons[ADA])


def test_that_a_decision_is_told_to_all(session, decisions, persons, qtbot):
    with qtbot.waitSignal(session.people_changed):
        decisions.do(lambda: session.library.name_person(persons[ADA], "Ada"))


def test_that_decisions_are_undone_from_the_last_and_redone(
    session, decisions, persons, qtbot
):
    decisions.do(lambda: session.library.name_person(persons[ADA], "Ada"))
    decisions.do(lambda: session.library.name_person(persons[GRACE], "Grace"))
    with qtbot.waitSignal(decisions.undone) as undone:
        decisions.undo()
    assert ActionKind.NAME is undone.args[0].kind
    assert ("Ada", None) == (name(session, persons[ADA]), name(session, persons[GRACE]))
    decisions.undo()
    settled(decisions, qtbot)
    assert name(session, persons[ADA]) is None
    decisions.redo()
    settled(decisions, qtbot)
    assert "Ada" == name(session, persons[ADA])
    decisions.redo()
    settled(decisions, qtbot)
    assert "Grace" == name(session, persons[GRACE])


def test_that_any_decision_is_undone_by_itself(session, decisions, persons, qtbot):
    first = session.library.name_person(persons[ADA], "Ada")
    session.library.name_person(persons[GRACE], "Grace")
    decisions.undo(first.id)
    settled(decisions, qtbot)
    assert (None, "Grace") == (
        name(session, persons[ADA]),
        name(session, persons[GRACE]),
    )


def test_that_nothing_is_redone_after_another_decision(
    session, decisions, persons, qtbot
):
    session.library.name_person(persons[ADA], "Ada")
    decisions.undo()
    decisions.do(lambda: session.library.name_person(persons[GRACE], "Grace"))
    with qtbot.assertNotEmitted(decisions.redone):
        decisions.redo()
        settled(decisions, qtbot)
    assert name(session, persons[ADA]) is None


def test_that_a_decision_that_fails_holds_up_none(session, decisions, persons, qtbot):
    with qtbot.waitSignal(session.failed) as failed:
        decisions.do(lambda: session.library.name_person(persons[ADA], " "))
        decisions.do(lambda: session.library.name_person(persons[ADA], "Ada"))
    assert isinstance(failed.args[0], LibraryError)
    settled(decisions, qtbot)
    assert "Ada" == name(session, persons[ADA])


def test_that_the_history_shows_what_holds_and_what_does_not(
    session, decisions, persons, qtbot, qtmodeltester
):
    history = HistoryModel(session)
    qtmodeltester.check(history, force_py=True)
    decisions.do(lambda: session.library.name_person(persons[ADA], "Ada"))
    qtbot.waitUntil(lambda: history.rowCount() == 1)
    assert history.index(0).data().startswith("Named Ada\n")
    decisions.undo()
    qtbot.waitUntil(lambda: history.items[0].is_undone)
    assert history.index(0).data().endswith("undone")
