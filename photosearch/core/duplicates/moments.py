"""Finds photos of the same moment: alike, and taken within seconds by one camera."""

from collections.abc import Callable, Generator

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Embeddings

LONGEST_S = 10
# Of photos that have nothing to do with each other, one pair in a hundred is so alike;
# taken by one camera within seconds, they have much to do with each other.
_LEAST_COSINE = 0.6
# A camera that takes a photo every few seconds all day is looked at in pieces.
_MOST_AT_ONCE = 1000

Numbers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.intp]


def same_moments(
    cameras: Numbers,
    taken_s: Numbers,
    read_embeddings: Callable[[Positions], Embeddings],
    may_join: Callable[[int, int], bool],
) -> Generator[tuple[int, ...], None, None]:
    """Group photos with those of the same moment.

    As with near copies, a group is its best photo and what is alike to that.

    Args:
        cameras: (n,) a number for each camera, from the best photo to the worst.
        taken_s: (n,) seconds.
        read_embeddings: Gives (k, width) float32, unit length, of positions (k,).
        may_join: Whether the photo at a position may be in a group with another.

    Yields:
        Positions, the best photo first.
    """
    order = np.lexsort((taken_s, cameras))
    is_apart = (np.diff(cameras[order]) != 0) | (np.diff(taken_s[order]) > LONGEST_S)
    for run in np.split(order, np.flatnonzero(is_apart) + 1):
        for begin in range(0, len(run), _MOST_AT_ONCE):
            positions = np.sort(run[begin : begin + _MOST_AT_ONCE])
            if len(positions) > 1:
                embeddings = read_embeddings(positions)
                yield from _stars(positions, taken_s, embeddings, may_join)


def _stars(
    positions: Positions,
    taken_s: Numbers,
    embeddings: Embeddings,
    may_join: Callable[[int, int], bool],
) -> Generator[tuple[int, ...], None, None]:
    times = taken_s[positions]
    is_free = np.ones(len(positions), bool)
    for best in range(len(positions)):
        if not is_free[best]:
            continue
        is_free[best] = False
        is_alike = embeddings @ embeddings[best] >= _LEAST_COSINE
        is_soon = np.abs(times - times[best]) <= LONGEST_S
        group = [int(positions[best])]
        for other in np.flatnonzero(is_free & is_alike & is_soon).tolist():
            if all(may_join(member, int(positions[other])) for member in group):
                group.append(int(positions[other]))
                is_free[other] = False
        if len(group) > 1:
            yield tuple(group)
