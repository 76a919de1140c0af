import time
from pathlib import Path

import pytest

from photosearch.core.watch import Watch


@pytest.mark.parametrize("is_polling", [False, True], ids=["system", "polling"])
def test_that_a_new_file_is_told_once_it_is_quiet(
    tmp_path: Path, is_polling: bool
) -> None:
    below = tmp_path / "2024" / "summer"
    below.mkdir(parents=True)
    with Watch([tmp_path], is_polling=is_polling, quiet_s=0.1) as watch:
        time.sleep(0.1)
        (below / "a.jpg").write_bytes(b"1")
        (below / "b.jpg").write_bytes(b"2")
        assert [tmp_path] == list(watch.changed(timeout_s=10))


def test_that_reading_a_photo_is_no_change(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"1")
    with Watch([tmp_path], quiet_s=0.05) as watch:
        photo.read_bytes()
        assert [] == list(watch.changed(timeout_s=0.3))


@pytest.mark.parametrize("change", ["rename", "delete", "rewrite"])
def test_that_each_kind_of_change_is_told(tmp_path: Path, change: str) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"1")
    with Watch([tmp_path], quiet_s=0.05) as watch:
        match change:
            case "rename":
                photo.rename(tmp_path / "b.jpg")
            case "delete":
                photo.unlink()
            case _:
                photo.write_bytes(b"22")
        assert [tmp_path] == list(watch.changed(timeout_s=10))


def test_that_each_of_two_folders_is_told_apart(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with Watch([one, other], quiet_s=0.05) as watch:
        (other / "a.jpg").write_bytes(b"1")
        assert [other] == list(watch.changed(timeout_s=10))


def test_that_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"), Watch([tmp_path / "gone"]):
        pass
