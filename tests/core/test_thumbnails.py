"""The cache of thumbnails, which may be lost or damaged at any time."""

import os
from pathlib import Path

import pytest

from photosearch.core import thumbnails
from photosearch.core.thumbnails import Thumbnails

KEY, OTHER = bytes(range(16)), bytes(range(16, 32))
JPEG = b"\xff\xd8 a thumbnail \xff\xd9"


@pytest.fixture
def cache(tmp_path: Path) -> Thumbnails:
    return Thumbnails(tmp_path / "cache")


def only_file(tmp_path: Path) -> Path:
    [path] = [path for path in tmp_path.rglob("*") if path.is_file()]
    return path


def test_that_a_thumbnail_is_kept(cache: Thumbnails) -> None:
    assert cache.get(KEY) is None
    assert cache.put(KEY, JPEG)
    assert cache.get(KEY) == JPEG
    assert cache.get(OTHER) is None


def test_that_a_thumbnail_outlives_the_program(
    cache: Thumbnails, tmp_path: Path
) -> None:
    cache.put(KEY, JPEG)
    assert Thumbnails(tmp_path / "cache").get(KEY) == JPEG


def test_that_a_thumbnail_is_replaced(cache: Thumbnails, tmp_path: Path) -> None:
    cache.put(KEY, b"the old one")
    cache.put(KEY, JPEG)
    assert cache.get(KEY) == JPEG
    assert only_file(tmp_path).name == f"{KEY.hex()}.jpg"


def test_that_viewers_can_open_the_file(cache: Thumbnails, tmp_path: Path) -> None:
    cache.put(KEY, JPEG)
    assert only_file(tmp_path).read_bytes().startswith(JPEG)


@pytest.mark.parametrize("damage", ["cut short", "changed", "emptied", "checksum only"])
def test_that_a_damaged_thumbnail_is_removed(
    cache: Thumbnails, tmp_path: Path, damage: str
) -> None:
    cache.put(KEY, JPEG)
    path = only_file(tmp_path)
    content = path.read_bytes()
    path.write_bytes(
        {
            "cut short": content[:-1],
            "changed": b"\0" + content[1:],
            "emptied": b"",
            "checksum only": content[-8:],
        }[damage]
    )
    assert cache.get(KEY) is None
    assert not path.exists()
    assert cache.put(KEY, JPEG)
    assert cache.get(KEY) == JPEG


def test_that_a_full_disk_costs_the_thumbnail_only(
    cache: Thumbnails, tmp_path: Path
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    descriptor = os.open(full, os.O_WRONLY)
    with pytest.MonkeyPatch.context() as patch:
        temporary = tmp_path / "temporary"
        temporary.touch()
        # The system's device that is always full stands in for the temporary file.
        patch.setattr(
            thumbnails.tempfile,
            "mkstemp",
            lambda *_, **__: (descriptor, str(temporary)),
        )
        assert not cache.put(KEY, JPEG)
    assert not temporary.exists()
    assert cache.get(KEY) is None


def test_that_a_folder_that_cannot_be_made_costs_the_thumbnail_only(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").touch()
    cache = Thumbnails(tmp_path / "file" / "cache")
    assert not cache.put(KEY, JPEG)
    assert cache.get(KEY) is None
    assert cache.size_bytes() == 0
    cache.clear()


def test_that_the_size_is_that_of_all_files(cache: Thumbnails) -> None:
    assert cache.size_bytes() == 0
    cache.put(KEY, JPEG)
    cache.put(OTHER, JPEG)
    assert cache.size_bytes() == 2 * (len(JPEG) + 8)


def test_that_the_oldest_thumbnails_go_first(cache: Thumbnails, tmp_path: Path) -> None:
    keys = [bytes([n]) * 16 for n in range(5)]
    for age, key in enumerate(keys):
        cache.put(key, JPEG)
        [path] = tmp_path.rglob(f"{key.hex()}.jpg")
        os.utime(path, (1000 - age, 1000 - age))

    cache.trim(2 * (len(JPEG) + 8))

    assert [cache.get(key) is not None for key in keys] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_that_nothing_is_removed_while_there_is_room(cache: Thumbnails) -> None:
    cache.put(KEY, JPEG)
    cache.trim(1000)
    assert cache.get(KEY) == JPEG


def test_that_clearing_leaves_what_is_not_ours(
    cache: Thumbnails, tmp_path: Path
) -> None:
    cache.put(KEY, JPEG)
    interrupted = only_file(tmp_path).parent / "interrupted.tmp"
    interrupted.touch()
    foreign = [tmp_path / "cache" / "notes.txt", interrupted.parent / "photo.png"]
    for path in foreign:
        path.touch()

    cache.clear()

    assert cache.get(KEY) is None
    assert not interrupted.exists()
    assert [path.exists() for path in foreign] == [True, True]


def test_that_a_look_makes_a_thumbnail_young(cache: Thumbnails, tmp_path: Path) -> None:
    for key in (KEY, OTHER):
        cache.put(key, JPEG)
        [path] = tmp_path.rglob(f"{key.hex()}.jpg")
        os.utime(path, (1000, 1000))
    cache.get(OTHER)
    cache.trim(len(JPEG) + 8)
    assert (None, JPEG) == (cache.get(KEY), cache.get(OTHER))


def test_that_the_cache_is_kept_within_its_limit(
    cache: Thumbnails, tmp_path: Path
) -> None:
    keys = [bytes([n]) * 16 for n in range(30)]
    size = len(JPEG) + 8
    for age, key in enumerate(keys[:20]):
        cache.put(key, JPEG)
        [path] = tmp_path.rglob(f"{key.hex()}.jpg")
        os.utime(path, (1000 + age, 1000 + age))
    cache.keep_within(0)
    assert 20 * size == cache.size_bytes()
    cache.keep_within(20 * size)
    assert 20 * size == cache.size_bytes()
    for key in keys[20:]:
        cache.put(key, JPEG)
    cache.keep_within(20 * size)
    # With room for a while, so that not every photo makes it look at all files.
    assert 18 * size == cache.size_bytes()
    assert all(cache.get(key) for key in keys[12:])


def test_that_an_untouched_cache_is_not_even_counted(
    cache: Thumbnails, tmp_path: Path
) -> None:
    cache.put(KEY, JPEG)
    Thumbnails(tmp_path / "cache").keep_within(1)
    assert JPEG == cache.get(KEY)
