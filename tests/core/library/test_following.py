"""The library follows what happens to the files."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from photosearch.core.library import Library
from photosearch.core.records import (
    Changes,
    Counts,
    FileState,
    Likeness,
    Progress,
    RootOffline,
    Skipped,
    Stage,
)
from tests.homes import Home, index, paths_like

SIX = Counts(indexed=6)


@pytest.fixture
def library(home: Home) -> Generator[Library, None, None]:
    home.draw_many(6)
    with home.open() as library:
        index(library, home.photos)
        yield library


@pytest.fixture
def example(tmp_path: Path, home: Home) -> Path:
    """Give a picture outside the library with the content of photo 2."""
    return Path(shutil.copy(home.photos / "photo 002.jpg", tmp_path / "example.jpg"))


def was_read(events: list[Any]) -> bool:
    """Tell whether any file was opened: only then is there progress of indexing."""
    return any(
        isinstance(event, Progress) and event.stage is Stage.INDEXING
        for event in events
    )


def spoil(path: Path) -> None:
    """Overwrite a file behind the program's back: whoever reads it now will fail."""
    before = path.stat()
    path.write_bytes(b"x" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_that_an_unchanged_folder_is_not_read_again(library: Library) -> None:
    events = index(library)
    assert not was_read(events)
    assert [] == [event for event in events if isinstance(event, Changes)]
    assert SIX == events[-1].counts


@pytest.mark.parametrize("name", ["renamed.JPG", "deeper/and deeper/photo 002.jpg"])
def test_that_a_moved_photo_keeps_its_code_and_is_not_read_again(
    home: Home, library: Library, example: Path, name: str
) -> None:
    old, new = home.photos / "photo 002.jpg", home.photos / name
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    spoil(new)
    assert not was_read(index(library))
    assert SIX == library.counts()
    assert new == paths_like(library, example)[0]


def test_that_a_copy_is_a_second_place_of_one_photo(
    home: Home, library: Library
) -> None:
    original, copy = home.photos / "photo 003.jpg", home.photos / "copy.jpg"
    shutil.copyfile(original, copy)
    index(library)
    assert Counts(indexed=7) == library.counts()
    assert 6 == library.status(0).photos
    (group,) = library.duplicate_groups([Likeness.EXACT])
    (duplicate,) = group.photos
    assert {original, copy} == set(duplicate.paths)
    assert 1 == paths_like(library, copy).count(duplicate.paths[0])


def test_that_a_changed_photo_is_described_anew(
    home: Home, library: Library, example: Path
) -> None:
    changed = home.draw("photo 002.jpg", seed=77)
    index(library)
    assert SIX == library.counts()
    assert changed == paths_like(library, changed)[0]
    assert changed != paths_like(library, example)[0]


def test_that_a_removed_photo_is_not_found_any_more(
    home: Home, library: Library, example: Path
) -> None:
    gone = home.photos / "photo 002.jpg"
    assert gone == paths_like(library, example)[0]
    gone.unlink()
    events = index(library)
    assert [1] == [len(event.removed) for event in events if isinstance(event, Changes)]
    assert Counts(indexed=5) == library.counts()
    assert gone not in paths_like(library, example)


@pytest.mark.parametrize("is_emptied", [False, True], ids=["missing", "empty"])
def test_that_an_unplugged_drive_keeps_its_photos_until_it_comes_back(
    home: Home, library: Library, example: Path, is_emptied: bool
) -> None:
    elsewhere = home.photos.rename(home.top / "unplugged")
    if is_emptied:
        home.photos.mkdir()
    events = index(library)
    (offline,) = (event for event in events if isinstance(event, RootOffline))
    assert home.photos == offline.root.path
    assert [False] == [root.is_online for root in library.roots()]
    assert SIX == library.counts()
    assert home.photos / "photo 002.jpg" == paths_like(library, example)[0]
    if is_emptied:
        home.photos.rmdir()
    elsewhere.rename(home.photos)
    assert not was_read(index(library))
    assert [True] == [root.is_online for root in library.roots()]
    assert SIX == library.counts()


def test_that_a_photo_of_an_unplugged_drive_can_be_the_example(
    home: Home, library: Library
) -> None:
    home.photos.rename(home.top / "unplugged")
    index(library)
    unplugged = home.photos / "photo 004.jpg"
    assert unplugged == paths_like(library, unplugged)[0]


def test_that_losses_are_forgotten_only_when_accepted(
    home: Home, library: Library
) -> None:
    for path in home.photos.iterdir():
        path.unlink()
    index(library)
    assert SIX == library.counts()
    index(library, accept_losses=True)
    assert Counts() == library.counts()
    assert 0 == library.status(0).photos


def test_that_a_failed_file_is_listed_and_tried_again_when_it_changes(
    home: Home, library: Library
) -> None:
    broken = home.photos / "broken.jpg"
    broken.write_bytes(b"no picture at all")
    events = index(library)
    (skipped,) = (event for event in events if isinstance(event, Skipped))
    assert broken == skipped.file.path
    (listed,) = library.status(10).left_out
    assert (broken, FileState.FAILED) == (listed.path, listed.state)
    assert skipped.reason == listed.reason != ""
    assert Counts(indexed=6, failed=1) == library.counts()
    assert not was_read(index(library))
    home.draw("broken.jpg", seed=50)
    index(library)
    assert Counts(indexed=7) == library.counts()
    assert () == library.status(10).left_out


def test_that_a_failed_file_is_tried_again_when_asked(
    home: Home, library: Library
) -> None:
    broken = home.photos / "broken.jpg"
    broken.write_bytes(b"no picture at all")
    index(library)
    assert 1 == library.retry_failed()
    assert was_read(index(library))
    assert [2] == [each.attempts for each in library.status(10).left_out]


def test_that_what_is_no_file_is_skipped_with_its_reason(
    home: Home, library: Library
) -> None:
    os.mkfifo(home.photos / "pipe.jpg")
    (home.photos / "folder.jpg").mkdir()
    index(library)
    assert Counts(indexed=6, skipped=1) == library.counts()
    (listed,) = library.status(10).left_out
    assert ("pipe.jpg", "not a regular file") == (listed.path.name, listed.reason)


def test_that_new_patterns_leave_out_what_was_indexed(
    home: Home, library: Library
) -> None:
    library.add_folders([home.photos], ignore=["photo 00[0-2].jpg"])
    index(library)
    assert Counts(indexed=3) == library.counts()


def test_that_a_watched_folder_tells_of_a_new_photo(
    home: Home, library: Library
) -> None:
    assert () == library.wait_for_changes(0.01)
    home.draw("new.jpg", seed=60)
    assert [home.photos] == [root.path for root in library.wait_for_changes(10)]
    index(library)
    assert Counts(indexed=7) == library.counts()
