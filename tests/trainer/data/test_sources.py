import tarfile

import pytest

from trainer.data.sources import Source, list_photos, stable_share
from trainer.errors import DataError


def make(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")


def names(photos):
    return [photo.name for photo in photos]


def test_that_photos_are_listed_by_name_and_other_files_are_not(tmp_path):
    make(tmp_path / "set", "b/2.JPG", "a/1.webp", "b/readme.txt", "skip/3.png")
    photos = list_photos(Source("set", exclude=("skip",)), tmp_path, tmp_path)
    assert names(photos) == ["a/1.webp", "b/2.JPG"]
    assert [photo.key for photo in photos] == ["set/a/1.webp", "set/b/2.JPG"]
    assert [photo.folder for photo in photos] == ["a", "b"]


def test_that_a_name_that_is_no_unicode_has_its_place_too():
    assert 0 <= stable_share("1/IMG_\udce9.jpg") < 1
    assert stable_share("1/IMG_\udce9.jpg") != stable_share("1/IMG_\udcea.jpg")


def test_that_a_limit_takes_the_same_photos_in_every_place(tmp_path):
    every = [f"{number}.png" for number in range(50)]
    make(tmp_path / "here" / "set", *every)
    make(tmp_path / "there" / "set", *reversed(every))
    source = Source("set", limit=10)
    here = list_photos(source, tmp_path / "here", tmp_path)
    there = list_photos(source, tmp_path / "there", tmp_path)
    assert len(here) == 10
    assert names(here) == names(there)
    assert names(here) != sorted(every)[:10]


def test_that_a_pack_is_unpacked_once_into_the_cache(tmp_path):
    make(tmp_path / "packing" / "pets", "cats/1.webp")
    with tarfile.open(tmp_path / "pets.tar.xz", "w:xz") as archive:
        archive.add(tmp_path / "packing" / "pets", "pets")
    cache = tmp_path / "cache"
    photos = list_photos(Source("pets/cats"), tmp_path, cache)
    assert [photo.file for photo in photos] == [cache / "pets" / "cats" / "1.webp"]
    (tmp_path / "pets.tar.xz").write_bytes(b"no longer read")
    assert names(list_photos(Source("pets"), tmp_path, cache)) == ["cats/1.webp"]


def test_that_a_damaged_pack_leaves_no_half_unpacked_folder(tmp_path):
    (tmp_path / "pets.tar.xz").write_bytes(b"no archive")
    with pytest.raises(DataError, match="cannot unpack"):
        list_photos(Source("pets"), tmp_path, tmp_path / "cache")
    assert not (tmp_path / "cache" / "pets").exists()


def test_that_a_missing_folder_says_how_to_name_it(tmp_path):
    with pytest.raises(DataError, match=r"is missing .*data\.root=DIR"):
        list_photos(Source("none"), tmp_path, tmp_path)


def test_that_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "set").mkdir()
    with pytest.raises(DataError, match="no photos in"):
        list_photos(Source("set"), tmp_path, tmp_path)


def test_that_shares_are_even_and_never_change():
    shares = [stable_share(f"photo {number}") for number in range(2000)]
    assert all(0 <= share < 1 for share in shares)
    assert sum(share < 0.1 for share in shares) == pytest.approx(200, abs=50)
    assert stable_share("photosearch") == 0.8679407013788181
