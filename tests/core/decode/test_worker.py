"""One file through the whole of what a worker does, in this process."""

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import xxhash
from PIL import ExifTags, Image

from photosearch.core.decode import (
    DecodeLimits,
    DecodeTask,
    InputShape,
    decode_photo,
    decode_picture,
)
from photosearch.core.errors import DecodeError
from photosearch.spec.preprocess import ResizeRule, network_input, part_input
from photosearch.spec.regions import Box
from tests.pictures import draw_picture, exif_with, save_jpeg

LIMITS = DecodeLimits()
CROP, STRETCH = InputShape(48, ResizeRule.CROP), InputShape(32, ResizeRule.STRETCH)


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg))
    image.load()
    return image


def test_that_one_reading_gives_everything(tmp_path: Path) -> None:
    exif = exif_with({ExifTags.Base.Make: "Maker", ExifTags.Base.Orientation: 6})
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1, (640, 480)), exif=exif)

    decoded = decode_photo(DecodeTask(path, (CROP, STRETCH), 96), LIMITS)

    assert decoded.content_hash == xxhash.xxh3_128_digest(path.read_bytes())
    assert decoded.size_bytes == path.stat().st_size
    assert decoded.metadata is not None
    assert decoded.metadata.format == "JPEG"
    assert (decoded.metadata.width_px, decoded.metadata.height_px) == (480, 640)
    assert decoded.metadata.camera == "Maker"
    assert [pixels.shape for pixels in decoded.inputs] == [(48, 48, 3), (32, 32, 3)]
    assert opened(decoded.thumbnail).size == (72, 96)


def test_that_a_known_content_is_recognised_and_not_decoded(tmp_path: Path) -> None:
    path = tmp_path / "no photo.jpg"
    path.write_bytes(b"this would fail to decode")
    known = xxhash.xxh3_128_digest(path.read_bytes())
    task = DecodeTask(path, (CROP,), 96, known_hashes=(b"other", known))

    decoded = decode_photo(task, LIMITS)

    assert decoded.content_hash == known
    assert decoded.size_bytes == 25
    assert (decoded.metadata, decoded.inputs, decoded.thumbnail) == (None, (), b"")


@pytest.mark.parametrize("size", [(1200, 900), (640, 480), (200, 150)])
@pytest.mark.parametrize("shape", [CROP, STRETCH], ids=["crop", "stretch"])
def test_that_inputs_from_reduced_pixels_are_nearly_those_from_all(
    tmp_path: Path, size: tuple[int, int], shape: InputShape
) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(5, size))
    whole = np.asarray(Image.open(path).convert("RGB"))
    expected = network_input(whole, shape.size_px, shape.resize)

    decoded = decode_photo(DecodeTask(path, (shape,), 64), LIMITS)

    difference = np.abs(decoded.inputs[0].astype(int) - expected.astype(int))
    assert difference.mean() < 3


def test_that_a_photo_smaller_than_the_thumbnail_is_not_enlarged(
    tmp_path: Path,
) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1, (40, 30)))
    decoded = decode_photo(DecodeTask(path, (CROP,), 256), LIMITS)
    assert opened(decoded.thumbnail).size == (40, 30)
    assert decoded.inputs[0].shape == (48, 48, 3)


def test_that_a_thumbnail_tells_nothing_about_place_and_time(tmp_path: Path) -> None:
    exif = exif_with({ExifTags.Base.Make: "Maker"})
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1), exif=exif)
    decoded = decode_photo(DecodeTask(path, (), 96), LIMITS)
    assert b"Maker" in path.read_bytes()
    assert b"Maker" not in decoded.thumbnail


def test_that_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    draw_picture(1).save(path, "PNG")
    decoded = decode_photo(DecodeTask(path, (CROP,), 96), LIMITS)
    assert decoded.metadata is not None
    assert decoded.metadata.format == "PNG"


def test_that_the_original_stays_as_it_is(tmp_path: Path) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1))
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns

    decode_photo(DecodeTask(path, (CROP,), 96), LIMITS)

    after = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    assert after == before
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_photo_without_a_file_is_decoded_the_same(tmp_path: Path) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1))
    from_file = decode_photo(DecodeTask(path, (CROP,), 96), LIMITS)
    from_memory = decode_picture(path.read_bytes(), (CROP,), 96, LIMITS)
    assert from_memory.content_hash == from_file.content_hash
    assert from_memory.metadata == from_file.metadata
    assert from_memory.thumbnail == from_file.thumbnail
    assert from_memory.inputs[0].tolist() == from_file.inputs[0].tolist()


