from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from photosearch.core.library import LikeFile, LikePhoto, Mark, Query
from photosearch.core.records import Filter, PhotoId
from photosearch.gui.models.query import read_query
from photosearch.gui.models.searches import SearchesModel

FILTER = Filter(camera="Nikon")


@pytest.fixture
def model(session, qtmodeltester):
    model = SearchesModel(session)
    yield model
    qtmodeltester.check(model)


@pytest.fixture
def query(session, photos):
    photo = PhotoId(int(session.library.list_photos().ids[3]))
    return Query((LikePhoto(photo), LikeFile(photos[0], -1.0)), FILTER)


def names(model: SearchesModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def save(model, qtbot, name, query):
    with qtbot.waitSignal(model.modelReset):
        model.save(name, query)


def search_at(model, row):
    return model.index(row).data(SearchesModel.SEARCH_ROLE)


def test_that_a_saved_search_gives_the_same_query_again(model, query, qtbot):
    save(model, qtbot, "boats", query)
    with qtbot.waitSignal(model.restored) as restored:
        model.repeat(search_at(model, 0).query_json)
    assert query.examples == restored.args[0].query.examples
    assert FILTER == restored.args[0].query.filter


def test_that_saved_searches_are_listed_by_name(model, session, query, qtbot):
    for name in ("Zoo", "boats"):
        save(model, qtbot, name, query)
    assert ["boats", "Zoo"] == names(model)
    later = SearchesModel(session)
    with qtbot.waitSignal(later.modelReset):
        later.load()
    assert ["boats", "Zoo"] == names(later)


def test_that_a_search_is_renamed_in_place(model, query, qtbot):
    save(model, qtbot, "boats", query)
    with qtbot.waitSignal(model.modelReset):
        assert model.setData(model.index(0), "ships")
    assert ["ships"] == names(model)


def test_that_a_name_that_is_taken_is_refused(model, query, qtbot):
    for name in ("boats", "zoo"):
        save(model, qtbot, name, query)
    with qtbot.waitSignal(model.failed) as failed:
        model.setData(model.index(1), "Boats")
    assert "boats" in str(failed.args[0])
    assert ["boats", "zoo"] == names(model)


def test_that_the_same_name_changes_nothing(model, query, qtbot):
    save(model, qtbot, "boats", query)
    assert not model.setData(model.index(0), " boats ")
    assert not model.setData(model.index(0), "x", Qt.ItemDataRole.DisplayRole)


def test_that_a_search_is_forgotten(model, query, qtbot):
    save(model, qtbot, "boats", query)
    with qtbot.waitSignal(model.modelReset):
        model.forget(search_at(model, 0))
    assert [] == names(model)


def marks_of(session):
    (search,) = session.library.saved_searches()
    stored = read_query(search.query_json)
    return [(mark.content_hash, mark.is_right) for mark in stored.marks]


def marked(query, session, *marks):
    ids = session.library.list_photos().ids.tolist()
    return replace(query, marks=tuple(Mark(PhotoId(ids[row]), of) for row, of in marks))


def hashes(session, *rows):
    ids = session.library.list_photos().ids.tolist()
    return [session.library.photo(PhotoId(ids[row])).content_hash for row in rows]


def test_that_marks_are_saved_and_come_back(model, session, query, qtbot):
    save(model, qtbot, "boats", marked(query, session, (5, True), (6, False)))
    model.follow(Query(()))
    with qtbot.waitSignal(model.restored) as restored:
        model.open(search_at(model, 0))
    expected = marked(query, session, (5, True), (6, False)).marks
    assert expected == restored.args[0].query.marks


def test_that_what_is_marked_later_is_kept_with_the_search(
    model, session, query, qtbot
):
    save(model, qtbot, "boats", query)
    model.follow(marked(query, session, (5, True)))
    (one,) = hashes(session, 5)
    qtbot.waitUntil(lambda: marks_of(session) == [(one, True)])
    model.follow(query)
    qtbot.waitUntil(lambda: marks_of(session) == [])


def test_that_marks_are_kept_before_another_search_is_made(
    model, session, query, qtbot
):
    save(model, qtbot, "boats", query)
    model.follow(marked(query, session, (5, True)))
    model.follow(Query(()))
    (one,) = hashes(session, 5)
    qtbot.waitUntil(lambda: marks_of(session) == [(one, True)])


def test_that_marks_of_another_search_are_not_kept(model, session, query, qtbot):
    save(model, qtbot, "boats", query)
    model.follow(Query(query.examples))
    model.follow(marked(query, session, (5, True)))
    with qtbot.waitSignal(session.bridge.idle):
        pass
    assert [] == marks_of(session)


def test_that_a_search_that_is_opened_again_has_the_latest_marks(
    model, session, query, qtbot
):
    save(model, qtbot, "boats", query)
    old = search_at(model, 0)
    model.follow(marked(query, session, (5, True)))
    model.follow(Query(()))
    qtbot.waitUntil(lambda: marks_of(session) != [])
    with qtbot.waitSignal(model.restored) as restored:
        model.open(old)
    assert 1 == len(restored.args[0].query.marks)


def test_that_the_search_that_stands_is_not_made_again(model, query, qtbot):
    save(model, qtbot, "boats", query)
    with qtbot.assertNotEmitted(model.restored, wait=200):
        model.open(search_at(model, 0))


def test_that_recent_searches_are_plain_questions(model, session, query, qtbot):
    for marks in ((5, True), (6, False)):
        model.remember(marked(query, session, marks))
    model.remember(replace(query, expand=True))
    qtbot.waitUntil(lambda: session.bridge.is_idle)
    assert 1 == len(model.recent)
    assert () == read_query(model.recent[0]).marks


def test_that_the_search_made_last_is_the_first_of_the_recent(model, photos, qtbot):
    for path in photos[:2]:
        with qtbot.waitSignal(model.recent_changed):
            model.remember(Query((LikeFile(path),)))
    assert 2 == len(model.recent)
    with qtbot.waitSignal(model.restored) as restored:
        model.repeat(model.recent[0])
    assert (LikeFile(photos[1]),) == restored.args[0].query.examples


def test_that_a_damaged_search_is_an_error(model, session, qtbot):
    with qtbot.waitSignal(model.failed) as failed:
        model.repeat("{}")
    assert "damaged" in str(failed.args[0])


def test_that_a_search_for_photos_that_are_all_gone_is_an_error(model, qtbot):
    text = (
        '{"version": 1, "examples": [{"photo": "'
        + "ab" * 16
        + '", "name": "gone.jpg", "weight": 1.0}]}'
    )
    with qtbot.waitSignal(model.failed) as failed:
        model.repeat(text)
    assert "gone.jpg: not in the library any more" == str(failed.args[0])
