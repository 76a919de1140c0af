"""Ground truth of the landmark sets: Oxford5k, Paris6k and their revised versions.

Oxford5k and Paris6k (Philbin et al. 2007, 2008) come as text files, four a query; the
revised sets (Radenovic et al., "Revisiting Oxford and Paris", CVPR 2018) as one pickle.
The photos themselves are not ours to give.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.plain_pickle import load_plain
from trainer.errors import DataError

OXFORD_PREFIX = "oxc1_"
"""Stands before photos in Oxford's queries and nowhere else."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LandmarkQuery:
    """A box on a photo, and the photos that show what is in it.

    Attributes:
        photo: Name of the photo, without suffix.
        box: Left, top, right and bottom in pixels; cut out before any scaling.
        easy: (e,) places of photos that show it well; the list `good` of Oxford5k.
        hard: (h,) places of photos that show it barely; the list `ok` of Oxford5k.
        junk: (j,) places of photos that neither count nor harm.
    """

    photo: str
    box: tuple[float, float, float, float]
    easy: Places
    hard: Places
    junk: Places


@dataclass(frozen=True, slots=True)
class Landmarks:
    """A landmark set.

    Attributes:
        photos: Names of the database, without suffix; lists hold places in it.
        queries: What is looked for.
    """

    photos: Sequence[str]
    queries: Sequence[LandmarkQuery]


def read_oxford(ground_truth: Path, photos: Sequence[str]) -> Landmarks:
    """Read `<query>_query.txt`, `_good.txt`, `_ok.txt` and `_junk.txt`.

    Args:
        ground_truth: Folder of the text files.
        photos: Names of all photos of the database, without suffix.

    Raises:
        DataError: A file is missing or malformed, or names another photo.
    """
    places = {name: place for place, name in enumerate(photos)}
    files = sorted(ground_truth.glob("*_query.txt"))
    if not files:
        raise DataError(f"no *_query.txt in {ground_truth}")
    return Landmarks(photos, [_oxford_query(file, places) for file in files])


def read_revisited(file: Path) -> Landmarks:
    """Read `gnd_roxford5k.pkl`, `gnd_rparis6k.pkl`, or the same as JSON.

    Raises:
        DataError: The file is missing, malformed, or holds more than plain data.
    """
    try:
        if file.suffix == ".json":
            content: Any = json.loads(file.read_text(encoding="utf-8"))
        else:
            content = load_plain(file)
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read ground truth {file}: {error}") from error
    try:
        photos = [str(name) for name in content["imlist"]]
        pairs = zip(content["qimlist"], content["gnd"], strict=True)
        queries = [_revisited_query(str(name), each) for name, each in pairs]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise DataError(f"{file} is no ground truth of a revisited set") from error
    for query in queries:
        for listed in (query.easy, query.hard, query.junk):
            if listed.size and not 0 <= listed.min() <= listed.max() < len(photos):
                raise DataError(
                    f"{file}: {query.photo} lists photos that are not there"
                )
    return Landmarks(photos, queries)


def cut_query(pixels: Pixels, query: LandmarkQuery) -> Pixels:
    """Cut the box of a query out of its photo at full size, (h, w, 3) uint8.

    Raises:
        DataError: The box lies outside of the photo.
    """
    height, width = pixels.shape[:2]
    left, top, right, bottom = (round(edge) for edge in query.box)
    part = pixels[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
    if not part.size:
        raise DataError(f"the box of query {query.photo} lies outside of its photo")
    return part


def _oxford_query(file: Path, places: Mapping[str, int]) -> LandmarkQuery:
    name, *edges = _words(file)
    try:
        left, top, right, bottom = (float(edge) for edge in edges)
    except ValueError as error:
        raise DataError(f"{file} is not a name and four numbers") from error
    stem = file.name.removesuffix("_query.txt")
    easy, hard, junk = (
        _listed(file.with_name(f"{stem}_{kind}.txt"), places)
        for kind in ("good", "ok", "junk")
    )
    photo = name.removeprefix(OXFORD_PREFIX)
    return LandmarkQuery(photo, (left, top, right, bottom), easy, hard, junk)


def _listed(file: Path, places: Mapping[str, int]) -> Places:
    names = _words(file)
    for name in names:
        if name not in places:
            raise DataError(f"{file} lists {name}, which is not among the photos")
    return _places(places[name] for name in names)


def _words(file: Path) -> list[str]:
    try:
        words = file.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read ground truth {file}: {error}") from error
    if not words and file.name.endswith("_query.txt"):
        raise DataError(f"{file} is empty")
    return words


def _revisited_query(name: str, entry: Mapping[str, Any]) -> LandmarkQuery:
    left, top, right, bottom = (float(edge) for edge in entry["bbx"])
    easy, hard, junk = (_places(entry[kind]) for kind in ("easy", "hard", "junk"))
    return LandmarkQuery(name, (left, top, right, bottom), easy, hard, junk)


def _places(numbers: Iterable[int]) -> Places:
    return np.unique(np.array([int(number) for number in numbers], np.int64))
