"""Groups of duplicates in a library, decisions about them, and the trash."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from PIL import Image

from photosearch.core.library import Library
from photosearch.core.records import (
    Counts,
    DuplicateGroup,
    Likeness,
    NotTrashed,
    Progress,
    Trashed,
)
from tests.homes import Home, camera_exif, index


@pytest.fixture
def library(home: Home) -> Generator[Library, None, None]:
    home.draw_many(4)
    with home.open() as library:
        yield library


@pytest.fixture
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that files in the trash lie in."""
    pytest.importorskip("send2trash.plat_other", reason="a trash of files alone")
    folder = tmp_path / "Trash"
    name = os.fsencode(folder)
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", name)
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH", os.fspath(folder))
    return folder / "files"


def groups(library: Library, *kinds: Likeness) -> list[tuple[Likeness, list[str]]]:
    found = library.duplicate_groups(kinds or tuple(Likeness))
    return [
        (group.kind, [path.name for photo in group.photos for path in photo.paths])
        for group in found
        if isinstance(group, DuplicateGroup)
    ]


def copy_of(home: Home, name: str, *, of: str = "photo 002.jpg") -> Path:
    return Path(shutil.copy(home.photos / of, home.photos / name))


def reduced(home: Home, name: str, *, of: str = "photo 002.jpg") -> Path:
    """Save a smaller copy, as programs for pictures do."""
    with Image.open(home.photos / of) as photo:
        photo.resize((60, 45)).save(home.photos / name, quality=80)
    return home.photos / name


