"""What a window asks of a search: arrays, any kind of example, several threads."""

import shutil
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from photosearch.core.errors import QueryError
from photosearch.core.library import (
    Example,
    Library,
    LikeFile,
    LikePhoto,
    LikePicture,
    Query,
)
from photosearch.core.records import Filter, Found, PhotoId
from tests.homes import SMALL, Home, camera_exif, index
from tests.pictures import draw_picture, save_jpeg

COUNT = 40
BITS = 64


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, _new_library: Path) -> Home:
    home = Home(tmp_path_factory.mktemp("finding"))
    shutil.copytree(_new_library, home.library)
    home.draw_many(COUNT)
    home.draw("trip.jpg", 99, exif=camera_exif("2024:05:01 12:00:00", "Acme One"))
    return home


@pytest.fixture(scope="module")
def library(home: Home) -> Generator[Library, None, None]:
    with home.open() as library:
        index(library, home.photos)
        yield library


def photo(library: Library, path: Path) -> PhotoId:
    (match, *_) = library.search(Query((LikeFile(path),), count=1))
    assert path == match.photo.paths[0]
    return match.photo.id


def find(library: Library, *examples: Example, count: int = COUNT + 1) -> Found:
    return library.find(Query(examples, count=count))


def test_that_what_is_found_is_what_a_search_tells(
    home: Home, library: Library
) -> None:
    query = Query((LikeFile(home.photos / "photo 003.jpg"),), count=10)
    matches, found = library.search(query), library.find(query)
    assert [match.photo.id for match in matches] == found.ids.tolist()
    assert [match.distance for match in matches] == found.distances.tolist()
    assert [match.similarity for match in matches] == found.similarities.tolist()
    assert np.allclose([match.score for match in matches], found.scores)
    assert sum(match.is_close for match in matches) == found.close > 0
    assert found.distances[: found.close].max() == found.cut
    assert found.elapsed_ms > 0


def test_that_the_histogram_counts_every_photo_at_its_distance(
    home: Home, library: Library
) -> None:
    found = find(library, LikeFile(home.photos / "photo 003.jpg"))
    counted = np.bincount(found.distances, minlength=BITS + 1)
    assert counted.tolist() == found.histogram.tolist()
    few = find(library, LikeFile(home.photos / "photo 003.jpg"), count=2)
    assert (2, counted.tolist()) == (len(few.ids), few.histogram.tolist())


def test_that_the_histogram_of_several_examples_is_that_of_their_distances(
    home: Home, library: Library
) -> None:
    found = find(
        library,
        LikeFile(home.photos / "photo 003.jpg"),
        LikeFile(home.photos / "photo 011.jpg", 0.5),
        LikeFile(home.photos / "photo 012.jpg", -0.5),
    )
    counted = np.bincount(found.distances, minlength=BITS + 1)
    assert counted.tolist() == found.histogram.tolist()


def test_that_the_histogram_counts_only_what_the_filter_lets_through(
    home: Home, library: Library
) -> None:
    query = Query(
        (LikeFile(home.photos / "photo 003.jpg"),), Filter(camera="acme"), count=10
    )
    assert 1 == library.find(query).histogram.sum() == len(library.find(query).ids)


def test_that_nothing_close_enough_has_no_cut(library: Library, tmp_path: Path) -> None:
    odd = save_jpeg(tmp_path / "odd.jpg", draw_picture(203, SMALL))
    found = find(library, LikeFile(odd))
    assert (0, -1) == (found.close, found.cut)


def test_that_a_photo_of_the_library_can_be_the_example(
    home: Home, library: Library
) -> None:
    path = home.photos / "photo 007.jpg"
    same = find(library, LikePhoto(photo(library, path)))
    assert find(library, LikeFile(path)).ids.tolist() == same.ids.tolist()
    assert (photo(library, path), 0) == (same.ids[0], same.distances[0])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP"])
def test_that_a_picture_from_the_clipboard_can_be_the_example(
    home: Home, library: Library, tmp_path: Path, form: str
) -> None:
    path = tmp_path / "picture"
    draw_picture(7, SMALL).save(path, form)
    picture = LikePicture(path.read_bytes(), "the clipboard")
    found = find(library, picture)
    assert photo(library, home.photos / "photo 007.jpg") == found.ids[0]
    assert find(library, LikeFile(path)).ids.tolist() == found.ids.tolist()


def test_that_the_bytes_of_a_known_photo_are_not_decoded_again(
    home: Home, library: Library
) -> None:
    path = home.photos / "photo 007.jpg"
    found = find(library, LikePicture(path.read_bytes(), "dropped"))
    assert find(library, LikeFile(path)).similarities.tolist() == (
        found.similarities.tolist()
    )


def test_that_examples_that_cannot_be_used_are_named(library: Library) -> None:
    with pytest.raises(QueryError, match=r"^the clipboard: not a photo format"):
        find(library, LikePicture(b"text", "the clipboard"))
    with pytest.raises(QueryError, match="not in the library any more"):
        find(library, LikePhoto(PhotoId(10**9)))


def test_that_a_search_can_be_stopped(home: Home, library: Library) -> None:
    stop = threading.Event()
    query = Query((LikeFile(home.photos / "photo 007.jpg"),))
    assert len(library.find(query, stop).ids)
    stop.set()
    with pytest.raises(QueryError, match="stopped"):
        library.find(query, stop)


@pytest.mark.usefixtures("library")  # which is indexed by then
def test_that_warming_up_starts_all_that_a_search_needs(home: Home) -> None:
    with home.open() as fresh:
        fresh.warm_up()
        fresh.warm_up()
        again = LikePicture((home.photos / "photo 001.jpg").read_bytes() + b"\0", "x")
        assert len(find(fresh, again).ids)


def test_that_an_empty_library_can_be_warmed_up(tmp_path: Path) -> None:
    with Home(tmp_path).open() as library:
        library.warm_up()
        with pytest.raises(QueryError, match="library is empty"):
            library.find(Query((LikePicture(b"text", "x"),)))
