"""Searching a library that is complete."""

import shutil
from collections.abc import Generator
from datetime import date
from pathlib import Path

import pytest

from photosearch.core.errors import QueryError
from photosearch.core.library import Library, LikeFile, Query
from photosearch.core.records import Filter
from tests.homes import SMALL, Home, camera_exif, index, paths_like
from tests.pictures import draw_picture, save_jpeg

COUNT = 40


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, _new_library: Path
) -> Generator[tuple[Home, Library], None, None]:
    """Give an indexed library in which the first photos carry facts."""
    home = Home(tmp_path_factory.mktemp("searching"))
    shutil.copytree(_new_library, home.library)
    home.draw_many(COUNT)
    for day in range(1, 6):
        home.draw(
            f"trip/photo {day}.jpg",
            seed=100 + day,
            exif=camera_exif(f"2024:05:{day:02} 12:00:00", "Acme One", (48, 11)),
        )
    home.draw("phone.jpg", 120, exif=camera_exif("2020:01:01 00:00:00", "Nokia 3310"))
    with home.open() as library:
        index(library, home.photos)
        yield home, library


@pytest.fixture
def library(place: tuple[Home, Library]) -> Library:
    return place[1]


@pytest.fixture
def photos(place: tuple[Home, Library]) -> Path:
    return place[0].photos


@pytest.mark.parametrize("quality", [95, 40])
def test_that_a_recompressed_copy_finds_its_original_first(
    library: Library, photos: Path, tmp_path: Path, quality: int
) -> None:
    for n in range(0, COUNT, 8):
        picture = draw_picture(n, SMALL).resize((48, 36))
        copy = save_jpeg(tmp_path / f"{n}.jpg", picture, quality=quality)
        first, *_ = library.search(Query((LikeFile(copy),)))
        assert (photos / f"photo {n:03}.jpg",) == first.photo.paths
        assert first.is_close


def test_that_a_photo_of_the_library_finds_itself_exactly(
    library: Library, photos: Path
) -> None:
    first, second, *_ = library.search(Query((LikeFile(photos / "photo 007.jpg"),)))
    assert (photos / "photo 007.jpg", 0) == (first.photo.paths[0], first.distance)
    assert first.similarity == pytest.approx(1, abs=1e-3)
    assert first.score < second.score


def test_that_similarity_falls_from_match_to_match(
    library: Library, photos: Path
) -> None:
    matches = library.search(Query((LikeFile(photos / "photo 001.jpg"),), count=30))
    assert 30 == len(matches)
    similarities = [match.similarity for match in matches]
    assert sorted(similarities, reverse=True) == similarities
    scores = [match.score for match in matches]
    assert sorted(scores) == scores
    closeness = [match.is_close for match in matches]
    assert sorted(closeness, reverse=True) == closeness


def test_that_filters_hold_before_ranking(library: Library, photos: Path) -> None:
    # The example is like none of these; they are found all the same.
    like = photos / "photo 001.jpg"
    trip = {photos / "trip" / f"photo {day}.jpg" for day in range(1, 6)}
    phone = photos / "phone.jpg"
    assert trip == set(paths_like(library, like, under=photos / "trip"))
    assert trip == set(paths_like(library, like, camera="acme"))
    assert trip == set(paths_like(library, like, has_position=True))
    assert trip == set(paths_like(library, like, after=date(2024, 5, 1)))
    assert [phone] == paths_like(library, like, before=date(2023, 12, 31))
    days = {"after": date(2024, 5, 2), "before": date(2024, 5, 3)}
    assert {"photo 2.jpg", "photo 3.jpg"} == {
        path.name for path in paths_like(library, like, **days)
    }
    assert [] == paths_like(library, like, camera="nokia", has_position=True)
    assert COUNT + 1 == len(paths_like(library, like, has_position=False))


def test_that_as_many_as_asked_for_are_found_within_a_filter(
    library: Library, photos: Path
) -> None:
    query = Query(
        (LikeFile(photos / "photo 001.jpg"),), Filter(under=photos / "trip"), count=3
    )
    assert 3 == len(library.search(query))


def test_that_two_examples_find_what_is_like_both(
    library: Library, photos: Path
) -> None:
    one, other = photos / "photo 003.jpg", photos / "photo 011.jpg"
    assert {one, other} == set(paths_like(library, one, other)[:2])


def test_that_a_negative_example_pushes_its_like_back(
    library: Library, photos: Path
) -> None:
    liked, disliked = photos / "photo 003.jpg", photos / "photo 011.jpg"

    def place_of_disliked(*examples: LikeFile) -> int:
        matches = library.search(Query(examples, count=1000))
        return [match.photo.paths[0] for match in matches].index(disliked)

    both = place_of_disliked(LikeFile(liked), LikeFile(disliked))
    against = place_of_disliked(LikeFile(liked), LikeFile(disliked, -1.0))
    assert both < against


def test_that_weak_examples_count_less(library: Library, photos: Path) -> None:
    one, other = photos / "photo 003.jpg", photos / "photo 011.jpg"
    examples = (LikeFile(one, 1.0), LikeFile(other, 0.1))
    assert one == library.search(Query(examples))[0].photo.paths[0]


def test_that_a_picture_unlike_all_photos_finds_nothing_close(
    library: Library, tmp_path: Path
) -> None:
    odd = save_jpeg(tmp_path / "odd.jpg", draw_picture(203, SMALL))
    matches = library.search(Query((LikeFile(odd),), count=1000))
    assert COUNT + 6 == len(matches)
    assert [] == [match for match in matches if match.is_close]


@pytest.mark.parametrize(
    ("weights", "message"), [([], "example"), ([-1.0], "example")], ids=["none", "no"]
)
def test_that_a_search_needs_something_to_look_for(
    library: Library, photos: Path, weights: list[float], message: str
) -> None:
    examples = tuple(LikeFile(photos / "photo 001.jpg", weight) for weight in weights)
    with pytest.raises(QueryError, match=message):
        library.search(Query(examples))


def test_that_an_example_that_is_no_picture_is_named(
    library: Library, tmp_path: Path
) -> None:
    text = tmp_path / "text.jpg"
    text.write_text("no picture")
    for example, reason in [
        (text, "text.jpg: "),
        (tmp_path / "missing.jpg", "missing.jpg: there is no such file"),
        (tmp_path, "not a regular file"),
    ]:
        with pytest.raises(QueryError, match=reason):
            library.search(Query((LikeFile(example),)))


def test_that_a_new_library_says_that_it_is_empty(home: Home) -> None:
    picture = home.draw("a.jpg", 1)
    with home.open() as library, pytest.raises(QueryError, match="library is empty"):
        library.search(Query((LikeFile(picture),)))
