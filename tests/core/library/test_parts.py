"""Searching a library by parts of photos."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.core.errors import QueryError
from photosearch.core.library import (
    Example,
    Library,
    LikeFile,
    LikePhoto,
    LikePicture,
    Query,
)
from photosearch.core.records import Match
from photosearch.spec.regions import Box
from tests.homes import Home, index
from tests.pictures import draw_picture, save_jpeg

COUNT = 30
# Square photos, of which the network sees all.
SIZE = (96, 96)
# The second row's first square on the second scale.
CORNER = Box(0, 1 / 3, 2 / 3, 2 / 3)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, _new_parts_library: Path) -> Home:
    home = Home(tmp_path_factory.mktemp("parts"))
    shutil.copytree(_new_parts_library, home.library)
    home.photos.mkdir()
    for seed in range(COUNT):
        save_jpeg(home.photos / f"photo {seed:02}.jpg", draw_picture(seed, SIZE))
    # Photo 5's lower left corner again, in the middle of something else.
    other = draw_picture(200, SIZE)
    other.paste(
        cut_out(home.photos / "photo 05.jpg", CORNER).resize((48, 48)), (24, 24)
    )
    save_jpeg(home.photos / "other.jpg", other)
    return home


@pytest.fixture(scope="module")
def library(home: Home) -> Generator[Library, None, None]:
    with home.open() as library:
        index(library, home.photos)
        yield library


def cut_out(path: Path, box: Box) -> Image.Image:
    with Image.open(path) as picture:
        return picture.crop(box.in_pixels(*picture.size))


def find(library: Library, *examples: Example, **options: object) -> list[Match]:
    query = Query(examples, count=COUNT + 1, **options)
    return list(library.search(query))


def names(matches: list[Match]) -> list[str]:
    return [match.photo.paths[0].name for match in matches]


def test_that_a_part_of_a_photo_finds_the_region_that_it_is(
    home: Home, library: Library
) -> None:
    first, *_ = find(library, LikeFile(home.photos / "photo 05.jpg", region=CORNER))
    assert "photo 05.jpg" == first.photo.paths[0].name
    assert CORNER == first.region
    assert first.distance <= 3
    assert first.is_close


def test_that_a_part_finds_where_it_lies_in_another_photo(
    home: Home, library: Library
) -> None:
    part = LikeFile(home.photos / "photo 05.jpg", region=CORNER)
    whole = LikeFile(home.photos / "photo 05.jpg")
    second = find(library, part)[1]
    assert "other.jpg" == second.photo.paths[0].name
    assert Box(0.25, 0.25, 0.5, 0.5) == second.region
    assert "other.jpg" != names(find(library, whole))[1]


@pytest.mark.parametrize("kind", ["photo", "picture"])
def test_that_every_kind_of_example_may_be_a_part(
    home: Home, library: Library, kind: str
) -> None:
    path = home.photos / "photo 05.jpg"
    expected = find(library, LikeFile(path, region=CORNER))
    example: Example = LikePhoto(expected[0].photo.id, region=CORNER)
    if kind == "picture":
        example = LikePicture(path.read_bytes(), "pasted", region=CORNER)
    assert expected == find(library, example)


def test_that_arrays_tell_what_matches_tell(home: Home, library: Library) -> None:
    part = LikeFile(home.photos / "photo 05.jpg", region=CORNER)
    whole = LikeFile(home.photos / "photo 11.jpg")
    query = Query((part, whole), count=COUNT)
    matches, found = library.search(query), library.find(query)
    assert [match.photo.id for match in matches] == found.ids.tolist()
    assert [match.example for match in matches] == found.examples.tolist()
    boxes = [
        library.region_box(match.photo, region)
        for match, region in zip(matches, found.regions.tolist(), strict=True)
    ]
    assert [match.region for match in matches] == boxes
    # What is nearest to the whole photo has no region, what is nearest to the part has.
    assert [match.region is None for match in matches] == (
        [match.example == 1 for match in matches]
    )
    assert {0, 1} == {match.example for match in matches}


def test_that_the_histogram_counts_photos_not_regions(
    home: Home, library: Library
) -> None:
    part = LikeFile(home.photos / "photo 05.jpg", region=CORNER)
    found = library.find(Query((part,), count=COUNT + 1))
    assert COUNT + 1 == len(found.ids) == found.histogram.sum()
    counted = [found.distances.tolist().count(bits) for bits in range(65)]
    assert counted == found.histogram.tolist()
    assert sorted(found.distances.tolist()) == found.distances.tolist()


def test_that_a_part_and_a_whole_photo_find_what_is_like_both(
    home: Home, library: Library
) -> None:
    part = LikeFile(home.photos / "photo 05.jpg", region=CORNER)
    whole = LikeFile(home.photos / "other.jpg")
    assert "other.jpg" == names(find(library, part, whole))[0]


def test_that_a_part_that_is_not_wanted_is_pushed_back(
    home: Home, library: Library
) -> None:
    like = LikeFile(home.photos / "other.jpg")
    unlike = LikeFile(home.photos / "photo 05.jpg", -1.0, CORNER)
    before = names(find(library, like)).index("photo 05.jpg")
    assert before < names(find(library, like, unlike)).index("photo 05.jpg")


def test_that_a_wider_search_by_a_part_keeps_what_was_closest(
    home: Home, library: Library
) -> None:
    part = LikeFile(home.photos / "photo 05.jpg", region=CORNER)
    wider = find(library, part, expand=True)
    assert ["photo 05.jpg", "other.jpg"] == names(wider)[:2]


@pytest.mark.parametrize("box", [Box(0, 0, 1, 1), Box(0.009, 0.01, 0.985, 0.985)])
def test_that_a_part_that_is_the_whole_picture_is_no_part(
    home: Home, library: Library, tmp_path: Path, box: Box
) -> None:
    outside = save_jpeg(tmp_path / "outside.jpg", draw_picture(300, SIZE))
    for path in (home.photos / "photo 05.jpg", outside):
        whole = find(library, LikeFile(path))
        assert whole == find(library, LikeFile(path, region=box))


def test_that_a_model_without_regions_refuses_parts(home: Home) -> None:
    plain = Home(home.top / "plain")
    plain.draw("photo.jpg", 1)
    with plain.open() as library:
        list(library.use_model("photo-1"))
        index(library, plain.photos)
        assert not library.can_search_parts()
        name = library.at_work().model
        message = f"^the model {name} does not describe parts of photos; use one that"
        with pytest.raises(QueryError, match=message):
            find(library, LikeFile(plain.photos / "photo.jpg", region=CORNER))
        (match,) = find(library, LikeFile(plain.photos / "photo.jpg"))
        whole = LikeFile(plain.photos / "photo.jpg", region=Box(0, 0, 1, 1))
        assert [match] == find(library, whole)
        assert (None, 0) == (match.region, match.example)
        assert library.region_box(match.photo, 0) is None


def test_that_a_photo_has_boxes_for_its_regions_only(
    home: Home, library: Library
) -> None:
    assert library.can_search_parts()
    photo = find(library, LikeFile(home.photos / "photo 05.jpg"))[0].photo
    assert Box(0, 0, 1, 1) == library.region_box(photo, 0)
    assert CORNER == library.region_box(photo, 3)
    assert library.region_box(photo, -1) is None
    assert library.region_box(photo, 14) is None


# --- photos that come, go, or are out of reach


@pytest.fixture
def grown(parts_home: Home) -> Generator[tuple[Home, Library], None, None]:
    """Give a library of its own, in which parts were searched already."""
    for seed in range(6):
        path = parts_home.photos / f"photo {seed:02}.jpg"
        save_jpeg(path, draw_picture(seed, SIZE))
    with parts_home.open() as library:
        index(library, parts_home.photos)
        find(library, LikeFile(path, region=CORNER))
        yield parts_home, library


def test_that_photos_that_come_later_are_found_by_parts(
    grown: tuple[Home, Library],
) -> None:
    home, library = grown
    new = save_jpeg(home.photos / "new.jpg", draw_picture(77, SIZE))
    list(library.refresh())
    first, *others = find(library, LikeFile(new, region=CORNER))
    assert ("new.jpg", 6) == (first.photo.paths[0].name, len(others))
    assert CORNER == first.region


def test_that_photos_that_went_are_not_found_by_parts(
    grown: tuple[Home, Library],
) -> None:
    home, library = grown
    gone = home.photos / "photo 03.jpg"
    content = gone.read_bytes()
    gone.unlink()
    list(library.refresh())
    found = find(library, LikePicture(content, "gone", region=CORNER))
    assert 5 == len(found)
    assert "photo 03.jpg" not in names(found)


def test_that_a_part_of_a_photo_that_is_offline_is_cut_out_of_its_thumbnail(
    grown: tuple[Home, Library],
) -> None:
    home, library = grown
    path = home.photos / "photo 03.jpg"
    photo = library.photo_of_file(path)
    home.photos.rename(home.top / "unplugged")
    assert photo == library.photo_of_file(path)
    for example in (LikePhoto(photo.id, region=CORNER), LikeFile(path, region=CORNER)):
        first, *_ = find(library, example)
        assert (photo.id, CORNER) == (first.photo.id, first.region)


def test_that_a_file_that_was_changed_is_not_taken_for_the_photo(
    grown: tuple[Home, Library],
) -> None:
    home, library = grown
    path = home.photos / "photo 03.jpg"
    photo = library.photo_of_file(path)
    save_jpeg(path, draw_picture(88, SIZE))
    first, *_ = find(library, LikePhoto(photo.id, region=CORNER))
    assert photo.id == first.photo.id


def test_that_a_photo_without_file_and_thumbnail_is_named(
    grown: tuple[Home, Library],
) -> None:
    home, library = grown
    path = home.photos / "photo 03.jpg"
    photo = library.photo_of_file(path)
    home.photos.rename(home.top / "unplugged")
    shutil.rmtree(home.cache / "thumbnails")
    message = "photo 03.jpg: out of reach, and without a thumbnail"
    with pytest.raises(QueryError, match=message):
        find(library, LikePhoto(photo.id, region=CORNER))


def test_that_a_part_is_remembered(grown: tuple[Home, Library]) -> None:
    home, library = grown
    photo = library.photo_of_file(home.photos / "photo 03.jpg")
    before = find(library, LikePhoto(photo.id, region=CORNER))
    home.photos.rename(home.top / "unplugged")
    shutil.rmtree(home.cache / "thumbnails")
    assert before == find(library, LikePhoto(photo.id, region=CORNER))


def test_that_the_size_of_any_picture_file_is_told(
    grown: tuple[Home, Library], tmp_path: Path
) -> None:
    home, library = grown
    assert SIZE == library.picture_size(home.photos / "photo 03.jpg")
    outside = tmp_path / "outside.png"
    draw_picture(5, (40, 30)).save(outside)
    assert (40, 30) == library.picture_size(outside)
    with pytest.raises(QueryError, match=r"outside.png: it is not in the library"):
        library.photo_of_file(outside)
