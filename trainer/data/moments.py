"""Which photos belong together, and so on the same side of a split.

Photos taken in one go, and copies of one photo. Shapes: n photos.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

import numpy as np
import numpy.typing as npt

from trainer.data.sources import stable_share
from trainer.data.split import Part

Rows = npt.NDArray[np.int64]

CHUNK = 1024
LARGEST_SHARE = 0.05
"""A moment of more photos than this share of all is learned from: kept back, it would
be all that is measured."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What belongs together.

    Attributes:
        bursts: (n,) number of the burst a photo belongs to; photos that say no time
            are bursts of their own.
        groups: (n,) number of what must not be separated: bursts and copies.
    """

    bursts: Rows
    groups: Rows


def find_moments(
    names: Sequence[str],
    captured_s: Sequence[float | None],
    thumbs: npt.NDArray[np.uint8],
    burst_s: float,
    copy_similarity: float,
) -> Moments:
    """Find bursts and copies.

    Args:
        names: Of the photos, with `/`, relative to one folder.
        captured_s: When they were taken, None if unknown.
        thumbs: (n, 2, d), see `trainer.data.views.thumbs`.
        burst_s: Photos of one folder taken so shortly after each other are a burst.
        copy_similarity: Correlation of thumbs from which two photos are copies.
    """
    shot = _Sets(len(names))
    places = [
        (str(PurePosixPath(name).parent), at)
        for name, at in zip(names, captured_s, strict=True)
    ]
    timed = [row for row, (_, at) in enumerate(places) if at is not None]
    timed.sort(key=lambda row: (places[row], names[row]))
    for before, after in pairwise(timed):
        (folder, early), (other, late) = places[before], places[after]
        if early is None or late is None:
            continue
        if folder == other and late - early <= burst_s:
            shot.join(np.array([before, after]))
    bursts = shot.numbers()
    for copies in _copies(thumbs, copy_similarity):
        shot.join(copies)
    return Moments(bursts, shot.numbers())


def divide_moments(
    names: Sequence[str], groups: Rows, seed: int, held_out: float, choose: float
) -> list[Part]:
    """Divide photos such that no group is separated.

    Args:
        names: Of the photos.
        groups: (n,) what must not be separated.
        seed: Decides, together with the names.
        held_out: Share of the photos that only measure.
        choose: Share of the photos that choose between variants.
    """
    members: dict[int, list[int]] = {}
    for row, group in enumerate(groups.tolist()):
        members.setdefault(group, []).append(row)
    parts = [Part.TRAINING] * len(names)
    wanted = {
        Part.HELD_OUT: round(held_out * len(names)),
        Part.VALIDATION: round(choose * len(names)),
    }
    drawn = sorted(
        (rows for rows in members.values() if len(rows) <= _largest(len(names))),
        key=lambda rows: stable_share(f"{seed}/{min(names[row] for row in rows)}"),
    )
    for rows in drawn:
        part = next((each for each in wanted if wanted[each] > 0), Part.TRAINING)
        for row in rows:
            parts[row] = part
        if part in wanted:
            wanted[part] -= len(rows)
    return parts


def _largest(photos: int) -> int:
    return max(1, int(LARGEST_SHARE * photos))


def _copies(thumbs: npt.NDArray[np.uint8], similarity: float) -> Iterator[Rows]:
    """Yield each photo that has copies, with those: by either rule nearly the same.

    Chunk by chunk, as a camera that looks at one place has too many pairs to keep.
    """
    for rule in range(thumbs.shape[1]):
        units = thumbs[:, rule].astype(np.float32)
        units -= units.mean(axis=1, keepdims=True)
        units /= np.linalg.norm(units, axis=1, keepdims=True) + 1e-6
        for start in range(0, len(units), CHUNK):
            near = units[start : start + CHUNK] @ units[start:].T >= similarity
            near = np.triu(near, 1)
            for row in np.flatnonzero(near.any(axis=1)):
                yield np.append(np.flatnonzero(near[row]), row) + start


class _Sets:
    """Disjoint sets of rows, named by one of their rows."""

    def __init__(self, count: int) -> None:
        self._names = np.arange(count, dtype=np.int64)

    def join(self, rows: Rows) -> None:
        met = np.unique(self._names[rows])
        if len(met) > 1:
            self._names[np.isin(self._names, met)] = met[0]

    def numbers(self) -> Rows:
        return self._names.copy()
