"""Undoing in any order leaves what the other actions alone would have left."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photosearch.core.catalog import open_catalog
from photosearch.core.errors import LibraryError, NameTakenError
from photosearch.core.ids import ActionId
from tests.core.catalog.crowds import Crowd
from tests.core.catalog.libraries import MODEL, Library

PHOTOS = ([1], [1], [1, 2], [2], [2, 3], [3], [3], [4, 1], [4], [5])
FACES = [
    (photo, place)
    for photo, people in enumerate(PHOTOS)
    for place in range(len(people))
]
NAMES = ("Ada", "ada", "Grace", "Marie")

Step = tuple[str, int, int, int]


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """Give a library that is grouped, and of which nothing was said."""
    top = tmp_path_factory.mktemp("template")
    (top / "photos").mkdir()
    with open_catalog(top / "library") as catalog:
        catalog.register_model(MODEL, "test", "photo", "{}")
        crowd = Crowd(Library(catalog, top / "photos"))
        crowd.switch_on()
        crowd.photograph(*PHOTOS)
        crowd.group()
    return top


steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "name",
                "confirm",
                "reject",
                "merge",
                "split",
                "none",
                "hide",
                "name faces",
                "undo",
                "redo",
                "group",
            ]
        ),
        st.integers(0, len(FACES) - 1),
        st.integers(0, len(FACES) - 1),
        st.integers(0, 7),
    ),
    max_size=10,
)


def within(template: Path, work: Callable[[Crowd, Path], None]) -> None:
    """Do something with a copy of a library."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        shutil.copytree(template / "library", library)
        with open_catalog(library) as catalog:
            crowd = Crowd.of_known(catalog, template / "photos", PHOTOS)
            work(crowd, library)


@given(steps=steps, order=st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_that_undone_actions_leave_no_trace(template, steps, order) -> None:
    def work(crowd: Crowd, library: Path) -> None:
        before = crowd.outcome()
        for step in steps:
            take(crowd, step)
        with_undone = crowd.outcome()
        forget_undone(library)
        crowd.catalog.apply_facts()
        assert crowd.outcome() == with_undone
        left = [action.id for action in crowd.catalog.actions(100)]
        order.shuffle(left)
        for action in left:
            crowd.catalog.undo(action)
        assert before == crowd.outcome()

    within(template, work)


@given(steps=steps)
@settings(max_examples=8, deadline=None)
def test_that_all_that_was_said_holds_after_looking_and_grouping_anew(
    template, steps
) -> None:
    def work(crowd: Crowd, library: Path) -> None:
        for step in steps:
            take(crowd, step)
        crowd.group()
        said = stated(crowd)
        crowd.catalog.forget_all_faces(keep_facts=True)
        crowd.switch_on()
        crowd.look(shift=0.02)
        crowd.group()
        assert said == stated(crowd)

    within(template, work)


def stated(crowd: Crowd) -> dict:
    """Return the names of faces and those that were confirmed."""
    return {
        at: (person and person[0], is_confirmed)
        for at, (person, _, _, is_confirmed) in crowd.outcome().items()
    }


def take(crowd: Crowd, step: Step) -> None:
    """Do what a person might do; what makes no sense is refused."""
    kind, first, second, number = step
    try:
        _take(crowd, kind, FACES[first], FACES[second], number)
    except (LibraryError, NameTakenError, IndexError):
        # Somebody has the name, or what is spoken of is no face any more.
        return


def _take(crowd: Crowd, kind: str, first, second, number: int) -> None:
    catalog = crowd.catalog
    if kind in ("undo", "redo"):
        actions = catalog.actions(100)
        if not actions:
            return
        action = ActionId(actions[number % len(actions)].id)
        (catalog.undo if kind == "undo" else catalog.redo)(action)
    elif kind == "group":
        crowd.group()
    elif kind == "split":
        catalog.split_off([crowd.face(*first), crowd.face(*second)])
    elif kind == "none":
        catalog.not_a_face([crowd.face(*first)])
    elif kind == "name faces":
        catalog.name_faces([crowd.face(*first)], NAMES[number % len(NAMES)])
    else:
        _speak_of_person(crowd, kind, first, second, number)


def _speak_of_person(crowd: Crowd, kind: str, first, second, number: int) -> None:
    catalog, person = crowd.catalog, crowd.person_of(*second)
    if person is None:
        raise LibraryError("nobody")
    match kind:
        case "name":
            catalog.name_person(person, NAMES[number] if number < len(NAMES) else None)
        case "confirm":
            catalog.confirm([crowd.face(*first)], person)
        case "reject":
            catalog.reject([crowd.face(*first)], person)
        case "hide":
            catalog.hide_person(person, is_hidden=number % 2 == 0)
        case "merge":
            other = crowd.person_of(*first)
            if other is not None:
                catalog.merge_people(person, [other])


def forget_undone(library: Path) -> None:
    """Delete undone actions as if they had never been taken."""
    with closing(sqlite3.connect(library / "catalog.sqlite")) as connection, connection:
        undone = "(SELECT id FROM face_actions WHERE is_undone)"
        connection.execute(f"DELETE FROM face_facts WHERE action_id IN {undone}")
        connection.execute("DELETE FROM face_actions WHERE is_undone")
