"""Bytes to upright pixels: every format, every turn, and what is refused."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from photosearch.core.decode.pixels import Picture, Scale, read_picture
from photosearch.core.errors import DecodeError
from tests.pictures import corner_colours, draw_picture, exif_with, quadrants

SCALE = Scale(short_px=24, long_px=32, max_pixels=10_000_000)
FULL = Scale(short_px=10_000, long_px=10_000, max_pixels=10_000_000)
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF"]


def encode(picture: Image.Image, photo_format: str, **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, photo_format, **options)
    return file.getvalue()


def turned_back(picture: Image.Image, orientation: int) -> Image.Image:
    """Lay an upright picture as a camera held that way would store it."""
    turns = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_90],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_270],
        8: [Image.Transpose.ROTATE_270],
    }
    for turn in turns.get(orientation, []):
        picture = picture.transpose(turn)
    return picture


def oriented(orientation: int) -> Image.Exif:
    return exif_with({ExifTags.Base.Orientation: orientation})


def png_header(width: int, height: int) -> bytes:
    """Make a PNG that promises a size and holds almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def assert_upright(picture: Picture) -> None:
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]
    assert picture.size == (64, 48)
    assert picture.image.size == (64, 48)


@pytest.mark.parametrize("photo_format", FORMATS)
def test_that_a_photo_of_each_format_is_decoded(photo_format: str) -> None:
    picture = read_picture(encode(quadrants(), photo_format), FULL)
    assert picture.format == photo_format
    assert_upright(picture)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("photo_format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_that_orientation_is_applied_once(photo_format: str, orientation: int) -> None:
    stored = turned_back(quadrants(), orientation)
    data = encode(stored, photo_format, exif=oriented(orientation))
    assert_upright(read_picture(data, FULL))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("photo_format", ["HEIF", "AVIF"])
def test_that_a_photo_its_decoder_can_turn_is_turned_once(
    photo_format: str, orientation: int
) -> None:
    # The encoders move the orientation from EXIF into the container.
    stored = turned_back(quadrants(), orientation)
    data = encode(stored, photo_format, exif=oriented(orientation).tobytes())
    assert_upright(read_picture(data, FULL))


def test_that_a_large_photo_is_turned_after_it_was_reduced() -> None:
    stored = turned_back(quadrants((1600, 1200)), 6)
    picture = read_picture(encode(stored, "JPEG", exif=oriented(6)), SCALE)
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]
    assert picture.size == (1600, 1200)
    assert picture.image.size == (34, 25)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_that_an_orientation_that_does_not_exist_is_ignored(orientation: int) -> None:
    data = encode(quadrants(), "JPEG", exif=oriented(orientation))
    assert_upright(read_picture(data, FULL))


def test_that_orientation_in_xmp_alone_is_ignored() -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" tiff:Orientation="6"></x:xmpmeta>'
    assert_upright(read_picture(encode(quadrants(), "JPEG", xmp=xmp), FULL))


@pytest.mark.parametrize("photo_format", ["JPEG", "PNG"])
def test_that_a_large_photo_is_reduced_but_not_below_what_is_needed(
    photo_format: str,
) -> None:
    picture = read_picture(encode(draw_picture(1, (500, 400)), photo_format), SCALE)
    width, height = picture.image.size
    assert picture.size == (500, 400)
    assert SCALE.short_px <= height <= 2 * SCALE.short_px + 2
    assert width >= SCALE.long_px


@pytest.mark.parametrize("photo_format", ["JPEG", "PNG"])
def test_that_a_reduced_photo_looks_like_the_whole_one(photo_format: str) -> None:
    drawn = draw_picture(2, (800, 600))
    scale = Scale(short_px=100, long_px=100, max_pixels=10_000_000)
    picture = read_picture(encode(drawn, photo_format), scale).image
    expected = drawn.resize(picture.size, Image.Resampling.BOX)
    difference = np.abs(np.asarray(picture, int) - np.asarray(expected, int))
    assert difference.mean() < 3


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 2)])
def test_that_a_narrow_photo_is_decoded(size: tuple[int, int]) -> None:
    picture = read_picture(encode(Image.new("RGB", size, "red"), "PNG"), SCALE)
    assert picture.size == size
    assert picture.image.getpixel((0, 0)) == (255, 0, 0)


