"""Faces like a face, as an answer that the grid shows like any other."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from photosearch.core.face_records import FaceMatch
from photosearch.core.library import Example, Library
from photosearch.core.records import Filter, Found, Order, PhotoId
from photosearch.spec.regions import Box

_FILTERED_AT_MOST = 2000
# Of the codes of faces, however long those of a model really are.
_BITS = 256


@dataclass(frozen=True, slots=True)
class FaceWish:
    """A face that others shall be like.

    Attributes:
        example: The picture; its region is the face, None for the largest one.
        name: Whose face it is, or else what the picture is called.
    """

    example: Example
    name: str


@dataclass(frozen=True, slots=True)
class FacesFound:
    """What a search for a face found.

    Attributes:
        found: The photos, those with the most similar face first.
        boxes: Where in each photo that face lies.
    """

    found: Found
    boxes: Mapping[PhotoId, Box]


def find_faces(
    library: Library, wish: FaceWish, wanted: Filter, count: int
) -> FacesFound:
    """Search for faces; not for the GUI thread.

    Args:
        library: The open library.
        wish: The face.
        wanted: Which photos may be found at all.
        count: At most this many photos.

    Raises:
        QueryError: There is no face in the picture, or faces are not looked for.
        DecodeError: The picture cannot be read.
    """
    start = time.perf_counter()
    most = count if wanted == Filter() else max(count, _FILTERED_AT_MOST)
    matches = library.faces_like(wish.example, wish.example.region, most)
    if wanted != Filter():
        allowed = set(library.list_photos(Order.NEWEST, wanted).ids.tolist())
        matches = tuple(each for each in matches if each.photo in allowed)
    elapsed_ms = 1000 * (time.perf_counter() - start)
    return answer_of(matches[:count], elapsed_ms)


def answer_of(matches: Sequence[FaceMatch], elapsed_ms: float) -> FacesFound:
    """Turn matches into an answer of photos; of several faces in one, the first counts.

    Args:
        matches: The most similar face first, those that are close before all others.
        elapsed_ms: How long that took.
    """
    best: dict[PhotoId, FaceMatch] = {}
    for match in matches:
        best.setdefault(match.photo, match)
    ranked = sorted(best.values(), key=lambda each: not each.is_close)
    distances = np.array([each.distance for each in ranked], np.int32)
    close = sum(each.is_close for each in ranked)
    # Nearer by its embedding may be farther by its code.
    cut = int(distances[:close].max(initial=-1))
    found = Found(
        ids=np.array([each.photo for each in ranked], np.int64),
        distances=distances,
        similarities=np.array([each.similarity for each in ranked], np.float32),
        scores=np.array([each.score for each in ranked], np.float32),
        close=close,
        cut=cut,
        histogram=np.bincount(distances, minlength=_BITS + 1).astype(np.int64),
        elapsed_ms=elapsed_ms,
        regions=np.full(len(ranked), -1, np.int16),
        examples=np.zeros(len(ranked), np.int16),
    )
    return FacesFound(found, {photo: each.box for photo, each in best.items()})
