"""What each photo of a folder shows, said by whoever owns the photos.

Either folders are named by class, or a CSV file says `file,label[;label...]`.
Shapes: n photos, c labels.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import numpy.typing as npt

from trainer.errors import DataError

Flags = npt.NDArray[np.bool_]

SHOWN = 3
"""Names that an error message lists."""


@dataclass(frozen=True, slots=True)
class LabelSets:
    """Photos and their labels.

    Attributes:
        files: Names below a folder, with `/`.
        names: Of the labels, sorted.
        labels: (n, c) bool; each photo has at least one.
    """

    files: tuple[str, ...]
    names: tuple[str, ...]
    labels: Flags

    def __len__(self) -> int:
        """Count the photos."""
        return len(self.files)

    def rows(self, places: npt.NDArray[np.int64]) -> "LabelSets":
        """Take the photos at these places."""
        files = tuple(self.files[each] for each in places.tolist())
        return LabelSets(files, self.names, self.labels[places])


def label_sets(found: Mapping[str, Sequence[str]]) -> LabelSets:
    """Number the labels of photos.

    Args:
        found: File names to labels, at least one each.
    """
    names = sorted({label for labels in found.values() for label in labels})
    number = {name: place for place, name in enumerate(names)}
    flags = np.zeros((len(found), len(names)), dtype=bool)
    files = sorted(found)
    for row, file in enumerate(files):
        flags[row, [number[label] for label in found[file]]] = True
    return LabelSets(tuple(files), tuple(names), flags)


def labels_of_folders(files: Sequence[str]) -> LabelSets:
    """Take the folder that a photo lies in for its label.

    Args:
        files: Names below the folder of all photos, with `/`.

    Raises:
        DataError: A photo lies in no folder.
    """
    parents = {file: str(PurePosixPath(file).parent) for file in files}
    bare = [file for file, parent in parents.items() if parent == "."]
    if bare:
        raise DataError(
            f"{_some(bare)} without a label: put photos into folders named by class, "
            "or give a CSV file of labels as data.labels=FILE"
        )
    return label_sets({file: [parent] for file, parent in parents.items()})


def labels_of_csv(file: Path, files: Sequence[str]) -> LabelSets:
    """Read `file,label[;label...]`, a line a photo; a heading `file,...` is left out.

    Args:
        file: The CSV file, UTF-8.
        files: Names below the folder of all photos, with `/`.

    Raises:
        DataError: It cannot be read, names what is not there, or leaves photos out.
    """
    found: dict[str, list[str]] = {}
    for number, name, labels in _lines(file):
        if not labels:
            raise DataError(f"{file}, line {number}: {name} without a label")
        found.setdefault(name, []).extend(labels)
    known = set(files)
    unknown = [name for name in found if name not in known]
    if unknown:
        raise DataError(
            f"labels in {file} do not match the files: {_some(unknown)} "
            "not among the photos"
        )
    bare = [name for name in files if name not in found]
    if bare:
        raise DataError(f"{_some(bare)} without a label in {file}")
    if not found:
        raise DataError(f"{file} holds no labels")
    return label_sets(found)


def require_company(known: LabelSets, least: int = 2) -> None:
    """Make sure that each label is had by several photos, or nothing is like it.

    Raises:
        DataError: One is not.
    """
    counts = known.labels.sum(axis=0)
    lonely = [
        name
        for name, count in zip(known.names, counts.tolist(), strict=True)
        if count < least
    ]
    if lonely:
        photos = "one photo" if least == 2 else f"fewer than {least} photos"
        raise DataError(f"{_some(lonely)} with {photos}: add more, or leave it out")
    if len(known.names) < 2:
        raise DataError("all photos have the same label; at least two are needed")


def _lines(file: Path) -> list[tuple[int, str, list[str]]]:
    """Read line numbers, file names and labels."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except OSError as error:
        raise DataError(f"cannot read labels {file}: {error.strerror}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"{file} is no CSV file in UTF-8: {error}") from error
    found = []
    for number, row in enumerate(rows, start=1):
        name, *columns = [each.strip() for each in row] or [""]
        if not name or (number == 1 and name.lower() == "file"):
            continue
        said = [label.strip() for column in columns for label in column.split(";")]
        labels = [label for label in said if label]
        found.append((number, name.replace("\\", "/"), labels))
    return found


def _some(names: Sequence[str]) -> str:
    """List a few names."""
    shown = ", ".join(names[:SHOWN])
    more = len(names) - SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
