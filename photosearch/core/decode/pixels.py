"""Bytes to upright sRGB pixels at the scale that is needed."""

import math
import struct
import warnings
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pillow_heif

# Importing a plugin registers it; `Image.open` would import them all, exotic ones too.
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,  # noqa: F401
    GifImagePlugin,  # noqa: F401
    Image,
    JpegImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
    UnidentifiedImageError,
    WebPImagePlugin,  # noqa: F401
)

from photosearch.core.decode.colours import to_plain, to_srgb
from photosearch.core.decode.metadata import Exif, read_exif
from photosearch.core.errors import DecodeError

# Pillow refuses by the size in the header, before a JPEG can be reduced; `_check_size`
# looks at what will be held in memory.
Image.MAX_IMAGE_PIXELS = None
# There is a worker process for each core already.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pillow_heif.register_heif_opener(
    thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
)

_SIGNATURES: tuple[tuple[int, bytes, tuple[str, ...]], ...] = (
    (0, b"\xff\xd8\xff", ("JPEG",)),
    (0, b"\x89PNG\r\n\x1a\n", ("PNG",)),
    (8, b"WEBP", ("WEBP",)),
    (0, b"GIF87a", ("GIF",)),
    (0, b"GIF89a", ("GIF",)),
    (0, b"BM", ("BMP",)),
    (0, b"II*\0", ("TIFF",)),
    (0, b"MM\0*", ("TIFF",)),
    (0, b"II+\0", ("TIFF",)),
    (0, b"MM\0+", ("TIFF",)),
    (4, b"ftypavi", ("AVIF",)),
    (4, b"ftyphe", ("HEIF",)),
    (4, b"ftypmif", ("AVIF", "HEIF")),
    (4, b"ftypmsf", ("AVIF", "HEIF")),
)

# These decoders turn the picture themselves.
_TURNING_FORMATS = {"HEIF", "TIFF"}

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FIRST_SIDEWAYS = 5
# By these a JPEG can be reduced while it is decoded.
_DIVISORS = (1, 2, 4, 8)
_BOX_HEADER_BYTES = 8

_TRUNCATED = "truncated file"
# What decoders have been seen to raise on hostile bytes.
_DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    AssertionError,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of a photo must survive reduction, where it has as much.

    Attributes:
        short_px: Least shorter side.
        long_px: Least longer side.
        max_pixels: Most pixels that may be held in memory.
    """

    short_px: int
    long_px: int
    max_pixels: int

    def of(self, size: tuple[int, int]) -> float:
        """Return the least factor that both sides of a photo may shrink by."""
        return min(1.0, max(self.short_px / min(size), self.long_px / max(size)))

    def wanted(self, size: tuple[int, int]) -> tuple[int, int]:
        """Return what a decoder that can reduce should leave of a photo, or more.

        Where that would be more than may be held, less: rather a coarse picture than
        none.
        """
        width, height = size
        for divisor in _DIVISORS:
            if -(-width // divisor) * -(-height // divisor) <= self.max_pixels:
                break
        factor = self.of(size)
        return (
            min(math.ceil(width * factor), max(width // divisor, 1)),
            min(math.ceil(height * factor), max(height // divisor, 1)),
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it should be looked at.

    Attributes:
        image: Upright sRGB, mode RGB, reduced.
        format: Name of the file format.
        size: Width and height of the whole upright photo.
    """

    image: Image.Image
    format: str
    size: tuple[int, int]
    exif: Exif


def read_picture(data: bytes, scale: Scale) -> Picture:
    """Decode a photo upright, in sRGB, reduced as far as `scale` allows.

    Raises:
        DecodeError: It is no photo, damaged, or too large.
        MemoryError: It does not fit into memory.
    """
    with calmly():
        return finish_picture(open_image(data), scale)


@contextmanager
def calmly() -> Generator[None, None, None]:
    """Ignore Pillow's warnings of damage that it can live with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def open_image(data: bytes) -> Image.Image:
    """Read the header of a photo; its content alone decides on the format."""
    formats = _formats(data)
    if not formats:
        raise DecodeError("not a photo format that is known")
    failure = DecodeError(f"damaged, or a kind of {formats[-1]} that is not known")
    for name in formats:
        try:
            return Image.open(BytesIO(data), formats=(name,))
        except UnidentifiedImageError:
            continue
        except _DECODER_ERRORS as error:
            failure = _damaged(error)
    raise DecodeError(_TRUNCATED) if _promises_more(data) else failure


def finish_picture(
    image: Image.Image, scale: Scale, orientation: int | None = None
) -> Picture:
    """Decode what `open_image` opened.

    Args:
        image: Not yet loaded.
        scale: How far it may shrink.
        orientation: Overrides what the EXIF says.
    """
    # Orientation in XMP is what a program knew that may have turned the pixels since;
    # viewers go by EXIF.
    image.info.pop("xmp", None)
    image.info.pop("XML:com.adobe.xmp", None)
    try:
        size = _load(image, scale)
        plain = to_plain(image)
    except _DECODER_ERRORS as error:
        raise _damaged(error) from error
    exif = read_exif(image)
    if orientation is None:
        turned = image.format in _TURNING_FORMATS
        orientation = 1 if turned else exif.orientation
    factor = math.floor(1 / scale.of(plain.size))
    small = plain.reduce(factor) if factor > 1 else plain
    upright = to_srgb(small, image.info.get("icc_profile"))
    if orientation in _TURNS:
        upright = upright.transpose(_TURNS[orientation])
    if orientation >= _FIRST_SIDEWAYS:
        size = size[1], size[0]
    # A JPEG with a second picture inside, such as a depth map, is a JPEG to its owner.
    name = "JPEG" if image.format == "MPO" else str(image.format)
    return Picture(upright, name, size, exif)


def _formats(data: bytes) -> tuple[str, ...]:
    for offset, signature, formats in _SIGNATURES:
        if data.startswith(signature, offset):
            return formats
    return ()


def _promises_more(data: bytes) -> bool:
    """Tell whether a container of WebP, AVIF or HEIF is longer than the file."""
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if not data.startswith(b"ftyp", 4):
        return False
    start = 0
    while start < len(data):
        # ISO 14496-12: a box begins with its length; 0 and 1 have special meanings.
        length = int.from_bytes(data[start : start + 4], "big")
        if length < _BOX_HEADER_BYTES:
            return False
        start += length
    return start > len(data)


def _load(image: Image.Image, scale: Scale) -> tuple[int, int]:
    """Decode in place, a JPEG at reduced scale; return the size of the whole photo."""
    size = image.size
    if not all(size):
        raise DecodeError("damaged file: it has no pixels")
    wanted = scale.wanted(size)
    is_reduced = image.draft("RGB", wanted) is not None and image.size != size
    if image.width * image.height > scale.max_pixels:
        megapixels = size[0] * size[1] / 1e6
        raise DecodeError(f"too large: {megapixels:.0f} megapixels")
    image.load()
    return size if is_reduced else image.size


def _damaged(error: BaseException) -> DecodeError:
    detail = " ".join(str(error).split())[:100]
    words = detail.lower()
    if isinstance(error, EOFError) or "truncated" in words or "end of file" in words:
        return DecodeError(_TRUNCATED)
    return DecodeError(f"damaged file: {detail}" if detail else "damaged file")
