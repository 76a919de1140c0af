"""Damage to what the library keeps, and disks that refuse."""

import shutil
from pathlib import Path

import pytest

from photosearch.core.errors import LibraryCorruptError, LibraryError
from photosearch.core.records import Counts
from tests.homes import Home, index, paths_like

COUNT = 12


@pytest.fixture
def indexed(home: Home) -> Home:
    home.draw_many(COUNT)
    with home.open() as library:
        index(library, home.photos)
        paths_like(library, home.photos / "photo 001.jpg")
    return home


def ranking(home: Home) -> list[Path]:
    with home.open() as library:
        return paths_like(library, home.photos / "photo 001.jpg")


def index_file(home: Home) -> Path:
    (found,) = home.cache.glob("*.index")
    return found


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"something else entirely",
    ],
    ids=["empty", "cut", "flipped", "foreign"],
)
def test_that_a_damaged_index_is_built_again(indexed: Home, damage) -> None:
    before = ranking(indexed)
    file = index_file(indexed)
    file.write_bytes(damage(file.read_bytes()))
    assert before == ranking(indexed)


def test_that_an_index_behind_the_catalog_is_brought_up_to_date(indexed: Home) -> None:
    file = index_file(indexed)
    old = file.read_bytes()
    (indexed.photos / "photo 003.jpg").unlink()
    new = indexed.draw("new.jpg", seed=70)
    with indexed.open() as library:
        index(library)
    file.write_bytes(old)
    found = ranking(indexed)
    assert new in found
    assert indexed.photos / "photo 003.jpg" not in found
    assert COUNT == len(found)


def test_that_the_whole_cache_may_be_lost(indexed: Home) -> None:
    before = ranking(indexed)
    shutil.rmtree(indexed.cache)
    assert before == ranking(indexed)


def test_that_damaged_thumbnails_harm_nothing(indexed: Home) -> None:
    before = ranking(indexed)
    for file in (indexed.cache / "thumbnails").rglob("*.jpg"):
        file.write_bytes(b"rubbish")
    assert before == ranking(indexed)
    indexed.draw("new.jpg", seed=70)
    with indexed.open() as library:
        index(library)
        assert Counts(indexed=COUNT + 1) == library.counts()
        assert 0 < library.status(0).cache_bytes


def test_that_a_cache_that_cannot_be_written_costs_nothing_but_time(
    home: Home,
) -> None:
    home.draw_many(COUNT)
    home.cache.mkdir(exist_ok=True)
    (home.cache / "thumbnails").write_text("in the way")
    with home.open() as library:
        index(library, home.photos)
        assert Counts(indexed=COUNT) == library.counts()
        assert COUNT == len(paths_like(library, home.photos / "photo 001.jpg"))


def test_that_a_damaged_catalog_is_refused_and_mended_as_advised(
    indexed: Home,
) -> None:
    before = ranking(indexed)
    catalog = indexed.library / "catalog.sqlite"
    content = bytearray(catalog.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    catalog.write_bytes(content)
    with pytest.raises(LibraryCorruptError, match="is damaged; move it") as refused:
        ranking(indexed)
    (backup,) = (indexed.library / "backups").iterdir()
    assert str(backup) in str(refused.value)
    shutil.copyfile(backup, catalog)
    assert before == ranking(indexed)


def test_that_a_library_that_is_a_file_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.library.write_text("a file")
    with pytest.raises(LibraryError, match="cannot be made"), home.open():
        pass
