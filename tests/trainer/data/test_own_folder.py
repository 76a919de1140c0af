import os
import sys

import numpy as np
import pytest
from PIL import ExifTags, Image

from trainer.data.own_folder import (
    MOST_BYTES,
    UnreadableError,
    glance,
    photo_files,
    read_small,
    require_folder,
)
from trainer.errors import DataError


def save(file, size=(80, 60), colour="red", **options):
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(file, **options)
    return file


def exif(taken=None, orientation=1):
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    if taken:
        said.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    return said


def test_that_pictures_are_found_below_the_folder_by_their_endings(tmp_path):
    for name in ("b/two.JPG", "one.png", "b/deep/er/three.webp"):
        save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    expected = ["b/deep/er/three.webp", "b/two.JPG", "one.png"]
    assert expected == photo_files(tmp_path)


def test_that_hidden_things_and_links_are_left_alone(tmp_path):
    outside = save(tmp_path / "outside" / "secret.png").parent
    folder = tmp_path / "photos"
    save(folder / "mine.png")
    save(folder / ".thumbnails" / "small.png")
    save(folder / ".hidden.png")
    (folder / "linked").symlink_to(outside, target_is_directory=True)
    (folder / "linked.png").symlink_to(outside / "secret.png")
    assert ["mine.png"] == photo_files(folder)


def test_that_a_photo_says_when_it_was_taken(tmp_path):
    early = save(tmp_path / "a.jpg", exif=exif("2024:05:06 07:08:09"))
    late = save(tmp_path / "b.jpg", exif=exif("2024:05:06 07:08:12"))
    assert 3.0 == glance(late).captured_s - glance(early).captured_s
    unsaid = save(tmp_path / "c.jpg")
    odd = save(tmp_path / "d.jpg", exif=exif("    :  :     :  :  "))
    assert (None, None) == (glance(unsaid).captured_s, glance(odd).captured_s)


def test_that_photos_are_read_upright_and_small(tmp_path):
    file = save(tmp_path / "a.jpg", (400, 200), exif=exif(orientation=6))
    assert (200, 100, 3) == read_small(file, 100).shape
    assert (400, 200, 3) == read_small(file, 999).shape
    assert (2, 768) == glance(file).thumbs.shape
    assert np.uint8 == glance(file).thumbs.dtype


@pytest.mark.parametrize("look", [glance, lambda file: read_small(file, 64)])
def test_that_what_is_broken_says_why_without_its_name(tmp_path, look):
    whole = save(tmp_path / "whole.png", (300, 300)).read_bytes()
    reasons = {}
    for name, content in {
        "text.jpg": b"no picture",
        "cut.png": whole[: len(whole) // 2],
        "empty.jpg": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableError) as broken:
            look(tmp_path / name)
        reasons[name] = str(broken.value)
    assert "no picture in a known format" == reasons["text.jpg"]
    assert all(reasons.values())
    assert not any(str(tmp_path) in reason for reason in reasons.values())
    with pytest.raises(UnreadableError, match="No such file"):
        look(tmp_path / "missing.jpg")
    with pytest.raises(UnreadableError, match="only 16 x 80 pixels"):
        look(save(tmp_path / "icon.png", (16, 80)))


def test_that_a_run_is_not_written_into_the_photos(tmp_path):
    photos = save(tmp_path / "photos" / "a.png").parent
    require_folder(photos, tmp_path / "run")
    for out in (photos, photos / "run", photos / ".." / "photos" / "run"):
        with pytest.raises(DataError, match="choose another run folder"):
            require_folder(photos, out)
    with pytest.raises(DataError, match="is no folder"):
        require_folder(tmp_path / "nowhere", tmp_path / "run")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFOs")
@pytest.mark.timeout(20)
def test_that_only_regular_files_of_some_size_are_read(tmp_path):
    secret = save(tmp_path / "secret.png")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(secret)
    with (tmp_path / "huge.webp").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    for name, reason in {
        "pipe.jpg": "not a regular file",
        "link.jpg": "symbolic links",
        "huge.webp": "too large: 537 megabytes",
    }.items():
        with pytest.raises(UnreadableError, match=reason):
            glance(tmp_path / name)
