"""Codes and embeddings of made-up people."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.core.faces.evidence import Evidence, read_evidence
from photosearch.core.faces.grouping import Faces, group_faces

_WIDTH = 128
_BITS = 256

STATED = {
    "0.01": 105.0,
    "0.001": 99.0,
    "0.0001": 93.0,
    "cosine@0.01": 0.21,
    "cosine@0.001": 0.28,
    "cosine@0.0001": 0.34,
}


@dataclass(frozen=True)
class Crowd:
    faces: Faces
    people: npt.NDArray[np.int64]


def evidence() -> Evidence:
    return read_evidence(STATED, _BITS)


def draw_crowd(
    people: npt.NDArray[np.int64],
    photos: npt.NDArray[np.int64] | None = None,
    noise: float = 0.075,
    seed: int = 0,
) -> Crowd:
    """Make faces of given people (n,), by default each in a photo of its own."""
    random = np.random.default_rng(seed)
    centres = unit(random.standard_normal((people.max() + 1, _WIDTH)))
    spread = noise * random.standard_normal((len(people), _WIDTH))
    vectors = unit(centres[people] + spread).astype(np.float32)
    sides = random.standard_normal((_WIDTH, _BITS)).astype(np.float32)
    faces = Faces(
        codes=np.packbits(vectors @ sides >= 0, axis=1),
        vectors=vectors,
        quality=np.ones(len(people), np.float32),
        scores=np.ones(len(people), np.float32),
        photos=np.arange(len(people)) if photos is None else photos,
    )
    return Crowd(faces, people)


def grouped(faces: Faces, by: Evidence | None = None) -> npt.NDArray[np.int64]:
    steps = group_faces(faces, by or evidence())
    try:
        while True:
            assert 0 <= next(steps) <= 1
    except StopIteration as end:
        return end.value


def unit(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