def burst(home: Home) -> None:
    for second in (10, 12, 40):
        exif = camera_exif(f"2025:05:31 10:00:{second}", "Acme 100")
        home.draw(f"burst {second}.jpg", 50, exif=exif, quality=80 + second // 4)


def test_that_each_kind_of_likeness_is_told(home: Home, library: Library) -> None:
    copy_of(home, "same.jpg")
    reduced(home, "small.jpg", of="photo 001.jpg")
    burst(home)
    index(library, home.photos)
    found = groups(library)
    exact, *others = found
    assert (Likeness.EXACT, {"photo 002.jpg", "same.jpg"}) == (exact[0], set(exact[1]))
    assert [
        (Likeness.NEAR, ["photo 001.jpg", "small.jpg"]),
        (Likeness.MOMENT, ["burst 10.jpg", "burst 12.jpg"]),
    ] == [(kind, sorted(names)) for kind, names in others]
    assert "photo 001.jpg" == others[0][1][0]
    for kind in Likeness:
        assert [each for each in found if each[0] is kind] == groups(library, kind)


def test_that_the_way_of_comparing_is_told(home: Home, library: Library) -> None:
    index(library, home.photos)
    steps = [each for each in library.duplicate_groups() if isinstance(each, Progress)]
    assert ["preparing", "comparing"] == [step.stage for step in steps]
    assert {(4, 4)} == {(step.done, step.total) for step in steps}


def test_that_an_empty_library_has_no_groups(library: Library) -> None:
    assert [] == groups(library)


def test_that_a_lost_thumbnail_hides_no_copy(home: Home, library: Library) -> None:
    reduced(home, "small.jpg")
    index(library, home.photos)
    shutil.rmtree(home.cache / "thumbnails")
    assert 1 == len(groups(library, Likeness.NEAR))
    # What was drawn once is kept: now neither thumbnail nor file is needed.
    shutil.rmtree(home.cache / "thumbnails")
    home.photos.rename(home.top / "unplugged")
    assert 1 == len(groups(library, Likeness.NEAR))


def test_that_a_decided_pair_never_comes_back(home: Home, library: Library) -> None:
    copy_of(home, "same.jpg", of="photo 003.jpg")
    reduced(home, "small.jpg")
    index(library, home.photos)
    decided = [
        [photo.id for photo in group.photos]
        for group in library.duplicate_groups()
        if isinstance(group, DuplicateGroup)
    ]
    for ids in decided:
        library.keep_both(ids)
    assert [] == groups(library)
    # Neither a move nor indexing anew makes it forget.
    home.photos.rename(home.top / "moved")
    (root,) = library.roots()
    library.remove_folder(root.id)
    index(library, home.top / "moved")
    assert [] == groups(library)
    assert 5 == library.status(0).photos
    for photos in (["photo 003.jpg"], ["photo 002.jpg", "small.jpg"]):
        places = [home.top / "moved" / name for name in photos]
        library.undo_keep_both([library._catalog.photo_at(each).id for each in places])
    assert 2 == len(groups(library))


def test_that_a_copy_goes_to_the_trash(
    home: Home, library: Library, trash: Path
) -> None:
    kept, copy = home.photos / "photo 002.jpg", copy_of(home, "same.jpg")
    index(library, home.photos)
    (done,) = library.trash([copy], keeping=kept)
    assert isinstance(done, Trashed)
    assert ["same.jpg"] == [each.name for each in trash.iterdir()]
    assert not copy.exists()
    assert kept.exists()
    assert Counts(indexed=4) == library.counts()
    assert [] == groups(library, Likeness.EXACT)
    assert (done,) == library.trashed(10)
    assert (copy, done.photo) == (done.path, library._catalog.photo_at(kept).id)
    assert Counts(indexed=4) == index(library)[-1].counts


def test_that_a_near_copy_leaves_the_library_with_its_file(
    home: Home, library: Library, trash: Path
) -> None:
    small = reduced(home, "small.jpg")
    index(library, home.photos)
    (done,) = library.trash([small], keeping=home.photos / "photo 002.jpg")
    assert isinstance(done, Trashed)
    assert 4 == library.status(0).photos
    assert [] == groups(library, Likeness.NEAR)


@pytest.fixture
def pair(home: Home, library: Library) -> tuple[Path, Path]:
    """Give a photo and an exact copy of it, both indexed."""
    pair = home.photos / "photo 002.jpg", copy_of(home, "same.jpg")
    index(library, home.photos)
    return pair


def refused(library: Library, path: Path, keeping: Path) -> str:
    before = path.read_bytes() if path.exists() else b""
    (outcome,) = library.trash([path], keeping)
    assert isinstance(outcome, NotTrashed)
    assert path == outcome.path
    assert before == (path.read_bytes() if path.exists() else b"")
    return outcome.reason


@pytest.mark.usefixtures("trash")
def test_that_the_one_to_keep_is_never_trashed(
    library: Library, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    kept, copy = pair
    assert "it is the one to keep" == refused(library, kept, kept)
    (tmp_path / "link.jpg").symlink_to(copy)
    assert "it is the one to keep" == refused(library, copy, tmp_path / "link.jpg")


@pytest.mark.usefixtures("trash")
def test_that_the_last_copy_is_never_trashed(
    library: Library, pair: tuple[Path, Path]
) -> None:
    kept, copy = pair
    content = kept.read_bytes()
    kept.write_bytes(content[:-1] + b"x")
    reason = refused(library, copy, kept)
    assert "the one to keep has changed and is no copy any more" == reason
    kept.unlink()
    assert "the one to keep is not there" == refused(library, copy, kept)


@pytest.mark.usefixtures("trash")
def test_that_what_the_library_does_not_know_is_never_trashed(
    library: Library, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    kept, copy = pair
    stranger = Path(shutil.copy(copy, tmp_path / "stranger.jpg"))
    assert "it is not a photo of this library" == refused(library, stranger, kept)
    copy.write_bytes(b"something else")
    assert "it has changed since it was indexed" == refused(library, copy, kept)
    copy.unlink()
    assert "it is not there" == refused(library, copy, kept)
    assert () == library.trashed(5)


def test_that_a_trash_that_refuses_is_told(
    library: Library, pair: tuple[Path, Path], trash: Path
) -> None:
    kept, copy = pair
    trash.parent.write_bytes(b"no folder")
    assert refused(library, copy, kept).startswith("the trash does not take it (")
