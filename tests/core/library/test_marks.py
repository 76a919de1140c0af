"""Refining what was found by saying what is right and what is wrong."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from photosearch.core.library import Library, LikeFile, LikePhoto, Mark, Query
from photosearch.core.records import Filter, Match, PhotoId
from photosearch.spec.regions import Box
from tests.homes import Home, index

COUNT = 30


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, _new_parts_library: Path) -> Home:
    home = Home(tmp_path_factory.mktemp("marks"))
    shutil.copytree(_new_parts_library, home.library)
    home.draw_many(COUNT)
    return home


@pytest.fixture(scope="module")
def library(home: Home) -> Generator[Library, None, None]:
    with home.open() as library:
        index(library, home.photos)
        yield library


def search(
    library: Library, home: Home, *marks: Mark, **options: object
) -> list[Match]:
    like = LikeFile(home.photos / "photo 007.jpg")
    query = Query((like,), **{"count": COUNT, **options}, marks=marks)
    return list(library.search(query))


def ids(matches: list[Match]) -> list[PhotoId]:
    return [match.photo.id for match in matches]


def test_that_what_is_right_comes_first_and_what_is_wrong_comes_last(
    library: Library, home: Home
) -> None:
    before = ids(search(library, home))
    right, wrong = before[20], before[1]
    matches = search(library, home, Mark(wrong, False), Mark(right, True))
    assert [before[0], right] == ids(matches)[:2]
    assert wrong == ids(matches)[-1]
    assert sorted(before) == sorted(ids(matches))
    assert [True, True] == [match.is_close for match in matches[:2]]
    assert not matches[-1].is_close


def test_that_what_is_wrong_is_gone_from_a_short_answer(
    library: Library, home: Home
) -> None:
    wrong = ids(search(library, home))[1]
    assert wrong not in ids(search(library, home, Mark(wrong, False), count=5))


def test_that_the_last_of_several_marks_on_a_photo_counts(
    library: Library, home: Home
) -> None:
    photo = ids(search(library, home))[20]
    once = search(library, home, Mark(photo, True))
    assert once == search(library, home, Mark(photo, False), Mark(photo, True))


def test_that_marks_that_are_taken_back_leave_no_trace(
    library: Library, home: Home
) -> None:
    before = search(library, home)
    search(library, home, Mark(before[3].photo.id, True))
    assert before == search(library, home)


def test_that_marks_teach_what_else_is_looked_for(library: Library, home: Home) -> None:
    # What is most like one photo becomes more like the query once that one is right.
    before = ids(search(library, home))
    right = before[25]
    near = ids(list(library.search(Query((LikePhoto(right),), count=5))))[1]
    after = ids(search(library, home, Mark(right, True)))
    assert after.index(near) < before.index(near)


def test_that_a_photo_that_is_right_may_lie_outside_the_filter(
    library: Library, home: Home
) -> None:
    right = ids(search(library, home))[20]
    nowhere = Filter(under=home.photos / "nowhere")
    assert [] == search(library, home, Mark(right, True), filter=nowhere)


def test_that_marks_on_photos_that_are_gone_do_not_matter(
    library: Library, home: Home
) -> None:
    gone = PhotoId(10**9)
    matches = search(library, home, Mark(gone, True), Mark(PhotoId(10**9 + 1), False))
    assert ids(search(library, home))[0] == ids(matches)[0]
    assert gone not in ids(matches)


def test_that_the_cut_is_not_moved_by_what_is_marked_as_right(
    library: Library, home: Home
) -> None:
    like = (LikeFile(home.photos / "photo 007.jpg"),)
    far = PhotoId(int(library.find(Query(like, count=COUNT)).ids[-1]))
    marks = (Mark(far, True),)
    found = library.find(Query(like, count=COUNT, marks=marks))
    close, distances = found.ids[: found.close], found.distances[: found.close]
    assert distances[close == far] > found.cut
    assert distances[close != far].max() == found.cut


def test_that_marks_refine_a_search_by_a_part(library: Library, home: Home) -> None:
    part = LikeFile(home.photos / "photo 007.jpg", region=Box(0.2, 0.2, 0.5, 0.6))
    before = list(library.search(Query((part,), count=COUNT)))
    right, wrong = before[15].photo.id, before[1].photo.id
    marks = (Mark(right, True), Mark(wrong, False))
    after = list(library.search(Query((part,), count=COUNT, marks=marks)))
    assert (right, wrong) == (after[0].photo.id, after[-1].photo.id)
    assert all(match.region is not None for match in after)
    # Distances remain those to the part that was asked for.
    bits = {match.photo.id: match.distance for match in before}
    assert [bits[photo] for photo in ids(after)] == [each.distance for each in after]
