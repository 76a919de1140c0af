import os
from pathlib import Path

import pytest

from trainer.data.listing import digest_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    photos = tmp_path / "photos"
    photos.mkdir()
    for name in ("a", "b"):
        (photos / name).write_text("12")
    return photos


def test_that_the_same_files_have_the_same_digest(folder: Path) -> None:
    assert digest_of(folder, ["a", "b"], 64) == digest_of(folder, ["a", "b"], 64)


def test_that_any_change_of_the_files_changes_it(folder: Path) -> None:
    digests = [digest_of(folder, ["a", "b"], 64), digest_of(folder, ["a", "b"], 32)]
    digests.append(digest_of(folder, ["a"], 64))
    os.utime(folder / "a", (1, 1))
    digests.append(digest_of(folder, ["a", "b"], 64))
    (folder / "a").write_text("123")
    os.utime(folder / "a", (1, 1))
    digests.append(digest_of(folder, ["a", "b"], 64))
    moved = folder.rename(folder.with_name("moved"))
    digests.append(digest_of(moved, ["a", "b"], 64))
    assert len(digests) == len(set(digests))
