"""RAW photos, by DNG files made here: with and without a preview, upright or not."""

import importlib.util
import struct
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosearch.core.decode.pixels import Scale
from photosearch.core.decode.raw import is_raw, read_raw
from photosearch.core.errors import DecodeError
from tests.pictures import corner_colours, quadrants

needs_rawpy = pytest.mark.skipif(
    importlib.util.find_spec("rawpy") is None, reason="the extra `raw` is not installed"
)
SCALE = Scale(short_px=48, long_px=64, max_pixels=10_000_000)
SIZE = (256, 192)
BYTE, ASCII, SHORT, LONG, RATIONAL, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 10
PACKING = {BYTE: "B", SHORT: "H", LONG: "I", RATIONAL: "I", SIGNED_RATIONAL: "i"}

Tags = dict[int, tuple[int, Any]]


def directory(tags: Tags, start: int) -> bytes:
    """Lay out a TIFF directory that begins at an offset, values behind it."""
    table, values = b"", b""
    values_start = start + 2 + 12 * len(tags) + 4
    for tag, (kind, content) in sorted(tags.items()):
        if kind == ASCII:
            body, count = content, len(content)
        else:
            body = struct.pack(f"<{len(content)}{PACKING[kind]}", *content)
            count = len(content) // (2 if kind in (RATIONAL, SIGNED_RATIONAL) else 1)
        if len(body) > 4:
            offset = values_start + len(values)
            values += body + bytes(len(body) % 2)
            body = struct.pack("<I", offset)
        table += struct.pack("<HHI", tag, kind, count) + body.ljust(4, b"\0")
    return struct.pack("<H", len(tags)) + table + bytes(4) + values


def mosaic(picture: Image.Image) -> bytes:
    """Keep one colour of each pixel, as a sensor does: RG above GB."""
    rgb = np.asarray(picture).astype(np.uint16) * 257
    sensor = rgb[..., 1].copy()
    sensor[0::2, 0::2] = rgb[0::2, 0::2, 0]
    sensor[1::2, 1::2] = rgb[1::2, 1::2, 2]
    return sensor.tobytes()


def dng(picture: Image.Image, orientation: int = 1, preview: bytes = b"") -> bytes:
    """Make a DNG from what the sensor saw, with a JPEG preview if one is given."""
    pixels = mosaic(picture)
    pixels_start = 8
    preview_start = pixels_start + len(pixels)
    main_start = preview_start + len(preview) + len(preview) % 2
    sensor: Tags = {
        254: (LONG, [0]),
        256: (LONG, [picture.width]),
        257: (LONG, [picture.height]),
        258: (SHORT, [16]),
        259: (SHORT, [1]),
        262: (SHORT, [32803]),  # a colour filter array
        273: (LONG, [pixels_start]),
        277: (SHORT, [1]),
        278: (LONG, [picture.height]),
        279: (LONG, [len(pixels)]),
        33421: (SHORT, [2, 2]),
        33422: (BYTE, [0, 1, 1, 2]),
        50717: (LONG, [65535]),
    }
    camera: Tags = {
        271: (ASCII, b"Maker\0"),
        272: (ASCII, b"Model 1\0"),
        274: (SHORT, [orientation]),
        306: (ASCII, b"2008:05:30 15:56:01\0"),
        50706: (BYTE, [1, 4, 0, 0]),
        50708: (ASCII, b"Maker Model 1\0"),
        # XYZ under D65 to linear sRGB: the sensor sees in sRGB's primaries.
        50721: (
            SIGNED_RATIONAL,
            [
                v
                for n in (32406, -15372, -4986, -9689, 18758, 415, 557, -2040, 10570)
                for v in (n, 10000)
            ],
        ),
        50728: (RATIONAL, [1, 1] * 3),
        50778: (SHORT, [21]),
    }
    if not preview:
        return _file(main_start, pixels, b"", directory(sensor | camera, main_start))
    size = Image.open(BytesIO(preview)).size
    small: Tags = {
        254: (LONG, [1]),
        256: (LONG, [size[0]]),
        257: (LONG, [size[1]]),
        258: (SHORT, [8, 8, 8]),
        259: (SHORT, [7]),  # JPEG
        262: (SHORT, [6]),
        273: (LONG, [preview_start]),
        277: (SHORT, [3]),
        278: (LONG, [size[1]]),
        279: (LONG, [len(preview)]),
    }
    sensor_start = main_start + 4096
    main = directory(small | camera | {330: (LONG, [sensor_start])}, main_start)
    end = main.ljust(4096, b"\0") + directory(sensor, sensor_start)
    return _file(main_start, pixels, preview, end)


