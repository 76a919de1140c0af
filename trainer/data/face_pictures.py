"""Pictures and the faces on them, as a teacher found them, kept on disk.

The teacher is asked once. Pictures lie decoded in files of some hundred, each with its
labels; a file counts as done only when both were written, so a run can be resumed.
Letters in shapes: m faces.
"""

import json
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.spec.face_boxes import FacesFound
from photosearch.spec.preprocess import Pixels
from trainer.data.sources import Photo
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.nets.face_teacher import FaceTeacher

CHUNK = 256
"""Pictures in a file; what an interruption can cost."""

SURE = 0.7
"""Score from which on the teacher's word is taken for true."""

Labels = npt.NDArray[np.float32]
"""(m, 15): left, top, width, height, five points x and y in pixels, the score."""


@dataclass(frozen=True, slots=True)
class FacePicture:
    """One picture with what the teacher found on it.

    Attributes:
        name: Source and name of the photo.
        pixels: (h, w, 3) uint8, memory mapped.
        labels: (m, 15), best first.
    """

    name: str
    pixels: Pixels
    labels: Labels

    @property
    def found(self) -> FacesFound:
        """The labels as a detector would say them."""
        points = self.labels[:, 4:14].reshape(-1, 5, 2)
        return FacesFound(self.labels[:, :4], points, self.labels[:, 14])


def labels_of(found: FacesFound, scale: float = 1.0) -> Labels:
    """Write faces as labels of a picture that is scaled."""
    table = [found.boxes * scale, found.points.reshape(-1, 10) * scale]
    return np.concatenate([*table, found.scores[:, None]], axis=1).astype(np.float32)


def fill_pictures(
    folder: Path, photos: Sequence[Photo], most_px: int, teacher: FaceTeacher
) -> Generator[tuple[int, int], None, None]:
    """Decode and label the photos that are not in the folder yet.

    Args:
        folder: Where they are kept; fixed to these photos once it exists.
        photos: What to keep, in this order.
        most_px: Longest side kept; larger photos are shrunk after labelling.
        teacher: Who labels.

    Yields:
        Photos done, and all.

    Raises:
        DataError: The folder holds other photos, or cannot be written.
    """
    _require_plan(folder, photos, most_px)
    for first in range(0, len(photos), CHUNK):
        if not _labels_file(folder, first).is_file():
            chunk = photos[first : first + CHUNK]
            shown = [_look_at(photo, most_px, teacher) for photo in chunk]
            _write(folder, first, shown)
        yield min(first + CHUNK, len(photos)), len(photos)


def are_filled(folder: Path, photos: Sequence[Photo], most_px: int) -> bool:
    """Say whether all photos are kept already.

    Raises:
        DataError: The folder holds other photos, or cannot be written.
    """
    _require_plan(folder, photos, most_px)
    firsts = range(0, len(photos), CHUNK)
    return all(_labels_file(folder, first).is_file() for first in firsts)


def open_pictures(folder: Path, photos: Sequence[Photo]) -> list[FacePicture]:
    """Open what `fill_pictures` kept, less the photos that cannot be read.

    Raises:
        DataError: It is not finished, or damaged.
    """
    pictures: list[FacePicture] = []
    for first in range(0, len(photos), CHUNK):
        names = [photo.key for photo in photos[first : first + CHUNK]]
        pictures += _open_chunk(folder, first, names)
    return pictures


def _require_plan(folder: Path, photos: Sequence[Photo], most_px: int) -> None:
    plan = json.dumps([most_px, [photo.key for photo in photos]])
    file = folder / "photos.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.is_file():
            file.write_text(plan, encoding="utf-8")
        elif file.read_text(encoding="utf-8") != plan:
            raise DataError(
                f"{folder} holds other photos or sizes; "
                "delete it or choose another run folder with out=DIR"
            )
    except (OSError, ValueError) as error:
        raise DataError(f"cannot keep pictures in {folder}: {error}") from error


def _look_at(photo: Photo, most_px: int, teacher: FaceTeacher) -> tuple[Pixels, Labels]:
    """Decode, label and shrink a photo; one that cannot be read has no pixels."""
    try:
        pixels = open_photo(photo.file)
    except DataError:
        return np.zeros((0, 0, 3), np.uint8), np.zeros((0, 15), np.float32)
    found = teacher.find(pixels)
    height, width = pixels.shape[:2]
    scale = min(1.0, most_px / max(height, width))
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        shrunk = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR)
        pixels = np.asarray(shrunk)
    return pixels, labels_of(found, scale)


def _write(folder: Path, first: int, shown: list[tuple[Pixels, Labels]]) -> None:
    file = _labels_file(folder, first)
    partial = file.with_suffix(".partial")
    try:
        with _pixels_file(folder, first).open("wb") as stream:
            for pixels, _ in shown:
                stream.write(pixels.tobytes())
        with partial.open("wb") as stream:
            np.savez(
                stream,
                sizes=np.array([pixels.shape[:2] for pixels, _ in shown], np.int64),
                counts=np.array([len(labels) for _, labels in shown], np.int64),
                labels=np.concatenate([labels for _, labels in shown]),
            )
        partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise DataError(f"cannot keep pictures in {folder}: {error}") from error


def _open_chunk(folder: Path, first: int, names: list[str]) -> list[FacePicture]:
    try:
        with np.load(_labels_file(folder, first)) as content:
            sizes, counts, labels = (content[k] for k in ("sizes", "counts", "labels"))
        pixels = np.memmap(_pixels_file(folder, first), np.uint8, "r")
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"cannot read pictures in {folder}: {error}") from error
    ends = np.cumsum(sizes.prod(axis=1) * 3)
    faces = np.split(labels, np.cumsum(counts)[:-1])
    return [
        FacePicture(name, pixels[end - h * w * 3 : end].reshape(h, w, 3), mine)
        for name, (h, w), end, mine in zip(names, sizes, ends, faces, strict=True)
        if h and w
    ]


def _labels_file(folder: Path, first: int) -> Path:
    return folder / f"{first:06}.npz"


def _pixels_file(folder: Path, first: int) -> Path:
    return folder / f"{first:06}.pixels"
