import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import QueryError
from photosearch.core.face_records import PeopleFilter, PeopleRule, Person
from photosearch.core.ids import PersonId
from photosearch.core.library import Query
from photosearch.core.records import Filter
from photosearch.gui.models.query import (
    Restored,
    StoredPeople,
    StoredPerson,
    StoredQuery,
    read_query,
    restore,
    store,
    write_query,
)


def person(number: int, key: str, name: str | None) -> Person:
    return Person(PersonId(number), key, name, faces=3, photos=2, cover=None)


ANNA, BEN, NOBODY = person(1, "a", "Anna"), person(2, "b", "Ben"), person(3, "c", None)
PEOPLE = {each.id: each for each in (ANNA, BEN, NOBODY)}
QUERY = Query(
    (),
    Filter(
        camera="Nikon",
        people=(
            PeopleFilter((ANNA.id, BEN.id), PeopleRule.ALL),
            PeopleFilter((NOBODY.id,), PeopleRule.NONE),
        ),
    ),
)

texts = st.text(st.characters(exclude_characters="\0"), max_size=20)
persons = st.builds(StoredPerson, texts.filter(bool), texts)
conditions = st.builds(
    StoredPeople,
    st.lists(persons, min_size=1, max_size=3).map(tuple),
    st.sampled_from(PeopleRule),
)


@given(st.lists(conditions, max_size=3).map(tuple))
def test_that_people_are_read_back_as_they_were_written(people):
    stored = StoredQuery(people=people)
    assert stored == read_query(write_query(stored))


def test_that_people_are_found_again_by_their_keys():
    text = write_query(store(QUERY, {}, PEOPLE))
    # Grouped anew, they have other numbers.
    now = {
        each.key: person(each.id + 10, each.key, each.name) for each in PEOPLE.values()
    }
    restored = restore(read_query(text), lambda _: None, now.get)
    assert (
        PeopleFilter((PersonId(11), PersonId(12)), PeopleRule.ALL),
        PeopleFilter((PersonId(13),), PeopleRule.NONE),
    ) == restored.query.filter.people
    assert (QUERY.filter.camera, ()) == (restored.query.filter.camera, restored.lost)


def test_that_two_who_were_merged_count_once():
    stored = store(QUERY, {}, PEOPLE)
    merged = {"a": ANNA, "b": ANNA, "c": NOBODY}
    filters = restore(stored, lambda _: None, merged.get).query.filter.people
    assert (ANNA.id,) == filters[0].people


def test_that_people_who_are_gone_are_named():
    stored = store(QUERY, {}, PEOPLE)
    restored = restore(stored, lambda _: None, {"b": BEN}.get)
    assert (PeopleFilter((BEN.id,), PeopleRule.ALL),) == restored.query.filter.people
    assert ("Anna", "?") == restored.lost


def test_that_a_search_without_people_is_spelt_as_before():
    assert '"version":1' in write_query(StoredQuery(filter=Filter(camera="Nikon")))
    assert '"version":2' in write_query(StoredQuery(expand=True))
    assert '"version":3' in write_query(store(QUERY, {}, PEOPLE))


def test_that_older_searches_ask_for_nobody():
    text = '{"version":2,"examples":[],"filter":{"camera":"Nikon"},"expand":true}'
    restored = restore(read_query(text), lambda _: None)
    assert Restored(Query((), Filter(camera="Nikon"), expand=True)) == restored


@pytest.mark.parametrize(
    "people",
    [
        '{"rule":"any","persons":[]}',
        '{"rule":"some","persons":[{"key":"a","name":""}]}',
        '{"rule":"any","persons":[{"name":"Anna"}]}',
        '{"rule":"any","persons":[{"key":7,"name":"Anna"}]}',
        '{"rule":"any","persons":["a"]}',
        '{"persons":[{"key":"a","name":""}]}',
        "7",
    ],
)
def test_that_damaged_people_are_refused_in_one_line(people):
    text = f'{{"version":3,"examples":[],"filter":{{}},"people":[{people}]}}'
    with pytest.raises(QueryError, match="damaged") as caught:
        read_query(text)
    assert "\n" not in str(caught.value)
