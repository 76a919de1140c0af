"""Synthetic faces to learn from: kept only where the person is still the same.

A generator that changes an attribute may change the person with it, so a teacher looks
at every variant and compares it with the photo. Letters in shapes: n faces, s side in
pixels, d numbers of the teacher's embedding.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.face_attributes import Floats

Describe = Callable[[Pixels], Floats]
"""Faces (n, s, s, 3) to the teacher's embeddings (n, d), unit length."""


class FaceEditor(Protocol):
    """What changes aligned faces."""

    def edited(
        self, pixels: Pixels, points: Floats, draw: np.random.Generator
    ) -> Pixels:
        """Change faces (n, s, s, 3) with points (n, 5, 2) px, each differently."""
        ...


@dataclass(frozen=True, slots=True)
class Variants:
    """Faces that no camera saw.

    Attributes:
        pixels: (v, s, s, 3) uint8.
        embeddings: (v, d) float32, the teacher's.
        origins: (v,) place of the photo that each was made of.
        made: How many were made; the others are no longer the same person.
    """

    pixels: Pixels
    embeddings: Floats
    origins: npt.NDArray[np.int64]
    made: int

    def __len__(self) -> int:
        return len(self.origins)


def make_variants(
    editor: FaceEditor,
    pixels: Pixels,
    points: Floats,
    embeddings: Floats,
    describe: Describe,
    *,
    each: int,
    least_similarity: float,
    seed: int,
) -> Variants:
    """Change every face some times and keep what shows the same person.

    Args:
        editor: What changes them.
        pixels: (n, s, s, 3), aligned.
        points: (n, 5, 2) px in these.
        embeddings: (n, d), what the teacher says of the photos.
        describe: The teacher.
        each: Variants of a photo.
        least_similarity: Cosine of photo and variant below which it is another person.
        seed: Decides the changes.
    """
    draw = np.random.default_rng(seed)
    parts = []
    for _ in range(each):
        changed = editor.edited(pixels, points, draw)
        said = describe(changed)
        similarity = (said * embeddings).sum(axis=1)
        kept = np.flatnonzero(similarity > least_similarity)
        parts.append((changed[kept], said[kept], kept.astype(np.int64)))
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Variants(joined[0], joined[1], joined[2], each * len(pixels))


def join_variants(parts: list[Variants]) -> Variants:
    """Put variants of the same photos together, at least one part."""
    return Variants(
        np.concatenate([part.pixels for part in parts]),
        np.concatenate([part.embeddings for part in parts]),
        np.concatenate([part.origins for part in parts]),
        sum(part.made for part in parts),
    )
