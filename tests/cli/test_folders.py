"""Folders are managed, and near copies listed, from the command line."""

import pytest
from PIL import Image

from tests.cli.conftest import Command
from tests.homes import Home


@pytest.fixture
def indexed(home: Home, photosearch: Command) -> Home:
    home.draw_many(3)
    assert 0 == photosearch("index", home.photos).status
    return home


def test_that_folders_are_listed_with_their_counts(
    indexed: Home, photosearch: Command
) -> None:
    (line,) = photosearch("folders", "list").lines
    counts = "3 found, 3 indexed, 0 skipped, 0 failed, 0 pending"
    assert f"{indexed.photos}: {counts}" == line
    (facts,) = photosearch("folders", "list", "--json").facts
    assert {
        "path": str(indexed.photos),
        "online": True,
        "watched": True,
        "ignore": [],
        "found": 3,
        "indexed": 3,
        "skipped": 0,
        "failed": 0,
        "pending": 0,
    } == facts


def test_that_what_is_special_about_a_folder_is_listed(
    indexed: Home, photosearch: Command
) -> None:
    photos = indexed.photos
    answer = photosearch("folders", "ignore", photos, "*.tmp", "cache/")
    assert f"{photos} (without *.tmp, cache/)\n" == answer.out
    answer = photosearch("folders", "watch", photos, "off")
    assert f"{photos} is not watched\n" == answer.out
    (line,) = photosearch("folders", "list").lines
    assert line.endswith(" (not watched; without *.tmp, cache/)")
    answer = photosearch("folders", "watch", photos, "on")
    assert f"{photos} is watched\n" == answer.out
    answer = photosearch("folders", "ignore", photos)
    assert f"{photos}: nothing left out\n" == answer.out


@pytest.mark.parametrize("pattern", ["[", "raw/[a", "[z-a]"])
def test_that_a_pattern_that_means_nothing_is_refused(
    indexed: Home, photosearch: Command, pattern: str
) -> None:
    for command in (("folders", "ignore"), ("index", "--ignore", pattern)):
        answer = photosearch(*command, indexed.photos, *({pattern} - {*command}))
        assert (1, "") == (answer.status, answer.out)
        assert answer.err.startswith(f"photosearch: {pattern}: ")
    (facts,) = photosearch("folders", "list", "--json").facts
    assert [] == facts["ignore"]


def test_that_folders_come_and_go(indexed: Home, photosearch: Command) -> None:
    (indexed.top / "more").mkdir()
    answer = photosearch("folders", "add", indexed.top / "more")
    assert f"added {indexed.top / 'more'}\n" == answer.out
    answer = photosearch("folders", "remove", indexed.photos)
    assert f"removed {indexed.photos}, and 3 photos with it\n" == answer.out
    assert 3 == len(list(indexed.photos.iterdir()))
    photosearch("folders", "remove", indexed.top / "more")
    assert "no folders\n" == photosearch("folders", "list").out


@pytest.mark.parametrize("command", ["remove", "ignore"])
def test_that_an_unknown_folder_is_one_clear_line(
    indexed: Home, photosearch: Command, command: str
) -> None:
    answer = photosearch("folders", command, indexed.top)
    line = f"photosearch: the library has no folder {indexed.top}\n"
    assert (1, "", line) == (answer.status, answer.out, answer.err)


def test_that_near_copies_are_listed_when_asked(
    indexed: Home, photosearch: Command
) -> None:
    with Image.open(indexed.photos / "photo 001.jpg") as photo:
        photo.resize((60, 45)).save(indexed.photos / "small.jpg", quality=80)
    assert 0 == photosearch("index").status
    assert "no exact duplicates\n" == photosearch("duplicates").out
    heading, best, copy = photosearch("duplicates", "--near").lines
    assert "near copy: 2 files" == heading
    assert best.startswith(f"  {indexed.photos / 'photo 001.jpg'}  (96 x 72, ")
    assert copy.startswith(f"  {indexed.photos / 'small.jpg'}  (60 x 45, ")
    (group,) = photosearch("duplicates", "--near", "--json").facts
    assert "near copy" == group["kind"]
    assert [96, 60] == [photo["width_px"] for photo in group["photos"]]
