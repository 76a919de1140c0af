import shutil
import threading
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from photosearch.core.errors import QueryError
from photosearch.core.library import LikeFile, LikePhoto, Query
from photosearch.core.records import Changes, PhotoId
from photosearch.gui.background import Lane
from photosearch.gui.models.query import StoredQuery, read_query, store, write_query
from photosearch.gui.models.search_news import SearchNews, new_close
from photosearch.gui.models.standing_search import keep


@pytest.fixture
def news(session):
    news = SearchNews(session)
    news._quiet.setInterval(20)
    news._asking._pause.setInterval(20)
    return news


@pytest.fixture
def searches(session, photos):
    """Save and look at searches for the first photo and the last; return them."""
    library = session.library
    ids = library.list_photos().ids.tolist()
    for name, photo in (("first", ids[0]), ("last", ids[-1])):
        query = Query((LikePhoto(PhotoId(photo)),))
        stored = store(query, {each.id: each for each in library.photos([photo])})
        search = library.save_search(name, write_query(stored)).id
        keep(library, search, query, library.newest_photo())
    return library.saved_searches()


@pytest.fixture
def copy(session, home, searches):
    """Index a copy of the first photo, with other bytes; return its number."""
    library = session.library
    first = library.photo(PhotoId(int(library.list_photos().ids[0])))
    path = home.photos / "copy.jpg"
    shutil.copy(first.paths[0], path)
    with path.open("ab") as file:
        file.write(b"\0")
    list(library.refresh())
    return library.newest_photo()


@pytest.fixture
def blocked(session):
    """Return a context in which all threads of a lane are at work."""

    @contextmanager
    def block(lane):
        over = threading.Event()
        for _ in range(lane.threads):
            session.ask(over.wait, lambda _: None, lane)
        try:
            yield
        finally:
            over.set()

    return block


def counts(news, searches):
    return [news.count(each.id) for each in searches]


def test_that_a_close_photo_that_came_is_new(session, searches, copy):
    first, last = searches
    assert {copy} == new_close(session.library, first)
    assert copy not in new_close(session.library, last)


def test_that_nothing_is_new_to_a_search_that_was_looked_at(session, searches, copy):
    library = session.library
    query = Query((LikePhoto(PhotoId(1)),))
    for search in searches:
        keep(library, search.id, query, library.newest_photo())
    assert [set()] * 2 == [
        set(new_close(library, each)) for each in library.saved_searches()
    ]


def test_that_nothing_is_new_where_nobody_took_note(session, photos):
    stored = StoredQuery((LikeFile(photos[0]),))
    search = session.library.save_search("file", write_query(stored))
    assert frozenset() == new_close(session.library, search)


def test_that_nothing_is_new_without_a_wish(session, photos):
    stored = StoredQuery((LikeFile(photos[0], -1.0),), seen=0)
    search = session.library.save_search("not this", write_query(stored))
    assert frozenset() == new_close(session.library, search)


def test_that_all_saved_searches_are_counted(news, searches, copy, qtbot):
    with qtbot.waitSignal(news.changed) as changed:
        news.look()
    assert [searches[0].id] == changed.args
    assert 1 == news.count(searches[0].id)


def test_that_photos_that_come_are_counted_by_themselves(
    news, session, searches, copy, qtbot
):
    session.changed.emit(Changes(added=(copy,)))
    qtbot.waitUntil(lambda: news.count(searches[0].id) == 1)


def test_that_photos_that_leave_are_new_no_more(news, session, searches, copy, qtbot):
    with qtbot.waitSignal(news.changed):
        news.look()
    with qtbot.waitSignal(news.changed):
        session.changed.emit(Changes(removed=(copy,)))
    assert 0 == news.count(searches[0].id)


def test_that_what_is_shown_is_not_new(news, searches, copy, qtbot):
    with qtbot.waitSignal(news.changed):
        news.look()
    with qtbot.waitSignal(news.changed):
        news.see(searches[0].id)
    assert [0, 0] == counts(news, searches)


def test_that_a_search_that_is_shown_is_not_counted(
    news, session, searches, copy, qtbot
):
    news.see(searches[0].id)
    news.look()
    qtbot.waitUntil(lambda: set(news._counted) == {each.id for each in searches})
    assert [0, 0] == counts(news, searches)


def test_that_a_search_is_counted_once_for_the_same_photos(
    news, session, searches, copy, qtbot
):
    with qtbot.waitSignal(news.changed):
        news.look()
    qtbot.waitUntil(lambda: len(news._counted) == 2)
    news._on_searches(searches, int(copy))
    assert [] == news._waiting


def test_that_another_model_counts_anew(news, session, searches, copy, qtbot):
    with qtbot.waitSignal(news.changed):
        news.look()
    qtbot.waitUntil(lambda: len(news._counted) == 2)
    session.models_changed.emit()
    assert {} == news._counted
    qtbot.waitUntil(lambda: len(news._counted) == 2)


def test_that_counting_waits_while_somebody_searches(news, searches, copy, qtbot):
    somebody = QTimer(interval=5)
    somebody.timeout.connect(news.hold)
    somebody.start()
    with qtbot.assertNotEmitted(news.changed, wait=300):
        news.look()
        qtbot.waitUntil(lambda: news._waiting != [])
    somebody.stop()
    qtbot.waitUntil(lambda: news.count(searches[0].id) == 1)


def test_that_counting_waits_while_somebody_writes(news, searches, copy, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    news.look()
    qtbot.waitUntil(lambda: news._waiting != [])
    with qtbot.assertNotEmitted(news.changed, wait=200):
        pass
    field.hide()
    qtbot.waitUntil(lambda: news.count(searches[0].id) == 1)


def test_that_a_damaged_search_does_not_stop_the_others(
    news, session, searches, copy, qtbot
):
    session.library.save_search("a damaged one", "{}")
    news.look()
    qtbot.waitUntil(lambda: len(news._counted) == 3)
    assert [1, 0] == [min(count, 1) for count in counts(news, searches)]
    assert read_query(searches[0].query_json).seen < copy


def test_that_one_search_is_counted_at_a_time(
    news, session, searches, copy, blocked, qtbot
):
    with blocked(Lane.QUERY):
        news._on_searches(searches, int(copy))
        qtbot.waitUntil(lambda: news._is_counting)
        # Somebody searches, and then it is quiet again.
        news.hold()
        qtbot.wait(100)
        assert [False] == [task.is_over for task in news._errands._tasks]
        assert {} == news._counted
    qtbot.waitUntil(lambda: news.count(searches[0].id) == 1)


def test_that_whoever_searches_stops_the_counting(
    news, session, searches, copy, blocked, qtbot
):
    with blocked(Lane.QUERY):
        news._on_searches(searches, int(copy))
        qtbot.waitUntil(lambda: news._is_counting)
        news._quiet.setInterval(60_000)
        news.hold()
    qtbot.waitUntil(lambda: not news._is_counting)
    assert [each.id for each in searches] == [each.id for each in news._waiting]
    assert {} == news._counted


def test_that_counting_needs_no_turn_among_short_questions(
    news, session, searches, copy, blocked, qtbot
):
    with blocked(Lane.READ):
        news._on_searches(searches, int(copy))
        qtbot.waitUntil(lambda: len(news._counted) == 2)


def test_that_a_count_that_was_stopped_ends_with_an_error(session, searches, copy):
    stop = threading.Event()
    stop.set()
    with pytest.raises(QueryError, match="stop"):
        new_close(session.library, searches[0], stop)
