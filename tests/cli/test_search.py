"""Searching by parts, with marks, and wider."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.homes import Home
from tests.pictures import draw_picture, save_jpeg

COUNT = 12
SIZE = (96, 96)
# The lower left square of the second scale.
CORNER = "0,.3333,.6666,.6666"


@pytest.fixture(scope="module")
def _indexed(
    tmp_path_factory: pytest.TempPathFactory, _new_parts_library: Path
) -> Home:
    home = Home(tmp_path_factory.mktemp("searches"))
    shutil.copytree(_new_parts_library, home.library)
    home.photos.mkdir()
    for seed in range(COUNT):
        save_jpeg(home.photos / f"photo {seed:02}.jpg", draw_picture(seed, SIZE))
    with home.open() as library:
        library.add_folders([home.photos])
        list(library.refresh())
    return home


@pytest.fixture
def search(_indexed: Home, bare: Command) -> Command:
    """Give a function that searches for what is like photo 5, and prints JSON."""
    like = ("--like", _indexed.photos / "photo 05.jpg", "--no-cut", "--json")
    library = ("--library", _indexed.library)
    return lambda *arguments: bare("search", *like, *arguments, *library)


@pytest.fixture
def photos(_indexed: Home) -> Path:
    return _indexed.photos


@pytest.mark.parametrize("region", [CORNER, "0,32,64,64"], ids=["shares", "pixels"])
def test_that_a_part_finds_the_region_that_it_is(search: Command, region: str) -> None:
    first, *others = search("--region", region).facts
    assert ("photo 05.jpg", True) == (Path(first["path"]).name, first["close"])
    assert [0.0, 0.3333, 0.6667, 0.6667] == first["region"]
    assert COUNT - 1 == len(others)
    assert {0} == {each["example"] for each in (first, *others)}


def test_that_whole_photos_have_no_region(search: Command, photos: Path) -> None:
    facts = search("--like", photos / "photo 08.jpg").facts
    assert {None} == {each["region"] for each in facts}
    nearest = {Path(each["path"]).name: each["example"] for each in facts}
    assert (0, 1) == (nearest["photo 05.jpg"], nearest["photo 08.jpg"])


def test_that_regions_belong_to_the_first_examples(
    search: Command, photos: Path
) -> None:
    facts = search("--like", photos / "photo 08.jpg", "--region", CORNER).facts
    assert all((each["region"] is None) == (each["example"] == 1) for each in facts)
    refused = search("--region", CORNER, "--region", CORNER)
    assert 2 == refused.status
    assert "more --region than --like" in refused.err


def test_that_people_see_the_region_as_they_would_type_it(
    photos: Path, bare: Command
) -> None:
    like, library = photos / "photo 05.jpg", photos.parent / "library"
    answer = bare("search", "--like", like, "--region", CORNER, "--library", library)
    assert answer.lines[0].endswith(f"  0,0.3333,0.6667,0.6667  {like}")


def test_that_right_and_wrong_photos_change_the_order(
    search: Command, photos: Path
) -> None:
    before = [each["path"] for each in search().facts]
    facts = search("--right", before[6], "--wrong", before[1]).facts
    assert [before[0], before[6]] == [each["path"] for each in facts[:2]]
    assert (before[1], False) == (facts[-1]["path"], facts[-1]["close"])


def test_that_a_wider_search_keeps_the_example_first(search: Command) -> None:
    assert search().facts[0]["path"] == search("--expand").facts[0]["path"]


def test_that_marks_need_photos_of_the_library(search: Command, tmp_path: Path) -> None:
    outside = save_jpeg(tmp_path / "outside.jpg", draw_picture(99, SIZE))
    for path, reason in (
        (outside, "it is not in the library"),
        (tmp_path / "missing.jpg", "there is no such file"),
    ):
        answer = search("--right", path)
        assert (1, "") == (answer.status, answer.out)
        assert f"photosearch: {path}: {reason}\n" == answer.err


def test_that_a_photo_is_not_right_and_wrong_at_once(
    search: Command, photos: Path, tmp_path: Path
) -> None:
    photo = photos / "photo 08.jpg"
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(photo.read_bytes())
    for wrong in (photo, copy):
        answer = search("--right", photo, "--wrong", wrong)
        assert (2, "") == (answer.status, answer.out)
        assert "both --right and --wrong: " in answer.err


@pytest.mark.parametrize("region", ["1,2,3", ".5,.5,.6,.6", "90,90,10,10"])
def test_that_a_region_that_is_none_is_wrong_usage(
    search: Command, region: str
) -> None:
    answer = search("--region", region)
    assert (2, "") == (answer.status, answer.out)
    assert "Traceback" not in answer.err


def test_that_a_model_without_regions_refuses_parts_in_one_line(
    home: Home, photosearch: Command
) -> None:
    path = home.draw("photo.jpg", 1)
    photosearch("index", home.photos)
    answer = photosearch("search", "--like", path, "--region", ".2,.2,.5,.5")
    assert (1, "") == (answer.status, answer.out)
    assert (
        "photosearch: the model tiny does not describe parts of photos; use one that "
        "does, such as photo-2\n"
    ) == answer.err
