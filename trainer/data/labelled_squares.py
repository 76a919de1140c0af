"""Square pictures with label sets: what hashing by labels learns from and searches.

Shapes: n pictures of s pixels a side, c labels.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import ResizeRule, network_input
from trainer.data.label_sets import LabelSets
from trainer.data.own_folder import UnreadableError, read_small
from trainer.errors import DAMAGED, DataError

logger = logging.getLogger(__name__)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LabelledSquares:
    """Pictures and what they show.

    Attributes:
        pixels: (n, s, s, 3) uint8, RGB.
        labels: (n, c) bool.
    """

    pixels: npt.NDArray[np.uint8]
    labels: Flags

    def __len__(self) -> int:
        """Count the pictures."""
        return len(self.labels)

    def rows(self, places: npt.NDArray[np.int64]) -> "LabelledSquares":
        """Take the pictures at these places."""
        return LabelledSquares(self.pixels[places], self.labels[places])


@dataclass(frozen=True, slots=True)
class SearchTask:
    """Who learns, who asks, and what is searched.

    Attributes:
        learned: Pictures to learn from.
        queries: Pictures that ask; never learned from.
        database: Pictures that are searched.
        name: Of the data, as reports call it.
    """

    learned: LabelledSquares
    queries: LabelledSquares
    database: LabelledSquares
    name: str


def one_hot(labels: npt.NDArray[np.int64], classes: int) -> Flags:
    """Turn numbers of classes (n,) into label sets of one, (n, classes)."""
    flags: Flags = labels[:, None] == np.arange(classes)
    return flags


def load_squares(folder: Path, sets: LabelSets, px: int, kept: Path) -> LabelledSquares:
    """Read photos as squares; what was read once is kept in a file.

    Args:
        folder: Where the photos lie.
        sets: Their names and labels.
        px: Side of the squares.
        kept: Where the pixels are kept; the folder is made.

    Raises:
        DataError: A photo cannot be read, or the pixels cannot be kept.
    """

    def read(name: str) -> npt.NDArray[np.uint8]:
        try:
            photo = read_small(folder / name, 2 * px)
        except UnreadableError as error:
            raise DataError(f"cannot read {folder / name}: {error}") from error
        return network_input(photo, px, ResizeRule.STRETCH)

    pixels = _kept(kept)
    if pixels is not None and pixels.shape == (len(sets), px, px, 3):
        return LabelledSquares(pixels, sets.labels)
    with ThreadPoolExecutor(2) as pool:
        pixels = np.stack(list(pool.map(read, sets.files)))
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(".partial.npy")
        np.save(partial, pixels)
        partial.replace(kept)
    except OSError as error:
        raise DataError(f"cannot keep photos in {kept}: {error.strerror}") from error
    return LabelledSquares(pixels, sets.labels)


def _kept(file: Path) -> npt.NDArray[np.uint8] | None:
    """Read kept pixels; None where there are none, or they are damaged."""
    try:
        pixels: npt.NDArray[np.uint8] = np.load(file)
    except FileNotFoundError:
        return None
    except DAMAGED as error:
        logger.warning("%s is damaged and is made anew: %s", file, error)
        return None
    return pixels


def split_off(
    squares: LabelledSquares, count: int, seed: int
) -> tuple[LabelledSquares, LabelledSquares]:
    """Draw pictures and return all others, and those drawn."""
    drawn = np.random.default_rng(seed).permutation(len(squares))
    others, chosen = np.sort(drawn[count:]), np.sort(drawn[:count])
    return squares.rows(others), squares.rows(chosen)
