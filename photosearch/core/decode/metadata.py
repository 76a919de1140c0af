"""What a photo says about itself, from EXIF that may be garbage."""

import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from photosearch.core.records import Metadata

# What Pillow raises on EXIF that makes no sense.
_GARBAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RecursionError,
    struct.error,
)

_DATE = re.compile(
    r"\s*(\d{4})\D(\d{1,2})\D(\d{1,2})\D{1,3}(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?"
)
_EARLIEST_YEAR = 1826  # the oldest photograph that is known
_LONGEST_NAME = 100
_DEGREES, _MINUTES, _SECONDS = 1, 60, 3600


@dataclass(frozen=True, slots=True)
class Exif:
    """The parts of a photo's EXIF that matter here; empty where there is none.

    Attributes:
        main: Tags of the first directory.
        camera: Tags of the Exif directory.
        position: Tags of the GPS directory.
    """

    main: Mapping[int, Any]
    camera: Mapping[int, Any]
    position: Mapping[int, Any]

    @property
    def orientation(self) -> int:
        """1 to 8 as EXIF numbers them; 1, upright, where it makes no sense."""
        value = self.main.get(ExifTags.Base.Orientation)
        return value if isinstance(value, int) and 1 <= value <= 8 else 1


NO_EXIF = Exif({}, {}, {})


def read_exif(image: Image.Image) -> Exif:
    """Read what can be read; garbage counts as absent, and nothing is raised."""
    try:
        return _parts(image.getexif())
    except _GARBAGE:
        return NO_EXIF


def parse_exif(block: bytes) -> Exif:
    """Read a block that starts like a TIFF file, as RAW photos do."""
    exif = Image.Exif()
    try:
        exif.load(block)
        return _parts(exif)
    except _GARBAGE:
        return NO_EXIF


def describe(exif: Exif, photo_format: str, size: tuple[int, int]) -> Metadata:
    """Gather what is known of a photo.

    Args:
        exif: What `read_exif` gave.
        photo_format: Name of the file format.
        size: Width and height of the upright photo in pixels.
    """
    latitude, longitude = _position(exif.position)
    return Metadata(
        format=photo_format,
        width_px=size[0],
        height_px=size[1],
        taken_at=_taken_at(exif),
        camera=_camera(exif.main),
        latitude=latitude,
        longitude=longitude,
    )


def _parts(exif: Image.Exif) -> Exif:
    return Exif(
        main=dict(exif),
        camera=_directory(exif, ExifTags.IFD.Exif),
        position=_directory(exif, ExifTags.IFD.GPSInfo),
    )


def _directory(exif: Image.Exif, tag: int) -> Mapping[int, Any]:
    try:
        return dict(exif.get_ifd(tag))
    except _GARBAGE:
        return {}


def _taken_at(exif: Exif) -> datetime | None:
    # DateTime comes last: programs that edit a photo overwrite it.
    candidates = (
        exif.camera.get(ExifTags.Base.DateTimeOriginal),
        exif.camera.get(ExifTags.Base.DateTimeDigitized),
        exif.main.get(ExifTags.Base.DateTime),
    )
    return next(filter(None, map(_date, candidates)), None)


def _date(value: object) -> datetime | None:
    found = _DATE.match(_text(value))
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if year < _EARLIEST_YEAR:
        return None
    try:
        # No zone: EXIF tells the time that the camera's clock showed.
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        return None


def _camera(main: Mapping[int, Any]) -> str | None:
    make = _text(main.get(ExifTags.Base.Make))
    model = _text(main.get(ExifTags.Base.Model))
    if make and model and make.split()[0].lower() == model.split()[0].lower():
        make = ""
    return f"{make} {model}".strip()[:_LONGEST_NAME] or None


def _text(value: object) -> str:
    """Return what can be shown of a tag that should be text."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    until_null = value.split("\0", 1)[0]
    printable = "".join(c if c.isprintable() else " " for c in until_null)
    return " ".join(printable.replace("\N{REPLACEMENT CHARACTER}", " ").split())


def _position(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _angle(
        gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "NS"
    )
    longitude = _angle(
        gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "EW"
    )
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    # Cameras that found no satellite write zeros; nobody takes photos there.
    if latitude == longitude == 0:
        return None, None
    return latitude, longitude


def _angle(value: object, reference: object, signs: str) -> float | None:
    """Return signed degrees from degrees, minutes and seconds.

    Args:
        value: Up to three rationals; a zero denominator makes a rational NaN.
        reference: One of the two letters of `signs`.
        signs: The letters of the positive and of the negative side.
    """
    letter = _text(reference)[:1].upper()
    parts = value if isinstance(value, tuple) else (value,)
    if not letter or letter not in signs or not 1 <= len(parts) <= 3:
        return None
    try:
        degrees = sum(
            float(part) / unit
            for part, unit in zip(parts, (_DEGREES, _MINUTES, _SECONDS), strict=False)
        )
    except _GARBAGE:
        return None
    if not math.isfinite(degrees):
        return None
    return degrees if letter == signs[0] else -degrees