def _file(start: int, pixels: bytes, preview: bytes, directories: bytes) -> bytes:
    body = b"II*\0" + struct.pack("<I", start) + pixels + preview
    return body.ljust(start, b"\0") + directories


def jpeg(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "JPEG", quality=95)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        dng(quadrants(SIZE)),
        dng(quadrants(SIZE), preview=jpeg(quadrants())),
        b"FUJIFILMCCD-RAW 0201",
        b"IIRO" + bytes(20),
        b"\0\0\0\x18ftypcrx ",
        b"II*\0\x10\0\0\0CR\2\0",
    ],
    ids=["DNG", "DNG with preview", "Fuji", "Olympus", "CR3", "CR2"],
)
def test_that_raw_is_told_by_its_content(data: bytes) -> None:
    assert is_raw(data)


@pytest.mark.parametrize("photo_format", ["JPEG", "PNG", "TIFF", "HEIF", "WEBP"])
def test_that_other_photos_are_not_raw(photo_format: str) -> None:
    file = BytesIO()
    exif = Image.Exif()
    exif[271] = "Maker"
    quadrants().save(file, photo_format, exif=exif.tobytes())
    assert not is_raw(file.getvalue())


@pytest.mark.parametrize(
    "data", [b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff"]
)
def test_that_a_tiff_cut_short_is_not_raw(data: bytes) -> None:
    assert not is_raw(data)


@needs_rawpy
def test_that_a_raw_photo_without_a_preview_is_developed() -> None:
    picture = read_raw(dng(quadrants(SIZE)), SCALE)
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]
    assert picture.format == "RAW"
    assert picture.size == SIZE
    assert picture.exif.main[271] == "Maker"


@needs_rawpy
def test_that_a_raw_photo_is_turned_once() -> None:
    sensor = quadrants(SIZE).transpose(Image.Transpose.ROTATE_90)
    picture = read_raw(dng(sensor, orientation=6), SCALE)
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]
    assert picture.size == SIZE


@needs_rawpy
def test_that_the_preview_is_used_where_it_is_large_enough() -> None:
    grey = Image.new("RGB", (128, 96), (128, 128, 128))
    data = dng(quadrants(SIZE), preview=jpeg(grey))
    picture = read_raw(data, SCALE)
    assert np.asarray(picture.image).std() < 2
    assert picture.size == SIZE


@needs_rawpy
@pytest.mark.parametrize(("width", "is_used"), [(128, True), (126, False)])
def test_that_a_preview_is_used_where_developing_gives_no_more(
    width: int, is_used: bool
) -> None:
    """The sensor's pixels are developed at half size: 128 x 96."""
    grey = Image.new("RGB", (width, 96), (128, 128, 128))
    scale = Scale(short_px=1000, long_px=1000, max_pixels=10_000_000)
    picture = read_raw(dng(quadrants(SIZE), preview=jpeg(grey)), scale)
    assert is_used == (np.asarray(picture.image).std() < 2)


@needs_rawpy
def test_that_a_preview_that_is_too_small_is_not_used() -> None:
    data = dng(quadrants(SIZE), preview=jpeg(Image.new("RGB", (32, 24), "grey")))
    picture = read_raw(data, SCALE)
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]


@needs_rawpy
@pytest.mark.parametrize("is_turned", [False, True], ids=["as the sensor", "upright"])
def test_that_a_preview_is_turned_unless_the_camera_did(is_turned: bool) -> None:
    upright = quadrants((96, 128))
    sideways = upright.transpose(Image.Transpose.ROTATE_90)
    sensor = quadrants((SIZE[1], SIZE[0])).transpose(Image.Transpose.ROTATE_90)
    preview = upright if is_turned else sideways
    picture = read_raw(dng(sensor, orientation=6, preview=jpeg(preview)), SCALE)
    assert corner_colours(picture.image) == ["red", "green", "blue", "white"]
    assert picture.size == (SIZE[1], SIZE[0])


@needs_rawpy
def test_that_a_damaged_raw_photo_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^damaged RAW file: "):
        read_raw(b"FUJIFILMCCD-RAW 0201" + bytes(2000), SCALE)


@needs_rawpy
def test_that_a_raw_photo_beyond_the_limit_is_refused() -> None:
    scale = Scale(short_px=48, long_px=64, max_pixels=1000)
    with pytest.raises(DecodeError, match=r"^too large: 0 megapixels$"):
        read_raw(dng(quadrants(SIZE)), scale)


def test_that_without_rawpy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(DecodeError, match=r"pip install 'photosearch\[raw\]'"):
        read_raw(dng(quadrants(SIZE)), SCALE)
