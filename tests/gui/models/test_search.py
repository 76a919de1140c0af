from dataclasses import replace

import pytest

from photosearch.core.errors import QueryError
from photosearch.core.library import LikeFile, LikePhoto, Query
from photosearch.core.records import Filter, Order, PhotoId
from photosearch.gui.models.search import EXAMPLES_AT_MOST, FEW, MANY, Search
from photosearch.spec.regions import Box


@pytest.fixture
def search(session):
    return Search(session)


def test_that_all_photos_are_listed_without_an_example(search, photos, qtbot):
    with qtbot.waitSignal(search.listed) as listed:
        search.refresh()
    assert len(photos) == len(listed.args[0].ids)
    assert search.is_empty


def test_that_a_photo_finds_itself_first(search, session, photos, qtbot):
    photo = session.library.list_photos().ids[4]
    with qtbot.waitSignal(search.found) as found:
        search.set_examples([LikePhoto(PhotoId(int(photo)))])
    assert photo == found.args[0].ids[0]
    assert 0 == found.args[0].distances[0]


def test_that_only_the_last_of_many_questions_is_answered(search, photos, qtbot):
    answers = []
    search.found.connect(answers.append)
    for path in photos:
        search.set_examples([LikeFile(path)])
    with qtbot.waitSignal(search.found):
        pass
    qtbot.waitUntil(lambda: search._session.bridge.is_idle)
    last = search._session.library.find(replace(search.query, count=1))
    assert last.ids[0] == answers[-1].ids[0]
    assert 3 > len(answers)


def test_that_an_example_that_is_unlike_alone_lists_all_photos(search, photos, qtbot):
    with qtbot.waitSignal(search.listed) as listed:
        search.set_examples([LikeFile(photos[0], -1.0)])
    assert len(photos) == len(listed.args[0].ids)
    assert not search.has_wish


def test_that_a_filter_holds_for_lists_and_results(search, home, photos, qtbot):
    nowhere = Filter(under=home.photos / "none")
    with qtbot.waitSignal(search.listed) as listed:
        search.set_filter(nowhere)
    assert 0 == len(listed.args[0].ids)
    with qtbot.waitSignal(search.found) as found:
        search.set_examples([LikeFile(photos[0])])
    assert 0 == len(found.args[0].ids)


def test_that_a_file_that_is_no_picture_is_an_error(search, home, photos, qtbot):
    broken = home.top / "notes.txt"
    broken.write_text("hello")
    with qtbot.waitSignal(search.failed) as failed:
        search.set_examples([LikeFile(broken)])
    assert isinstance(failed.args[0], QueryError)
    assert "notes.txt" in str(failed.args[0])


def test_that_an_example_comes_only_once_and_with_its_last_weight(search, home):
    one, other = LikeFile(home.photos / "a.jpg"), LikeFile(home.photos / "b.jpg")
    search.set_examples([one, other])
    search.add_examples([replace(one, weight=-1.0)])
    assert (other, replace(one, weight=-1.0)) == search.query.examples


def test_that_the_last_examples_are_kept_where_there_are_too_many(search, home):
    many = [LikeFile(home.photos / f"{n}.jpg") for n in range(EXAMPLES_AT_MOST + 2)]
    search.set_examples(many)
    assert tuple(many[2:]) == search.query.examples


def test_that_examples_are_weighed_and_removed(search, home):
    one, other = LikeFile(home.photos / "a.jpg"), LikeFile(home.photos / "b.jpg")
    search.set_examples([one, other])
    search.set_weight(1, -1.0)
    assert -1.0 == search.query.examples[1].weight
    search.remove_example(0)
    assert (replace(other, weight=-1.0),) == search.query.examples


def test_that_a_part_of_an_example_counts_until_the_whole_does_again(search, home):
    one, other = LikeFile(home.photos / "a.jpg"), LikeFile(home.photos / "b.jpg")
    part = Box(0.25, 0.25, 0.5, 0.5)
    search.set_examples([one, other])
    search.set_region(1, part)
    assert (one, replace(other, region=part)) == search.query.examples
    search.set_region(1, None)
    assert (one, other) == search.query.examples


def test_that_two_parts_of_a_photo_are_two_examples(search, home):
    top = LikeFile(home.photos / "a.jpg", region=Box(0.0, 0.0, 1.0, 0.5))
    bottom = replace(top, region=Box(0.0, 0.5, 1.0, 0.5))
    search.set_examples([top])
    search.add_examples([bottom, replace(top, weight=-1.0)])
    assert (bottom, replace(top, weight=-1.0)) == search.query.examples


def test_that_a_part_cannot_be_looked_for_without_a_model_of_parts(
    search, photos, qtbot
):
    part = LikeFile(photos[0], region=Box(0.0, 0.0, 0.5, 0.5))
    with qtbot.waitSignal(search.failed) as failed:
        search.set_examples([part])
    assert "does not describe parts" in str(failed.args[0])


def test_that_clearing_shows_all_photos(search, photos, qtbot):
    search.set_query(Query((LikeFile(photos[0]),), Filter(camera="Nikon")))
    with qtbot.waitSignal(search.listed):
        search.clear()
    assert search.is_empty


def test_that_widening_finds_more_until_something_else_is_looked_for(search, home):
    search.set_examples([LikeFile(home.photos / "a.jpg")])
    assert FEW == search.query.count
    search.widen()
    assert MANY == search.query.count
    search.set_examples([LikeFile(home.photos / "b.jpg")])
    assert FEW == search.query.count


def test_that_photos_are_listed_in_another_order(search, photos, qtbot):
    search.refresh()
    with qtbot.waitSignal(search.listed) as listed:
        search.set_order(Order.NAME)
    ids = [PhotoId(each) for each in listed.args[0].ids.tolist()]
    found = search._session.library.photos(ids)
    assert sorted(photos) == [photo.paths[0] for photo in found]


def test_that_a_changed_library_is_asked_again(search, session, home, photos, qtbot):
    with qtbot.waitSignal(search.listed):
        search.refresh()
    home.draw("new.jpg", seed=99)
    with qtbot.waitSignal(
        search.listed, check_params_cb=lambda listed: len(listed.ids) == 13
    ):
        session.refresh()


def test_that_an_answer_knows_which_photo_had_come_last(
    search, session, home, photos, qtbot
):
    before = session.library.newest_photo()
    with qtbot.waitSignal(search.found):
        search.set_examples([LikeFile(photos[0])])
    home.draw_many(1, start=50)
    list(session.library.refresh())
    assert session.library.newest_photo() > before == search.newest
