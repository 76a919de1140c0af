"""CIFAR-10: pictures of 32 pixels in ten classes, from either of its two layouts.

The original is five pickled batches and a test batch (Krizhevsky 2009); copies as JPEG
files lie in `train/<class>/` and `test/<class>/`. The labels are for measuring only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from trainer.data.plain_pickle import load_plain
from trainer.data.sources import source_folder
from trainer.errors import DataError

SIDE = 32

CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)

Bytes = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.int64]


class Layout(StrEnum):
    """How the pictures lie on disk; the value names the data in reports."""

    JPEG = "CIFAR-10 (JPEG copy)"
    BATCHES = "CIFAR-10"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pictures and what they show.

    Attributes:
        pixels: (n, 32, 32, 3) uint8, RGB.
        labels: (n,) int64, places in `CLASSES`.
    """

    pixels: Bytes
    labels: Labels

    def __len__(self) -> int:
        """Count the pictures."""
        return len(self.labels)

    def rows(self, places: npt.NDArray[np.int64]) -> "Labelled":
        """Take the pictures at these places."""
        return Labelled(self.pixels[places], self.labels[places])


@dataclass(frozen=True, slots=True)
class Cifar10:
    """Both parts of the data set, the test part untouched by learning and choosing.

    Attributes:
        train: 50,000 pictures, which are the database of the protocols, too.
        test: 10,000 pictures, the queries.
        layout: Where they were read from.
    """

    train: Labelled
    test: Labelled
    layout: Layout


def load_cifar10(root: Path, cache: Path) -> Cifar10:
    """Read the data set, from arrays kept in `cache` after the first time.

    Args:
        root: Folder that holds `cifar10/`, `cifar-10-batches-py/` or the pack
            `cifar10.tar.xz`, or either of these folders itself.
        cache: Where arrays and an unpacked pack are kept.

    Raises:
        DataError: The data set is missing, damaged or incomplete, or cannot be kept.
    """
    folder, layout = _find(root, cache)
    return Cifar10(
        _part(folder, layout, "train", cache),
        _part(folder, layout, "test", cache),
        layout,
    )


def split_validation(
    train: Labelled, count: int, seed: int
) -> tuple[Labelled, Labelled]:
    """Split pictures off that choose between variants, as many of each class.

    Args:
        train: The training part.
        count: Pictures to split off.
        seed: Decides which.

    Returns:
        The rest and the pictures split off, both in their old order.

    Raises:
        DataError: A class has too few pictures.
    """
    generator = np.random.default_rng(seed)
    classes = np.unique(train.labels)
    shares = np.full(len(classes), count // len(classes))
    shares[: count % len(classes)] += 1
    chosen = np.zeros(len(train), dtype=bool)
    for label, share in zip(classes, shares, strict=True):
        mine = np.flatnonzero(train.labels == label)
        if share >= len(mine):
            raise DataError(
                f"{count} validation pictures cannot be had: "
                f"class {CLASSES[label]} has {len(mine)}"
            )
        chosen[generator.permutation(mine)[:share]] = True
    return train.rows(np.flatnonzero(~chosen)), train.rows(np.flatnonzero(chosen))


def _find(root: Path, cache: Path) -> tuple[Path, Layout]:
    """Say where the data set lies and how."""
    for folder in (root, root / "cifar10", root / "cifar-10-batches-py"):
        layout = _layout_of(folder)
        if layout:
            return folder, layout
    folder = source_folder("cifar10", root, cache)
    layout = _layout_of(folder)
    if layout is None:
        raise DataError(f"{folder} holds neither train/<class>/*.jpg nor data_batch_1")
    return folder, layout


def _layout_of(folder: Path) -> Layout | None:
    if (folder / "data_batch_1").is_file():
        return Layout.BATCHES
    if (folder / "train" / CLASSES[0]).is_dir():
        return Layout.JPEG
    return None


def _part(folder: Path, layout: Layout, part: str, cache: Path) -> Labelled:
    """Read one part, or the arrays that were kept of it."""
    kept = [cache / f"{layout.name.lower()}_{part}_{what}.npy" for what in _KEPT]
    try:
        if all(file.is_file() for file in kept):
            return Labelled(*(np.load(file) for file in kept))
        labelled = _READERS[layout](folder, part)
        cache.mkdir(parents=True, exist_ok=True)
        arrays: tuple[npt.NDArray[Any], ...] = (labelled.pixels, labelled.labels)
        for file, array in zip(kept, arrays, strict=True):
            partial = file.with_suffix(".partial.npy")
            np.save(partial, array)
            partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot read or keep {folder / part}: {error}") from error
    except (ValueError, EOFError) as error:
        raise DataError(f"{folder} is damaged: {error}") from error
    return labelled


def _read_jpeg(folder: Path, part: str) -> Labelled:
    """Read `<part>/<class>/*.jpg`, class after class, sorted by name."""
    pixels, labels = [], []
    for label, name in enumerate(CLASSES):
        files = sorted((folder / part / name).glob("*.jpg"))
        if not files:
            raise DataError(f"no pictures in {folder / part / name}")
        pixels += [_decode(file) for file in files]
        labels += [label] * len(files)
    return Labelled(np.stack(pixels), np.array(labels, dtype=np.int64))


def _decode(file: Path) -> Bytes:
    """Decode one picture to (32, 32, 3)."""
    try:
        with Image.open(file) as image:
            pixels = np.asarray(image.convert("RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise DataError(f"cannot decode {file}: {error}") from error
    if pixels.shape != (SIDE, SIDE, 3):
        height, width = pixels.shape[:2]
        raise DataError(f"{file} is {width}x{height} pixels, not {SIDE}x{SIDE}")
    return pixels


def _read_batches(folder: Path, part: str) -> Labelled:
    """Read the pickled batches: rows of 3,072 bytes, a plane for each colour."""
    names = (
        [f"data_batch_{number}" for number in range(1, 6)]
        if part == "train"
        else ["test_batch"]
    )
    pixels, labels = [], []
    for name in names:
        batch = load_plain(folder / name)
        try:
            planes = np.asarray(batch["data"], dtype=np.uint8)
            labels.append(np.asarray(batch["labels"], dtype=np.int64))
        except (KeyError, TypeError, IndexError) as error:
            raise DataError(f"{folder / name} is no batch of CIFAR-10") from error
        planes = planes.reshape(len(labels[-1]), 3, SIDE, SIDE)
        pixels.append(planes.transpose(0, 2, 3, 1))
    return Labelled(
        np.ascontiguousarray(np.concatenate(pixels)), np.concatenate(labels)
    )


_KEPT = ("pixels", "labels")

_READERS: dict[Layout, Callable[[Path, str], Labelled]] = {
    Layout.JPEG: _read_jpeg,
    Layout.BATCHES: _read_batches,
}
