"""The 6,000 pairs of Labeled Faces in the Wild; they measure and nothing else.

The list names ten folds: pairs of one person (name and two numbers), then as many of
two people (two names, a number each).
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.data.sources import SUFFIXES, source_folder
from trainer.errors import DataError

PAIRS_FILE = "pairs.txt"


@dataclass(frozen=True, slots=True)
class FacePairs:
    """Pairs of pictures.

    Attributes:
        files: n pictures.
        first: (p,) int64 index of a pair's first picture.
        second: (p,) int64 index of its second one.
        same: (p,) bool, whether both show one person.
        folds: (p,) int64.
    """

    files: tuple[Path, ...]
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    same: npt.NDArray[np.bool_]
    folds: npt.NDArray[np.int64]


def load_pairs(path: str, root: Path, cache: Path) -> FacePairs:
    """Read the pairs of a folder as distributed: a folder a person, `pairs.txt`.

    Args:
        path: Folder below the root, or name of its pack.
        root: The data root.
        cache: Where packs are unpacked.

    Raises:
        DataError: The list is missing or damaged, or names a picture that is not there.
    """
    folder = source_folder(path, root, cache)
    file = folder / PAIRS_FILE
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read pairs {file}: {error}") from error
    words = [line.split() for line in lines if line.strip()]
    try:
        folds, each = (int(number) for number in words[0])
        named = [_pair(line) for line in words[1:]]
    except (ValueError, IndexError) as error:
        raise DataError(f"{file} is no list of pairs") from error
    if len(named) != 2 * folds * each:
        raise DataError(f"{file} names {len(named)} pairs, not {2 * folds * each}")
    stems = sorted({stem for pair in named for stem in pair})
    places = {stem: number for number, stem in enumerate(stems)}
    found = {
        picture.stem: picture
        for picture in folder.rglob("*")
        if picture.suffix.lower() in SUFFIXES
    }
    missing = next((stem for stem in stems if stem not in found), None)
    if missing:
        raise DataError(f"{folder} lacks the picture {missing}")
    return FacePairs(
        tuple(found[stem] for stem in stems),
        np.array([places[first] for first, _ in named]),
        np.array([places[second] for _, second in named]),
        np.array([len(line) == 3 for line in words[1:]]),
        np.arange(len(named)) // (2 * each),
    )


def _pair(words: list[str]) -> tuple[str, str]:
    """Return the names of the pictures of a line of the list."""
    if len(words) == 3:
        name, first, second = words
        return f"{name}_{int(first):04d}", f"{name}_{int(second):04d}"
    name, first, other, second = words
    return f"{name}_{int(first):04d}", f"{other}_{int(second):04d}"
