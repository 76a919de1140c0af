"""Pixels of every kind to sRGB."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from photosearch.core.decode.pixels import Scale, read_picture

FULL = Scale(short_px=10_000, long_px=10_000, max_pixels=10_000_000)


def decoded(picture: Image.Image, photo_format: str, **options: Any) -> Image.Image:
    file = BytesIO()
    picture.save(file, photo_format, **options)
    return read_picture(file.getvalue(), FULL).image


def colour(image: Image.Image, place: tuple[int, int] = (0, 0)) -> tuple[int, ...]:
    return tuple(int(v) for v in np.asarray(image)[place[1], place[0]])


def icc_profile(matrix: Any, gamma: float) -> bytes:
    """Build an ICC profile from the columns of a matrix to XYZ under D50."""

    def number(value: float) -> bytes:
        return round(float(value) * 65536).to_bytes(4, "big", signed=True)

    def xyz(values: Any) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(number(v) for v in values)

    curve = b"curv\0\0\0\0\0\0\0\1" + round(gamma * 256).to_bytes(2, "big") + b"\0\0"
    name = b"a wide gamut\0"
    text = b"desc\0\0\0\0" + len(name).to_bytes(4, "big") + name + bytes(79)
    tags = {
        b"desc": text + bytes(-len(text) % 4),
        b"wtpt": xyz([0.9642, 1.0, 0.8249]),
        b"rXYZ": xyz(matrix[:, 0]),
        b"gXYZ": xyz(matrix[:, 1]),
        b"bXYZ": xyz(matrix[:, 2]),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = len(tags).to_bytes(4, "big"), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, value in tags.items():
        offset = start + len(body)
        table += tag + offset.to_bytes(4, "big") + len(value).to_bytes(4, "big")
        body += value
    size = 128 + len(table) + len(body)
    header = size.to_bytes(4, "big") + b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ " + bytes(12)
    header += b"acsp" + bytes(28) + xyz([0.9642, 1.0, 0.8249])[8:]
    return header.ljust(128, b"\0") + table + body


# Adobe RGB (1998): the columns of its matrix to XYZ under D50, gamma 563/256.
ADOBE_RGB = icc_profile(
    np.array(
        [
            [0.60974, 0.20528, 0.14919],
            [0.31111, 0.62567, 0.06322],
            [0.01947, 0.06087, 0.74457],
        ]
    ),
    2.19921875,
)
DISPLAY_P3 = icc_profile(
    np.array(
        [
            [0.51512, 0.29198, 0.15710],
            [0.24120, 0.69225, 0.06657],
            [-0.00105, 0.04189, 0.78407],
        ]
    ),
    2.2,
)


@pytest.mark.parametrize(
    "photo_format", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF"]
)
def test_that_adobe_rgb_is_turned_into_srgb(photo_format: str) -> None:
    picture = Image.new("RGB", (32, 32), (100, 150, 60))
    # What Adobe RGB (100, 150, 60) is in sRGB, by the formulas of both standards.
    expected = (63, 152, 50)
    found = colour(decoded(picture, photo_format, icc_profile=ADOBE_RGB), (16, 16))
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 5


def test_that_display_p3_is_turned_into_srgb() -> None:
    picture = Image.new("RGB", (32, 32), (200, 100, 100))
    red, green, blue = colour(decoded(picture, "PNG", icc_profile=DISPLAY_P3))
    assert red > 210
    assert green < 96
    assert blue < 100


def test_that_srgb_stays_as_it_is() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGB", (8, 8), (12, 134, 250))
    assert colour(decoded(picture, "PNG", icc_profile=srgb)) == (12, 134, 250)


@pytest.mark.parametrize("icc", [b"no profile", ADOBE_RGB[:200], bytes(500)])
def test_that_a_profile_that_makes_no_sense_is_ignored(icc: bytes) -> None:
    picture = Image.new("RGB", (8, 8), (12, 134, 250))
    assert colour(decoded(picture, "PNG", icc_profile=icc)) == (12, 134, 250)


def test_that_a_profile_for_other_pixels_is_ignored() -> None:
    picture = Image.new("L", (8, 8), 77)
    assert colour(decoded(picture, "PNG", icc_profile=ADOBE_RGB)) == (77, 77, 77)


@pytest.mark.parametrize(
    ("mode", "value", "photo_format", "expected"),
    [
        ("1", 1, "PNG", (255, 255, 255)),
        ("1", 0, "TIFF", (0, 0, 0)),
        ("L", 77, "JPEG", (77, 77, 77)),
        ("I;16", 0x80FF, "PNG", (129, 129, 129)),
        ("I;16", 0x80FF, "TIFF", (129, 129, 129)),
        ("I", 0x80FF, "TIFF", (129, 129, 129)),
        ("I;16", 4095, "TIFF", (255, 255, 255)),
        ("F", 0.5, "TIFF", (128, 128, 128)),
        ("YCbCr", (76, 85, 255), "JPEG", (254, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "TIFF", (255, 0, 0)),
        ("LAB", (255, 128, 128), "TIFF", (255, 255, 255)),
        ("RGBA", (255, 0, 0, 255), "PNG", (255, 0, 0)),
        ("RGBA", (255, 0, 0, 128), "PNG", (255, 127, 127)),
        ("RGBA", (255, 0, 0, 128), "TIFF", (255, 127, 127)),
        ("LA", (0, 128), "PNG", (127, 127, 127)),
    ],
)
def test_that_pixels_of_any_kind_become_rgb(
    mode: str, value: Any, photo_format: str, expected: tuple[int, ...]
) -> None:
    picture = Image.new(mode, (16, 16), value)
    found = decoded(picture, photo_format)
    assert found.mode == "RGB"
    assert max(abs(a - b) for a, b in zip(colour(found), expected, strict=True)) <= 2


def test_that_16_bit_greys_keep_their_order() -> None:
    ramp = np.arange(0, 65536, 257, dtype=np.uint16).reshape(16, 16)
    found = np.asarray(decoded(Image.fromarray(ramp), "PNG"))[..., 0]
    assert found.reshape(-1).tolist() == list(range(256))


def test_that_16_bit_colours_are_scaled() -> None:
    # Pillow cannot write them; this is a PNG of one pixel, 16 bits a channel.
    def chunk(kind: bytes, body: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + end

    row = b"\0" + struct.pack(">HHH", 65535, 32768, 0)
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(row)),
            chunk(b"IEND", b""),
        ]
    )
    assert colour(read_picture(data, FULL).image) == (255, 128, 0)


def test_that_measurements_are_stretched_from_darkest_to_brightest() -> None:
    heights = np.linspace(-400, 8848, 256, dtype=np.float32).reshape(16, 16)
    found = np.asarray(decoded(Image.fromarray(heights), "TIFF"))[..., 0]
    assert found.reshape(-1).tolist() == list(range(256))


def test_that_numbers_that_are_none_count_as_zero() -> None:
    values = np.array([[np.nan, 1.0], [0.0, np.nan]], np.float32)
    found = np.asarray(decoded(Image.fromarray(values), "TIFF"))[..., 0]
    assert found.tolist() == [[0, 255], [0, 0]]


@pytest.mark.parametrize("photo_format", ["PNG", "GIF"])
def test_that_a_transparent_colour_of_a_palette_becomes_white(
    photo_format: str,
) -> None:
    picture = Image.new("P", (16, 16), 0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.paste(1, (8, 0, 16, 16))
    found = decoded(picture, photo_format, transparency=0)
    assert colour(found) == (255, 255, 255)
    assert colour(found, (12, 5)) == (255, 0, 0)


def test_that_a_photo_whose_alpha_is_zero_everywhere_is_shown_all_the_same() -> None:
    picture = Image.new("RGBA", (16, 16), (10, 200, 30, 0))
    assert colour(decoded(picture, "PNG")) == (10, 200, 30)
