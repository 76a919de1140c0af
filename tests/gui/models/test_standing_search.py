import sqlite3
from contextlib import closing

import pytest

from photosearch.core.library import LikePhoto, Mark, Query
from photosearch.core.records import Filter, PhotoId
from photosearch.gui.models.query import (
    StoredMark,
    StoredPhoto,
    StoredQuery,
    read_query,
    store,
    write_query,
)
from photosearch.gui.models.standing_search import StandingSearch, keep

GONE = bytes(range(16))


@pytest.fixture
def library(session, photos):
    return session.library


@pytest.fixture
def query(library):
    return Query((LikePhoto(photo_at(library, 3)),))


@pytest.fixture
def impatient(monkeypatch):
    """Give up soon where another program writes."""
    monkeypatch.setattr("photosearch.core.catalog.store._BUSY_MS", 50)


def photo_at(library, row):
    return PhotoId(int(library.list_photos().ids[row]))


def save(library, query, name="boats"):
    ids = [each.photo for each in query.examples]
    stored = store(query, {photo.id: photo for photo in library.photos(ids)})
    return library.save_search(name, write_query(stored)).id


def kept(library):
    (search,) = library.saved_searches()
    return read_query(search.query_json)


def with_mark(query, photo, is_right):
    return Query(query.examples, query.filter, marks=(Mark(photo, is_right),))


def test_that_what_was_seen_is_kept_when_a_search_is_opened(
    session, library, query, qtbot
):
    standing = StandingSearch(session)
    search = save(library, query)
    assert kept(library).seen is None
    standing.open(search, query)
    assert search == standing.search
    standing.follow(query, library.newest_photo())
    qtbot.waitUntil(lambda: kept(library).seen == library.newest_photo())


def test_that_what_came_after_the_answer_was_not_seen(session, library, query, qtbot):
    standing = StandingSearch(session)
    standing.open(save(library, query), query)
    standing.follow(query, PhotoId(4))
    standing.follow(with_mark(query, photo_at(library, 5), True))
    qtbot.waitUntil(lambda: kept(library).marks != ())
    assert 4 == kept(library).seen


def test_that_an_answer_was_seen_of_a_search_that_is_saved_later(
    session, library, query, qtbot
):
    standing = StandingSearch(session)
    standing.follow(query, PhotoId(4))
    standing.open(save(library, query), query)
    qtbot.waitUntil(lambda: kept(library).seen == 4)


def test_that_an_answer_to_another_question_was_not_seen(
    session, library, query, qtbot
):
    standing = StandingSearch(session)
    standing.follow(Query((LikePhoto(photo_at(library, 1)),)), PhotoId(4))
    standing.open(save(library, query), query)
    standing.follow(with_mark(query, photo_at(library, 5), True))
    qtbot.waitUntil(lambda: kept(library).marks != ())
    assert kept(library).seen is None


def test_that_the_last_marks_are_kept_when_the_library_is_closed(home, session, query):
    library = session.library
    standing = StandingSearch(session)
    standing.open(save(library, query), query)
    standing.follow(with_mark(query, photo_at(library, 5), True))
    session.close()
    with home.open() as again:
        assert [True] == [mark.is_right for mark in kept(again).marks]


def test_that_what_another_program_kept_from_being_written_is_written_later(
    impatient, home, session, library, query, qtbot
):
    standing = StandingSearch(session)
    standing._again.setInterval(200)
    standing.open(save(library, query), query)
    standing.follow(with_mark(query, photo_at(library, 5), True))
    with closing(
        sqlite3.connect(home.library / "catalog.sqlite", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        standing.leave()
        qtbot.waitUntil(standing._again.isActive)
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: [m.is_right for m in kept(library).marks] == [True])


def test_that_only_the_last_of_many_changes_stays(session, library, query, qtbot):
    standing = StandingSearch(session)
    standing.open(save(library, query), query)
    photo = photo_at(library, 5)
    for is_right in (True, False) * 5:
        standing.follow(with_mark(query, photo, is_right))
        standing._write()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert [False] == [mark.is_right for mark in kept(library).marks]


def test_that_another_filter_is_another_search(session, library, query):
    standing = StandingSearch(session)
    standing.open(save(library, query), query)
    standing.follow(Query(query.examples, Filter(camera="Nikon")))
    assert standing.search is None
    standing.follow(query)
    assert standing.search is None


def test_that_a_wider_search_is_the_same_search(session, library, query, qtbot):
    standing = StandingSearch(session)
    standing.open(save(library, query), query)
    standing.follow(Query(query.examples, expand=True))
    qtbot.waitUntil(lambda: kept(library).expand)


def test_that_a_search_that_was_removed_is_let_go(session, library, query, qtbot):
    standing = StandingSearch(session)
    search = save(library, query)
    standing.open(search, query)
    library.forget_search(search)
    standing.leave()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert () == library.saved_searches()


def test_that_what_cannot_be_found_now_stays_in_the_search(library, query):
    photo = photo_at(library, 5)
    stored = StoredQuery(
        (
            StoredPhoto(GONE, "gone.jpg"),
            StoredPhoto(library.photo(photo).content_hash, "a.jpg"),
        ),
        marks=(
            StoredMark(GONE, False),
            StoredMark(library.photo(photo).content_hash, True),
        ),
    )
    search = library.save_search("boats", write_query(stored)).id
    keep(library, search, Query((LikePhoto(photo),)), None)
    assert stored.examples == kept(library).examples
    assert (StoredMark(GONE, False),) == kept(library).marks


def test_that_what_is_as_it_was_is_not_written(library, query):
    search = save(library, query)
    keep(library, search, query, library.newest_photo())
    (before,) = library.saved_searches()
    spelt = before.query_json.replace(":", ": ")
    library.change_search(search, spelt)
    keep(library, search, query, library.newest_photo())
    assert [spelt] == [each.query_json for each in library.saved_searches()]


def test_that_a_damaged_search_is_left_alone(session, library, query, qtbot, caplog):
    search = library.save_search("boats", "{}").id
    standing = StandingSearch(session)
    standing.open(search, query)
    standing.leave()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert ["{}"] == [each.query_json for each in library.saved_searches()]