@pytest.mark.parametrize(
    "cut", [Box(0, 0, 0.5, 0.5), Box(0.25, 0.5, 0.25, 0.5)], ids=["corner", "middle"]
)
def test_that_an_input_is_made_of_a_cut_of_the_upright_photo(
    tmp_path: Path, cut: Box
) -> None:
    upright = draw_picture(4, (240, 320))
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    exif = exif_with({ExifTags.Base.Orientation: 6})
    path = save_jpeg(tmp_path / "a.jpg", stored, exif=exif)
    part = np.asarray(upright.crop(cut.in_pixels(*upright.size)))
    expected = network_input(part, CROP.size_px, CROP.resize)

    (pixels,) = decode_photo(DecodeTask(path, (CROP,), 0, cut=cut), LIMITS).inputs

    assert np.abs(pixels.astype(int) - expected.astype(int)).mean() < 5


@pytest.mark.parametrize("cut", [Box(0.4, 0.4, 0.1, 0.1), Box(0.1, 0.1, 0.05, 0.8)])
def test_that_a_cut_of_a_large_jpeg_is_as_sharp_as_the_file(
    tmp_path: Path, cut: Box
) -> None:
    columns = np.arange(3200) // 20 % 2 * 255
    stripes = np.tile(columns.astype(np.uint8), (2400, 1))
    path = save_jpeg(tmp_path / "a.jpg", Image.fromarray(stripes))

    (pixels,) = decode_photo(DecodeTask(path, (CROP,), 0, cut=cut), LIMITS).inputs

    assert pixels.std() > 90


def test_that_a_part_is_shown_at_the_scale_of_the_finest_regions(
    tmp_path: Path,
) -> None:
    picture = draw_picture(4, (240, 320))
    path = tmp_path / "a.png"
    picture.save(path)
    cut = Box(0.25, 0.5, 0.25, 0.5)
    part = np.asarray(picture.crop(cut.in_pixels(*picture.size)))
    shape = replace(CROP, part_levels=3)

    (pixels,) = decode_photo(DecodeTask(path, (shape,), 0, cut=cut), LIMITS).inputs

    assert (pixels == part_input(part, shape.size_px, 3)).all()


def test_that_a_cut_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1))
    task = DecodeTask(path, (CROP,), 96, picture_px=200)
    whole = decode_photo(task, LIMITS)
    part = decode_photo(replace(task, cut=Box(0.2, 0.2, 0.1, 0.1)), LIMITS)
    assert (whole.content_hash, whole.metadata) == (part.content_hash, part.metadata)
    assert opened(whole.thumbnail).size == opened(part.thumbnail).size
    assert whole.picture.shape == part.picture.shape
    assert whole.inputs[0].tolist() != part.inputs[0].tolist()


def test_that_limits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    draw_picture(1, (2000, 1500)).save(path)
    task = DecodeTask(path, (CROP,), 96)
    with pytest.raises(DecodeError, match=r"^too large: 3 megapixels$"):
        decode_photo(task, DecodeLimits(max_pixels=2_000_000))
    with pytest.raises(DecodeError, match=r"^too large: \d+ megabytes$"):
        decode_photo(task, DecodeLimits(max_file_bytes=1000))


@pytest.mark.parametrize("size", [(3000, 2000), (600, 900), (90, 60)], ids=str)
def test_that_a_picture_for_faces_is_upright_and_not_enlarged(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    exif = exif_with({ExifTags.Base.Orientation: 6})
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1, size), exif=exif)
    picture = decode_photo(DecodeTask(path, (), 0, faces_px=768), LIMITS).faces_picture
    share = min(1, 768 / max(size))
    assert picture.shape == (round(size[0] * share), round(size[1] * share), 3)
    whole = draw_picture(1, size).transpose(Image.Transpose.ROTATE_270)
    due = np.asarray(whole.resize(picture.shape[1::-1]), np.float32)
    assert np.abs(picture - due).mean() < 12


def gap_to_whole(thumbnail: Image.Image, path: Path) -> float:
    """Return how far a thumbnail is from the photo, shrunk in one step."""
    with Image.open(path) as photo:
        due = photo.resize(thumbnail.size, Image.Resampling.HAMMING)
    return float(np.abs(np.asarray(thumbnail, float) - np.asarray(due, float)).mean())


def test_that_looking_for_faces_hardly_changes_what_else_is_made(
    tmp_path: Path,
) -> None:
    path = save_jpeg(tmp_path / "a.jpg", draw_picture(1, (3000, 2000)))
    task = DecodeTask(path, (CROP,), 96)
    usual = decode_photo(task, LIMITS)
    assert usual.faces_picture is None
    beside = decode_photo(replace(task, faces_px=768), LIMITS)
    gap = np.abs(usual.inputs[0].astype(int) - beside.inputs[0].astype(int))
    assert gap.mean() < 4
    # A decoder that shrinks more rounds up more.
    small, other = opened(usual.thumbnail), opened(beside.thumbnail)
    assert np.ptp([small.size, other.size], axis=0).max() <= 1
    assert gap_to_whole(other, path) <= gap_to_whole(small, path)
    assert usual.metadata == beside.metadata
