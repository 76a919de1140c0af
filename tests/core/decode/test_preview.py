"""The JPEG inside a photo's EXIF."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageOps

from photosearch.core.decode import embedded_preview, stored_orientation
from photosearch.core.errors import DecodeError
from tests.pictures import (
    corner_colours,
    draw_picture,
    exif_with,
    quadrants,
    save_jpeg,
)


def encoded(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


def exif_block(preview: bytes, orientation: int, order: str = "<") -> bytes:
    """Write a TIFF with an orientation and, in a second directory, a JPEG."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", 8)
    orientation_tag = struct.pack(
        order + "HHIHH", ExifTags.Base.Orientation, 3, 1, orientation, 0
    )
    second = 8 + 2 + 12 + 4
    jpeg_at = second + 2 + 2 * 12 + 4
    return b"".join(
        (
            head,
            struct.pack(order + "H", 1) + orientation_tag,
            struct.pack(order + "I", second),
            struct.pack(order + "H", 2),
            struct.pack(order + "HHII", 0x201, 4, 1, jpeg_at),
            struct.pack(order + "HHII", 0x202, 4, 1, len(preview)),
            struct.pack(order + "I", 0),
            preview,
        )
    )


def photo_with(path: Path, block: bytes) -> Path:
    return save_jpeg(path, draw_picture(1), exif=b"Exif\0\0" + block)


@pytest.mark.parametrize("order", ["<", ">"], ids=["little", "big"])
def test_that_the_preview_of_a_jpeg_is_given_as_it_is(
    tmp_path: Path, order: str
) -> None:
    preview = encoded(quadrants())
    photo = photo_with(tmp_path / "a.jpg", exif_block(preview, 1, order))
    assert preview == embedded_preview(photo)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_that_a_preview_says_how_to_turn_it(tmp_path: Path, orientation: int) -> None:
    block = exif_block(encoded(quadrants()), orientation)
    given = embedded_preview(photo_with(tmp_path / "a.jpg", block))
    assert given is not None
    turned = ImageOps.exif_transpose(Image.open(BytesIO(given)))
    stored = quadrants()
    stored.getexif()[ExifTags.Base.Orientation] = orientation
    assert corner_colours(ImageOps.exif_transpose(stored)) == corner_colours(turned)


def test_that_a_raw_photo_that_is_a_tiff_has_a_preview_too(tmp_path: Path) -> None:
    preview = encoded(quadrants())
    raw = tmp_path / "a.cr2"
    raw.write_bytes(exif_block(preview, 1) + bytes(1 << 20))
    assert preview == embedded_preview(raw)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no picture",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\xff\xffExif\0\0II*\0",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        exif_block(b"\xff\xd8 cut", 1)[:-2],
        exif_block(b"no JPEG", 1),
        exif_block(b"", 1),
        encoded(quadrants()),
    ],
    ids=[
        "empty",
        "text",
        "start",
        "short segment",
        "no directory",
        "directory beyond",
        "cut",
        "foreign",
        "nothing",
        "no exif",
    ],
)
def test_that_what_has_no_preview_gives_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert embedded_preview(path) is None


def test_that_what_cannot_be_read_has_no_preview(tmp_path: Path) -> None:
    assert embedded_preview(tmp_path / "missing.jpg") is None
    assert embedded_preview(tmp_path) is None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_that_a_file_tells_how_it_is_stored(tmp_path: Path, orientation: int) -> None:
    exif = exif_with({ExifTags.Base.Orientation: orientation})
    photo = save_jpeg(tmp_path / "a.jpg", draw_picture(1), exif=exif)
    assert orientation == stored_orientation(photo)
    draw_picture(1).save(tmp_path / "a.tif", exif=exif)
    assert orientation == stored_orientation(tmp_path / "a.tif")


def test_that_a_file_without_a_sensible_orientation_is_upright(tmp_path: Path) -> None:
    bare = save_jpeg(tmp_path / "bare.jpg", draw_picture(1))
    odd = photo_with(tmp_path / "odd.jpg", exif_block(b"", 9))
    (tmp_path / "text.jpg").write_text("no picture")
    for file in (bare, odd, tmp_path / "text.jpg"):
        assert 1 == stored_orientation(file)
    with pytest.raises(DecodeError, match="the file is gone"):
        stored_orientation(tmp_path / "nowhere.jpg")
