"""A made-up library: photos around class centres, with codes by random planes.

Each photo has four regions: itself, and three things that are parts of it.
"""

import numpy as np

from photosearch.core.index import CodeIndex, RegionIndex
from photosearch.core.search import (
    Example,
    Ranking,
    Searcher,
    calibrate,
    sample_ids,
)

WIDTH, BITS = 128, 256
PLANES = np.random.default_rng(99).standard_normal((WIDTH, BITS))
FIRST_ID, STEP = 11, 2


class Library:
    """Photos with labels 0 to `classes` - 1, `each` of every class, class by class.

    Attributes:
        things: (n, 3) what is seen in the regions 1 to 3; -1 where it is nothing known.
    """

    def __init__(self, classes: int, each: int, spread: float = 0.35) -> None:
        random = np.random.default_rng(1)
        centres = random.standard_normal((classes, WIDTH))
        noise = random.standard_normal((classes * each, WIDTH)) * spread
        self.labels = np.repeat(np.arange(classes), each)
        self.embeddings = unit(np.repeat(centres, each, axis=0) + noise)
        self.ids = np.arange(len(self.labels), dtype=np.int64) * STEP + FIRST_ID
        self.codes = code_of(self.embeddings)
        self.parts = unit(random.standard_normal((len(self.ids), 3, WIDTH)))
        self.forgotten: set[int] = set()

    @property
    def regions(self) -> np.ndarray:
        """The region codes (n, 4, bytes)."""
        return np.concatenate([self.codes[:, None], code_of(self.parts)], axis=1)

    def show(self, thing: np.ndarray, photo: int, region: int, like: float = 1) -> None:
        """Let a region of a photo look like a thing (width,), more or less."""
        random = np.random.default_rng(photo * 10 + region)
        noise = random.standard_normal(WIDTH) * (1 - like)
        self.parts[photo, region - 1] = unit(thing * WIDTH**0.5 * like + noise)

    def read(self, ids: np.ndarray) -> np.ndarray:
        found = self.embeddings[rows_of(ids)].copy()
        found[np.isin(ids, list(self.forgotten))] = 0
        return found

    def searcher(self, *, with_parts: bool = False) -> Searcher:
        index = CodeIndex(BITS // 8)
        index.add(self.ids, self.codes)
        sample = self.read(sample_ids(index.ids))
        regions = RegionIndex.of_rows(self.ids, self.regions) if with_parts else None
        return Searcher(index, self.read, calibrate(sample, len(index)), regions)

    def example(self, photo: int, weight: float = 1.0) -> Example:
        return Example(self.codes[photo], self.embeddings[photo], weight)

    def found_labels(self, ranking: Ranking) -> list[int]:
        return self.labels[rows_of(ranking.ids)].tolist()


def rows_of(ids: np.ndarray) -> np.ndarray:
    return (ids - FIRST_ID) // STEP


def unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def code_of(embeddings: np.ndarray) -> np.ndarray:
    return np.packbits(embeddings @ PLANES >= 0, axis=-1)


def thing(seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed + 700).standard_normal(WIDTH))


def part(of: np.ndarray, weight: float = 1.0) -> Example:
    """Return what somebody cut out as an example."""
    return Example(code_of(of), of, weight, is_part=True)


def stranger(seed: int = 0) -> Example:
    embedding = unit(np.random.default_rng(seed + 500).standard_normal(WIDTH))
    return Example(code_of(embedding), embedding)
