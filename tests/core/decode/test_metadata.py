"""EXIF: what is known, and garbage that must not hurt."""

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from photosearch.core.decode.metadata import (
    NO_EXIF,
    Exif,
    describe,
    parse_exif,
    read_exif,
)
from photosearch.core.records import Metadata
from tests.pictures import exif_with

BASE, GPS = ExifTags.Base, ExifTags.GPS


def described(exif: Image.Exif, photo_format: str = "JPEG") -> Metadata:
    file = BytesIO()
    Image.new("RGB", (8, 6)).save(file, photo_format, exif=exif.tobytes())
    with Image.open(file) as image:
        return describe(read_exif(image), photo_format, (8, 6))


def of_main(tags: dict[int, Any]) -> Metadata:
    return describe(Exif(tags, {}, {}), "JPEG", (8, 6))


def of_position(tags: dict[int, Any]) -> tuple[float | None, float | None]:
    metadata = describe(Exif({}, {}, tags), "JPEG", (8, 6))
    return metadata.latitude, metadata.longitude


def at(latitude: Any, north: Any, longitude: Any, east: Any) -> dict[int, Any]:
    return {
        GPS.GPSLatitude: latitude,
        GPS.GPSLatitudeRef: north,
        GPS.GPSLongitude: longitude,
        GPS.GPSLongitudeRef: east,
    }


@pytest.mark.parametrize(
    "photo_format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"]
)
def test_that_date_camera_and_position_are_read(photo_format: str) -> None:
    exif = exif_with(
        {
            BASE.Make: "Canon",
            BASE.Model: "Canon EOS 40D",
            BASE.DateTime: "2020:01:01 00:00:00",
            BASE.DateTimeOriginal: "2008:05:30 15:56:01",
        },
        gps=at((52.0, 30.0, 0.0), "N", (13.0, 24.0, 36.0), "W"),
    )
    assert described(exif, photo_format) == Metadata(
        format=photo_format,
        width_px=8,
        height_px=6,
        taken_at=datetime(2008, 5, 30, 15, 56, 1),  # noqa: DTZ001
        camera="Canon EOS 40D",
        latitude=52.5,
        longitude=-13.41,
    )


def test_that_a_photo_without_exif_has_a_size_only() -> None:
    assert describe(NO_EXIF, "PNG", (3, 4)) == Metadata("PNG", 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008:05:30 15:56:01", (2008, 5, 30, 15, 56, 1)),
        ("2008-05-30T15:56:01+02:00", (2008, 5, 30, 15, 56, 1)),
        ("2008/05/30 15:56", (2008, 5, 30, 15, 56, 0)),
        ("2008:5:3 5:6:1", (2008, 5, 3, 5, 6, 1)),
        ("2008:05:30 15:56:60", (2008, 5, 30, 15, 56, 59)),
        (b"2008:05:30 15:56:01\0junk", (2008, 5, 30, 15, 56, 1)),
    ],
)
def test_that_dates_are_read_as_cameras_write_them(text: Any, expected: Any) -> None:
    assert of_main({BASE.DateTime: text}).taken_at == datetime(*expected)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2008:13:30 15:56:01",
        "2008:02:30 15:56:01",
        "0021:02:03 15:56:01",
        "yesterday",
        "",
        b"\xff\xfe",
        7,
        None,
        (1, 2),
        IFDRational(1, 0),
    ],
)
def test_that_a_date_that_is_none_counts_as_unknown(text: Any) -> None:
    assert of_main({BASE.DateTime: text}).taken_at is None


def test_that_the_date_of_taking_comes_before_that_of_editing() -> None:
    camera = {
        BASE.DateTimeOriginal: "0000:00:00 00:00:00",
        BASE.DateTimeDigitized: "2001:02:03 04:05:06",
    }
    exif = Exif({BASE.DateTime: "2020:01:01 00:00:00"}, camera, {})
    expected = datetime(2001, 2, 3, 4, 5, 6)  # noqa: DTZ001
    assert describe(exif, "JPEG", (1, 1)).taken_at == expected


@pytest.mark.parametrize(
    ("make", "model", "expected"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("SONY", "DSC-P1", "SONY DSC-P1"),
        ("  Panasonic\0\0", "DMC-FZ30  \0x", "Panasonic DMC-FZ30"),
        ("Kodak", None, "Kodak"),
        (None, "X100", "X100"),
        (b"Apple", "iPhone", "Apple iPhone"),
        ("A\tB\nC", "", "A B C"),
        (None, None, None),
        ("\0", "  ", None),
        (3, (1, 2), None),
        ("x" * 5000, None, "x" * 100),
    ],
)
def test_that_a_camera_is_named_once(make: Any, model: Any, expected: Any) -> None:
    assert of_main({BASE.Make: make, BASE.Model: model}).camera == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (at((1, 30, 0), "S", (2, 0, 36), "E"), (-1.5, 2.01)),
        (at((1.5,), b"N", (2,), b"W\0"), (1.5, -2.0)),
        (at(1.5, "n", 2.0, "e"), (1.5, 2.0)),
        (at((Fraction(3, 2), 0), "N", (2, 0), "E"), (1.5, 2.0)),
    ],
    ids=["south", "bytes", "numbers", "without seconds"],
)
def test_that_positions_are_read(tags: Any, expected: Any) -> None:
    assert of_position(tags) == pytest.approx(expected)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        at((1, 2, 3), "N", None, None),
        at((1, 2, 3), None, (1, 2, 3), None),
        at((1, 2, 3), "X", (1, 2, 3), "E"),
        at((IFDRational(0, 0),) * 3, "N", (IFDRational(0, 0),) * 3, "E"),
        at((IFDRational(1, 0),) * 3, "N", (1, 2, 3), "E"),
        at((0, 0, 0), "N", (0, 0, 0), "E"),
        at((91, 0, 0), "N", (1, 2, 3), "E"),
        at((1, 2, 3), "N", (181, 0, 0), "E"),
        at("12.5", "N", "words", "E"),
        at((), "N", (), "E"),
        at((1, 2, 3, 4), "N", (1, 2, 3), "E"),
        at((1, "two", 3), "N", (1, 2, 3), "E"),
    ],
)
def test_that_a_position_that_makes_no_sense_counts_as_unknown(tags: Any) -> None:
    assert of_position(tags) == (None, None)


@pytest.mark.parametrize("value", [0, 9, -1, "6", None, (6,), 6.0])
def test_that_an_orientation_that_makes_no_sense_means_upright(value: Any) -> None:
    assert Exif({BASE.Orientation: value}, {}, {}).orientation == 1


@pytest.mark.filterwarnings("ignore")
def test_that_damaged_exif_raises_nothing() -> None:
    block = exif_with(
        {BASE.Make: "Maker", BASE.DateTimeOriginal: "2008:05:30 15:56:01"},
        gps=at((1.0, 2.0, 3.0), "N", (1.0, 2.0, 3.0), "E"),
    ).tobytes()[6:]
    random = np.random.default_rng(0)
    understood = 0
    for _ in range(500):
        damaged = bytearray(block[: random.integers(1, len(block) + 1)])
        for place in random.integers(0, len(damaged), 4):
            damaged[place] = random.integers(0, 256)
        understood += parse_exif(bytes(damaged)) != NO_EXIF
        describe(parse_exif(bytes(damaged)), "JPEG", (1, 1))
    assert 0 < understood < 500
