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
    qtbot.waitUntil(lambda: kept(library).seen == library.newest_photo())


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
    keep(library, search, Query((LikePhoto(photo),)))
    assert stored.examples == kept(library).examples
    assert (StoredMark(GONE, False),) == kept(library).marks


def test_that_what_is_as_it_was_is_not_written(library, query):
    search = save(library, query)
    keep(library, search, query)
    (before,) = library.saved_searches()
    spelt = before.query_json.replace(":", ": ")
    library.change_search(search, spelt)
    keep(library, search, query)
    assert [spelt] == [each.query_json for each in library.saved_searches()]


def test_that_a_damaged_search_is_left_alone(session, library, query, qtbot, caplog):
    search = library.save_search("boats", "{}").id
    standing = StandingSearch(session)
    standing.open(search, query)
    standing.leave()
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert ["{}"] == [each.query_json for each in library.saved_searches()]
