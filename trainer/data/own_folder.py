"""The photos in somebody's folder: found, read, never written to.

Nothing outside of the folder is opened: hidden folders and links are left out.
"""

import os
import stat
import struct
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from photosearch.spec.preprocess import Pixels
from trainer.data import sources
from trainer.data.edited import shrunk
from trainer.data.views import THUMB_PX, thumbs
from trainer.errors import DataError

with suppress(ImportError):
    from pillow_heif import register_heif_opener

    register_heif_opener()

SUFFIXES = sources.SUFFIXES | {".heic", ".heif", ".avif", ".tif", ".tiff"}
LEAST_SIDE_PX = 32
MOST_BYTES = 2**29
"""Larger files are no photos, and some formats are read whole."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    # What became a link since it was found is still not followed.
    | getattr(os, "O_NOFOLLOW", 0)
    # A FIFO without a writer must not block.
    | getattr(os, "O_NONBLOCK", 0)
)
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    MemoryError,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    SystemError,
    struct.error,
    Image.DecompressionBombError,
)
"""What Pillow's readers raise on files that are not what they seem."""


class UnreadableError(DataError):
    """One file is no photo; the message says why, without its name."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the first look at a photo tells.

    Attributes:
        captured_s: When it was taken, in seconds of its camera's clock; None if
            it does not say.
        thumbs: (2, 768) uint8, see `trainer.data.views.thumbs`.
    """

    captured_s: float | None
    thumbs: npt.NDArray[np.uint8]


def require_folder(folder: Path, out: Path) -> None:
    """Make sure that a folder can be read, and that a run is not written into it.

    Raises:
        DataError: It cannot, or it would be.
    """
    if not folder.is_dir():
        raise DataError(f"{folder} is no folder; give that of the photos: data.folder=")
    inner, outer = out.resolve(), folder.resolve()
    if inner == outer or outer in inner.parents:
        raise DataError(
            f"the run would be written into the photos ({out}); "
            "choose another run folder with out=DIR"
        )


def require_there(folder: Path) -> None:
    """Make sure that a folder did not go away with the drive that it lies on.

    Raises:
        DataError: It is gone, or empty as a place without its drive is.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        if next(entries, None) is not None:
            return
    raise DataError(
        f"{folder} is gone or empty: connect its drive, and the same command goes on"
    )


def photo_files(folder: Path) -> list[str]:
    """Return the names of picture files below a folder, with `/`, sorted.

    Raises:
        DataError: The folder cannot be read.
    """
    try:
        return sorted(_found(folder))
    except OSError as error:
        raise DataError(f"cannot read {folder}: {error.strerror}") from error


def glance(file: Path) -> Glance:
    """Look at a photo for the first time.

    Raises:
        UnreadableError: It is no photo, or a broken one.
    """
    with _opened(file) as image:
        captured_s = _captured_s(image)
        pixels = _upright(image, 2 * THUMB_PX)
    return Glance(captured_s, thumbs(pixels))


def read_small(file: Path, shorter_px: int, least_px: int = LEAST_SIDE_PX) -> Pixels:
    """Read a photo as upright RGB (h, w, 3), its shorter side at most so long.

    Raises:
        UnreadableError: It is no photo, or a broken one, or a side is below the least.
    """
    with _opened(file) as image:
        return shrunk(_upright(image, shorter_px, least_px), shorter_px)


def _found(folder: Path) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in names:
            file = Path(parent, name)
            if name.startswith(".") or file.is_symlink():
                continue
            if PurePosixPath(name).suffix.lower() in SUFFIXES:
                yield file.relative_to(folder).as_posix()


@contextmanager
def _opened(file: Path) -> Generator[Image.Image, None, None]:
    """Open a picture and turn whatever breaks into one reason."""
    try:
        with os.fdopen(os.open(file, _FLAGS), "rb") as content:
            _require_file(content.fileno())
            with Image.open(content) as image:
                yield image
    except _BROKEN as error:
        raise UnreadableError(_reason(error)) from error


def _require_file(descriptor: int) -> None:
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise ValueError("not a regular file")
    if about.st_size > MOST_BYTES:
        raise ValueError(f"too large: {about.st_size / 1e6:.0f} megabytes")


def _upright(
    image: Image.Image, shorter_px: int, least_px: int = LEAST_SIDE_PX
) -> Pixels:
    """Decode at reduced scale where the format can."""
    if min(image.size) < least_px:
        raise ValueError(f"only {image.width} x {image.height} pixels")
    image.draft("RGB", (shorter_px, shorter_px))
    return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def _captured_s(image: Image.Image) -> float | None:
    exif = image.getexif()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    said = details.get(ExifTags.Base.DateTimeOriginal)
    try:
        # No time zone: only times of one camera are compared.
        taken = datetime.strptime(str(said), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
        return (taken - datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001
    except ValueError:
        return None


def _reason(error: BaseException) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "no picture in a known format"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).split("\n", 1)[0][:120] or type(error).__name__
