from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from trainer.data.people_split import (
    part_of_person,
    photos_in_folders,
    read_identities,
    wild_photos,
)
from trainer.data.split import Part
from trainer.errors import DataError


def put_photo(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8)).save(file)


def test_that_people_are_divided_in_the_stated_shares() -> None:
    parts = [part_of_person(person) for person in range(20_000)]
    shares = [parts.count(part) / len(parts) for part in Part]
    np.testing.assert_allclose([0.7, 0.07, 0.23], shares, atol=0.01)


def test_that_a_person_stays_in_one_part_for_good() -> None:
    """Models that are shipped were measured on this division."""
    parts = [part_of_person(person) for person in (1, 2, 2880, 7357, 8567)]
    assert ["training", "training", "training", "training", "training"] == [
        str(part) for part in parts
    ]


def test_that_the_large_photos_are_taken_where_they_are(tmp_path: Path) -> None:
    put_photo(tmp_path / "celeb/CelebA/000001.jpg")
    put_photo(tmp_path / "celeb/Celeb/000009.jpg")
    put_photo(tmp_path / "celeba_wild/2880/000001.webp")
    people = "image identity\n000001.jpg 2880\n000002.jpg 2937\n"
    (tmp_path / "celeb/identity_CelebA.txt").write_text(people)
    found = wild_photos(tmp_path, tmp_path / "cache")
    assert [(2880, "000001")] == [(each.person, each.number) for each in found]
    assert "000001.jpg" == found[0].photo.file.name
    assert part_of_person(2880) == found[0].part


def test_that_folders_name_the_people_otherwise(tmp_path: Path) -> None:
    put_photo(tmp_path / "celeba_wild/2880/000001.webp")
    put_photo(tmp_path / "celeba_wild/12/000005.webp")
    found = wild_photos(tmp_path, tmp_path / "cache")
    expected = [(12, "000005"), (2880, "000001")]
    assert expected == [(each.person, each.number) for each in found]


def test_that_a_folder_that_names_nobody_is_told(tmp_path: Path) -> None:
    put_photo(tmp_path / "celeba_wild/ann/000001.webp")
    with pytest.raises(DataError, match="person's number"):
        photos_in_folders("celeba_wild", tmp_path, tmp_path / "cache")


@pytest.mark.parametrize("content", [b"", b"image identity\n", b"\xff\xfe\x00"])
def test_that_a_list_without_people_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.txt").write_bytes(content)
    with pytest.raises(DataError, match=r"list\.txt"):
        read_identities(tmp_path / "list.txt")
