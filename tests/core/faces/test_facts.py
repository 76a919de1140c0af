"""Facts find their face again, and say together what the last of them says."""

import numpy as np
import pytest

from photosearch.core.face_records import FactKind
from photosearch.core.faces.facts import Fact, Place, face_at, faces_at, overlap
from photosearch.core.faces.inheritance import inherit
from photosearch.core.faces.replay import replay
from photosearch.spec.regions import Box

HERE = Box(0.1, 0.1, 0.2, 0.2)
PLACE = Place(b"a", HERE)


@pytest.mark.parametrize(
    ("other", "share"),
    [
        (HERE, 1.0),
        (Box(0.2, 0.1, 0.2, 0.2), 1 / 3),
        (Box(0.3, 0.1, 0.2, 0.2), 0.0),
        (Box(0.1, 0.1, 0.1, 0.1), 0.25),
    ],
)
def test_that_the_overlap_is_a_share_of_both(other: Box, share: float) -> None:
    assert share == pytest.approx(overlap(HERE, other))
    assert share == pytest.approx(overlap(other, HERE))


def test_that_the_nearest_of_two_faces_is_meant() -> None:
    near, nearer = Box(0.13, 0.1, 0.2, 0.2), Box(0.11, 0.1, 0.2, 0.2)
    assert 2 == face_at(HERE, [(1, near), (2, nearer)])
    assert face_at(HERE, [(1, Box(0.2, 0.2, 0.2, 0.2))]) is None


def test_that_a_place_is_looked_for_in_its_own_photo() -> None:
    elsewhere = Place(b"b", HERE)
    assert {PLACE: 7} == faces_at([PLACE, elsewhere, PLACE], {b"a": [(7, HERE)]})


def said_of(*facts: Fact):
    return replay(facts, {PLACE: 1}).faces.get(1)


def fact(kind: FactKind, person: str | None = None) -> Fact:
    return Fact(kind, PLACE, person=person)


def test_that_the_last_word_counts() -> None:
    said = said_of(fact(FactKind.IS_PERSON, "a"), fact(FactKind.IS_PERSON, "b"))
    assert ("b", True) == (said.person, said.is_confirmed)
    said = said_of(fact(FactKind.IS_PERSON, "a"), fact(FactKind.IS_NOT_PERSON, "a"))
    assert said.person is None
    said = said_of(fact(FactKind.IS_NOT_PERSON, "a"), fact(FactKind.IS_PERSON, "a"))
    assert ("a", set()) == (said.person, said.rejected)


def test_that_company_does_not_outweigh_a_word() -> None:
    said = said_of(fact(FactKind.IS_PERSON, "a"), fact(FactKind.IN_GROUP, "b"))
    assert "a" == said.person
    said = said_of(fact(FactKind.IS_NOT_PERSON, "b"), fact(FactKind.IN_GROUP, "b"))
    assert said.person is None


def test_that_a_face_called_none_is_one_again_if_it_is_somebodys() -> None:
    assert said_of(fact(FactKind.NOT_A_FACE)).is_none
    assert not said_of(fact(FactKind.NOT_A_FACE), fact(FactKind.IS_PERSON, "a")).is_none


def test_that_a_person_rejected_before_a_merger_is_not_after_it() -> None:
    same = Fact(FactKind.SAME_PERSON, person="a", other="b")
    statements = replay(
        [fact(FactKind.IS_NOT_PERSON, "a"), fact(FactKind.IS_PERSON, "b"), same],
        {PLACE: 1},
    )
    assert "a" == statements.stands_for("b")
    assert not statements.is_rejected(1, "a")


def test_that_a_rejection_holds_for_all_who_are_the_same() -> None:
    same = Fact(FactKind.SAME_PERSON, person="a", other="b")
    statements = replay([same, fact(FactKind.IS_NOT_PERSON, "b")], {PLACE: 1})
    assert statements.is_rejected(1, "a")


def test_that_mergers_in_a_circle_end() -> None:
    circle = [("a", "b"), ("b", "c"), ("c", "a")]
    statements = replay(
        [Fact(FactKind.SAME_PERSON, person=one, other=two) for one, two in circle], {}
    )
    assert {"a"} == {statements.stands_for(key) for key in "abc"}


def test_that_facts_about_places_without_a_face_wait() -> None:
    assert {} == replay([fact(FactKind.IS_PERSON, "a")], {}).faces


def test_that_groups_inherit_from_those_with_which_they_share_most() -> None:
    new = np.array([0, 0, 0, 1, 1, 2, -1, 3])
    old = np.array([5, 5, 9, 9, 9, -1, 9, 5])
    assert {0: 5, 1: 9} == inherit(new, old)
    assert {} == inherit(np.array([0, 1]), np.array([-1, -1]))
