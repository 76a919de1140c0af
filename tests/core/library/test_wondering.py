"""Whose faces may be that are nobody's yet."""

from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.catalog import open_catalog
from photosearch.core.faces.suggestions import Gathered, guess
from photosearch.core.ids import PersonId
from photosearch.core.library.known_faces import KnownFaces
from photosearch.core.library.wondering import suggest
from tests.core.catalog.crowds import BLURRED, BY, Crowd
from tests.core.catalog.libraries import MODEL, Library
from tests.core.faces.crowd import evidence

ADA, GRACE = 1, 2


@pytest.fixture
def crowd(tmp_path: Path) -> Generator[Crowd, None, None]:
    """Give photos of Ada and Grace, and blurred ones that are in no group."""
    (tmp_path / "photos").mkdir()
    with open_catalog(tmp_path / "library") as catalog:
        catalog.register_model(MODEL, "test", "photo", "{}")
        crowd = Crowd(Library(catalog, tmp_path / "photos"))
        crowd.switch_on()
        crowd.photograph([ADA], [ADA], [ADA], [GRACE], [GRACE])
        crowd.photograph([BLURRED + ADA], [BLURRED + GRACE], [BLURRED + ADA, ADA])
        crowd.group()
        yield crowd


def suggested(crowd: Crowd, person: PersonId | None = None, count: int = 10):
    known = KnownFaces(crowd.catalog, crowd.library.folder / "no mark")
    evidence = crowd.catalog.face_evidence(BY.face)
    return suggest(crowd.catalog, known.load(BY.face), evidence, person, count)


def test_that_a_blurred_face_is_suggested(crowd) -> None:
    ada = crowd.person_of(0)
    (suggestion,) = suggested(crowd, ada)
    assert (ada, (crowd.face(5),)) == (suggestion.person, suggestion.faces)
    assert 0.2 <= suggestion.certainty <= 1


def test_that_all_suggestions_come_in_order_of_certainty(crowd) -> None:
    found = suggested(crowd)
    pairs = {(each.person, each.faces) for each in found}
    expected = {
        (crowd.person_of(0), (crowd.face(5),)),
        (crowd.person_of(3), (crowd.face(6),)),
    }
    assert expected == pairs
    certainties = [each.certainty for each in found]
    assert sorted(certainties, reverse=True) == certainties
    assert found[:1] == suggested(crowd, count=1)


def test_that_another_face_of_a_photo_is_not_suggested(crowd) -> None:
    faces = {face for each in suggested(crowd) for face in each.faces}
    assert crowd.face(7, 0) not in faces


def test_that_a_rejected_suggestion_never_returns(crowd) -> None:
    ada = crowd.person_of(0)
    action = crowd.catalog.reject([crowd.face(5)], ada)
    crowd.group()
    assert () == suggested(crowd, ada)
    crowd.catalog.undo(action.id)
    assert 1 == len(suggested(crowd, ada))


def test_that_a_confirmed_suggestion_is_answered(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.confirm([crowd.face(5)], ada)
    assert () == suggested(crowd, ada)


def test_that_nothing_is_suggested_for_hidden_people(crowd) -> None:
    crowd.catalog.hide_person(crowd.person_of(0), is_hidden=True)
    assert {crowd.person_of(3)} == {each.person for each in suggested(crowd)}


def test_that_an_unnamed_group_is_suggested_to_the_larger_one(crowd) -> None:
    ada = crowd.person_of(0)
    crowd.catalog.name_faces([crowd.face(0)], "Other")
    other = crowd.person_of(0)
    crowd.catalog.name_person(other, None)
    found = {(each.person, each.faces) for each in suggested(crowd)}
    assert (ada, (crowd.face(0),)) in found


def test_that_the_nearest_person_is_guessed_unless_barred() -> None:
    axes = np.eye(4, dtype=np.float32)
    people = Gathered(axes[[0, 1]], np.array([0, 1, 2]))
    near = np.array([[0.3, 0.27, 0.1, 0.9]], np.float32)
    groups = Gathered(near / np.linalg.norm(near), np.array([0, 1]))
    nothing = np.empty((0, 2), np.int64)
    (first,) = guess(groups, people, nothing, evidence(), 5)
    assert (0, 0) == (first.group, first.person)
    (second,) = guess(groups, people, np.array([[0, 0]]), evidence(), 5)
    assert (0, 1) == (second.group, second.person)
    assert second.certainty < first.certainty
    assert () == guess(groups, people, np.array([[0, 0], [0, 1]]), evidence(), 5)
    assert () == guess(
        groups, Gathered(axes[:0], np.array([0])), nothing, evidence(), 5
    )
