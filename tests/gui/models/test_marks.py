from dataclasses import replace

import pytest

from photosearch.core.library import LikePhoto, Mark, Query
from photosearch.core.records import Changes, Filter, PhotoId
from photosearch.gui.models.marks import STEPS_AT_MOST, Marks
from photosearch.gui.models.search import Search
from photosearch.spec.regions import Box

ONE, TWO, THREE = PhotoId(1), PhotoId(2), PhotoId(3)


@pytest.fixture
def search(session):
    return Search(session)


@pytest.fixture
def marks(session, search):
    return Marks(session, search)


def counts(marks):
    return marks.right_count, marks.wrong_count


def test_that_photos_are_called_right_and_wrong(marks, search, qtbot):
    with qtbot.waitSignal(marks.changed):
        marks.mark([ONE, TWO], is_right=True)
    marks.mark([THREE], is_right=False)
    assert (2, 1) == counts(marks)
    assert (Mark(ONE, True), Mark(TWO, True), Mark(THREE, False)) == search.query.marks


def test_that_a_mark_is_changed_and_taken_away(marks):
    marks.mark([ONE, TWO], is_right=True)
    marks.mark([ONE], is_right=False)
    assert {ONE: False, TWO: True} == marks.of_photos
    marks.mark([ONE, THREE], is_right=None)
    assert {TWO: True} == marks.of_photos


def test_that_marks_stay_when_a_part_of_an_example_is_chosen(marks, search):
    search.set_examples([LikePhoto(ONE)])
    marks.mark([TWO], is_right=True)
    search.set_region(0, Box(0.0, 0.0, 0.5, 0.5))
    assert ({TWO: True}, True) == (marks.of_photos, marks.can_undo)
    search.set_region(0, None)
    assert (Mark(TWO, True),) == search.query.marks


def test_that_steps_are_taken_back_and_made_again(marks, search):
    assert (False, False) == (marks.can_undo, marks.can_redo)
    marks.mark([ONE, TWO], is_right=True)
    marks.mark([THREE], is_right=False)
    marks.undo()
    assert (2, 0) == counts(marks)
    assert (Mark(ONE, True), Mark(TWO, True)) == search.query.marks
    marks.undo()
    assert (0, 0) == counts(marks)
    marks.undo()
    assert (False, True) == (marks.can_undo, marks.can_redo)
    marks.redo()
    marks.redo()
    marks.redo()
    assert (2, 1) == counts(marks)


def test_that_a_new_step_ends_the_way_forward(marks):
    marks.mark([ONE], is_right=True)
    marks.undo()
    marks.mark([TWO], is_right=True)
    assert not marks.can_redo


def test_that_taking_all_marks_away_is_undone(marks):
    marks.mark([ONE], is_right=True)
    marks.clear()
    assert (0, 0) == counts(marks)
    marks.undo()
    assert {ONE: True} == marks.of_photos


def test_that_what_changes_nothing_is_no_step(marks, qtbot):
    marks.clear()
    marks.mark([ONE], is_right=None)
    assert not marks.can_undo
    marks.mark([ONE], is_right=True)
    with qtbot.assertNotEmitted(marks.changed):
        marks.mark([ONE], is_right=True)
    marks.undo()
    assert not marks.can_undo


def test_that_only_so_many_steps_are_kept(marks):
    for number in range(STEPS_AT_MOST + 5):
        marks.mark([PhotoId(number)], is_right=True)
    for _ in range(STEPS_AT_MOST):
        marks.undo()
    assert ((5, 0), False) == (counts(marks), marks.can_undo)


def test_that_marks_are_gone_with_another_search(marks, search, qtbot):
    search.set_examples([LikePhoto(ONE)])
    marks.mark([TWO], is_right=True)
    with qtbot.waitSignal(marks.changed):
        search.set_examples([LikePhoto(THREE)])
    assert ((0, 0), False) == (counts(marks), marks.can_undo)
    assert () == search.query.marks


def test_that_marks_stay_while_a_search_is_narrowed_down(marks, search):
    search.set_examples([LikePhoto(ONE)])
    marks.mark([TWO], is_right=True)
    search.add_examples([LikePhoto(THREE, -1.0)])
    search.set_filter(Filter(camera="Nikon"))
    search.set_expand(expand=True)
    search.remove_example(1)
    assert ((1, 0), True) == (counts(marks), marks.can_undo)
    assert (Mark(TWO, True),) == search.query.marks


def test_that_marks_are_gone_when_all_photos_are_shown(marks, search):
    search.set_examples([LikePhoto(ONE)])
    marks.mark([TWO], is_right=True)
    search.clear()
    assert (0, 0) == counts(marks)


def test_that_a_search_brings_its_own_marks(marks, search):
    marks.mark([ONE], is_right=True)
    search.set_query(Query((LikePhoto(ONE),), marks=(Mark(TWO, False),)))
    assert ({TWO: False}, False) == (marks.of_photos, marks.can_undo)


def test_that_marks_leave_with_their_photos(marks, search, session):
    marks.mark([ONE], is_right=True)
    marks.mark([TWO], is_right=False)
    session.changed.emit(Changes(removed=(ONE,)))
    assert {TWO: False} == marks.of_photos
    assert (Mark(TWO, False),) == search.query.marks
    marks.undo()
    assert {} == marks.of_photos


def test_that_marks_refine_the_answer(marks, search, session, photos, qtbot):
    first, *_, wrong = session.library.list_photos().ids.tolist()
    with qtbot.waitSignal(search.found):
        search.set_examples([LikePhoto(PhotoId(first))])
    with qtbot.waitSignal(search.found) as found:
        marks.mark([PhotoId(wrong)], is_right=False)
    query = replace(search.query, marks=(Mark(PhotoId(wrong), False),))
    assert query == search.query
    expected = session.library.find(query)
    assert expected.ids.tolist() == found.args[0].ids.tolist()


def test_that_marks_in_a_row_are_answered_once(marks, search, session, photos, qtbot):
    ids = [PhotoId(each) for each in session.library.list_photos().ids.tolist()]
    with qtbot.waitSignal(search.found):
        search.set_examples([LikePhoto(ids[0])])
    asked = []
    search.asked.connect(lambda: asked.append(search.query.marks))
    for photo in ids[1:4]:
        marks.mark([photo], is_right=True)
    with qtbot.waitSignal(search.found):
        pass
    assert [tuple(Mark(photo, True) for photo in ids[1:4])] == asked
