import pytest

from trainer.data.same_object import list_same_object
from trainer.errors import DataError


def make(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")


def test_that_photos_are_listed_object_by_object(tmp_path):
    views = [f"{view}.webp" for view in range(4)]
    make(tmp_path / "set", *(f"{each}/{view}" for each in ("b", "a") for view in views))
    found = list_same_object("set", tmp_path, tmp_path)
    expected = [f"{each}/{view}" for each in ("a", "b") for view in views]
    assert [photo.name for photo in found.photos] == expected
    assert found.objects.tolist() == [0] * 4 + [1] * 4


def test_that_an_object_with_a_missing_photo_is_named(tmp_path):
    make(tmp_path / "set", *(f"a/{view}.webp" for view in range(3)))
    with pytest.raises(DataError, match="set/a holds 3 photos of its object, not 4"):
        list_same_object("set", tmp_path, tmp_path)