def test_that_a_progressive_jpeg_is_decoded() -> None:
    assert_upright(read_picture(encode(quadrants(), "JPEG", progressive=True), FULL))


@pytest.mark.parametrize("photo_format", ["GIF", "WEBP", "PNG"])
def test_that_the_first_picture_of_an_animation_counts(photo_format: str) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("blue", "black")]
    data = encode(quadrants(), photo_format, save_all=True, append_images=frames)
    assert_upright(read_picture(data, FULL))


def test_that_a_jpeg_with_a_second_picture_inside_counts_as_a_jpeg() -> None:
    data = encode(quadrants(), "MPO", save_all=True, append_images=[quadrants()])
    picture = read_picture(data, FULL)
    assert_upright(picture)
    assert picture.format == "JPEG"


def test_that_a_png_that_promises_200_megapixels_is_refused() -> None:
    scale = Scale(short_px=24, long_px=32, max_pixels=128_000_000)
    with pytest.raises(DecodeError, match=r"^too large: 200 megapixels$"):
        read_picture(png_header(20_000, 10_000), scale)


def test_that_a_jpeg_beyond_the_limit_is_decoded_at_reduced_scale() -> None:
    data = encode(Image.new("L", (4000, 3000), 200), "JPEG")
    picture = read_picture(data, Scale(short_px=24, long_px=32, max_pixels=1_000_000))
    assert picture.size == (4000, 3000)


@pytest.mark.parametrize(
    ("most", "left"),
    [
        pytest.param(12_015_000, (4001, 3001), id="all"),
        pytest.param(12_000_000, (2001, 1501), id="half"),
        pytest.param(3_003_501, (2001, 1501), id="just half"),
        pytest.param(3_003_500, (1001, 751), id="a quarter"),
    ],
)
def test_that_a_jpeg_is_as_sharp_as_the_limit_allows(
    most: int, left: tuple[int, int]
) -> None:
    data = encode(Image.new("L", (4001, 3001), 200), "JPEG")
    scale = Scale(short_px=9000, long_px=9000, max_pixels=most)
    assert left == read_picture(data, scale).image.size


def test_that_a_jpeg_that_cannot_be_reduced_enough_is_refused() -> None:
    data = encode(Image.new("L", (4000, 3000), 200), "JPEG")
    with pytest.raises(DecodeError, match=r"^too large: 12 megapixels$"):
        read_picture(data, Scale(short_px=24, long_px=32, max_pixels=180_000))


@pytest.mark.parametrize("photo_format", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_that_a_photo_cut_short_is_refused(photo_format: str, share: float) -> None:
    data = encode(draw_picture(3, (160, 120)), photo_format)
    with pytest.raises(DecodeError, match=r"^truncated file$"):
        read_picture(data[: int(len(data) * share)], SCALE)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 100, b"some words", b"%PDF-1.7", b"8BPS" + bytes(99), b"\0\0\1\0\1"],
    ids=["empty", "zeros", "text", "pdf", "psd", "icon"],
)
def test_that_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^not a photo format that is known$"):
        read_picture(data, SCALE)


@pytest.mark.parametrize("photo_format", FORMATS)
def test_that_damaged_bytes_raise_nothing_but_decode_errors(photo_format: str) -> None:
    random = np.random.default_rng(FORMATS.index(photo_format))
    picture = draw_picture(4, (48, 40))
    exif = exif_with({ExifTags.Base.Make: "Maker", ExifTags.Base.Orientation: 6})
    options = {} if photo_format in ("GIF", "BMP") else {"exif": exif}
    data = encode(picture, photo_format, **options)
    refused = 0
    for _ in range(60):
        damaged = bytearray(data)
        for place in random.integers(0, len(data), random.integers(1, 12)):
            damaged[place] = random.integers(0, 256)
        try:
            read_picture(bytes(damaged), SCALE)
        except DecodeError:
            refused += 1
    assert 0 < refused <= 60 or photo_format in ("BMP", "GIF")
