"""Ranks a library's photos by their likeness to examples."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from photosearch.core.errors import QueryError
from photosearch.core.records import Embeddings, PhotoIds
from photosearch.core.search.calibration import Calibration, Scores, Similarities
from photosearch.spec.codes import Codes, hamming, pack, unpack

# Embeddings order what codes found. Of the 100 photos nearest by embedding nearly all
# are among the 400 nearest by code.
_CANDIDATES = 400
_CANDIDATES_A_MATCH = 4
# Two files with the same picture; stored embeddings are rounded to half precision.
_COPY = 0.9995


class Survey(Protocol):
    """What an index of codes tells of one code."""

    @property
    def ids(self) -> PhotoIds:
        """The nearest photos, (k,) int64."""

    @property
    def histogram(self) -> npt.NDArray[np.int64]:
        """How many photos lie at each distance, (bits + 1,)."""


class Index(Protocol):
    """What a searcher needs of an index of codes."""

    def survey(
        self, code: Codes, count: int, allowed: PhotoIds | None = None
    ) -> Survey:
        """Find the ids whose codes differ least, and count all distances."""

    def codes_of(self, ids: PhotoIds) -> tuple[PhotoIds, Codes]:
        """Look codes up for ascending ids."""


@dataclass(frozen=True, slots=True)
class Example:
    """A photo that the result shall, or shall not, look like.

    Attributes:
        code: (bytes,) uint8.
        embedding: (width,) float32, unit length.
        weight: How much it counts; below zero for what shall not be found.
    """

    code: Codes
    embedding: Embeddings
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Photos by likeness, most alike first.

    Attributes:
        ids: (k,) int64.
        distances: (k,) int32, bits to the first positive example's code.
        query_distances: (k,) int32, bits to the query's code: that of its example or,
            of several, the code on which their weights agree.
        histogram: (bits + 1,) int64, how many photos that may be found lie so far from
            the query's code.
        similarities: (k,) float32; likeness to the positive examples less that to the
            negative ones; 1 is the same picture.
        scores: (k,) float64, share of random pairs of photos that are more alike.
        is_close: (k,) bool, whether it lies within the automatic cut; never one after
            one that does not.
    """

    ids: PhotoIds
    distances: npt.NDArray[np.int32]
    query_distances: npt.NDArray[np.int32]
    histogram: npt.NDArray[np.int64]
    similarities: Similarities
    scores: Scores
    is_close: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


class Searcher:
    """Searches one library with one model.

    Args:
        index: Its codes.
        read_embeddings: Gives (k, width) float32 in the order of ids (k,) int64, zeros
            for a photo that is gone.
        calibration: What similarities are worth in it.
    """

    def __init__(
        self,
        index: Index,
        read_embeddings: Callable[[PhotoIds], Embeddings],
        calibration: Calibration,
    ) -> None:
        self._index = index
        self._read_embeddings = read_embeddings
        self._calibration = calibration

    def search(
        self,
        examples: Sequence[Example],
        count: int,
        *,
        allowed: PhotoIds | None = None,
        excluded: Sequence[int] = (),
    ) -> Ranking:
        """Find the photos that look like the examples.

        Args:
            examples: At least one with a positive weight.
            count: At most this many photos.
            allowed: Only these may be found, ascending ids; all if None.
            excluded: Never these, such as the photo one started from.

        Raises:
            QueryError: There is nothing to look for.
        """
        _require_sense(examples, count)
        query = _Query(examples, self._calibration)
        ids, histogram = self._candidates(examples, count, allowed, excluded)
        ids, codes = self._index.codes_of(ids)
        embeddings = self._read_embeddings(ids)
        is_there = np.any(embeddings, axis=1)
        ids, codes = ids[is_there], codes[is_there]
        seen = self._calibration.seen_from_centre(embeddings[is_there])
        similarities = query.similarities(seen)
        is_copy = query.is_copy(seen)
        # Ties, and copies of different examples, come by id.
        order = np.lexsort((ids, -similarities, ~is_copy))[:count]
        first = next(each for each in examples if each.weight > 0)
        cut = self._calibration.cut(query.similarities(self._calibration.sample))
        return Ranking(
            ids=ids[order],
            distances=hamming(first.code, codes[order]),
            query_distances=hamming(_query_code(examples), codes[order]),
            histogram=histogram,
            similarities=similarities[order],
            scores=self._calibration.score(similarities[order]),
            # A copy is close, even to a query that other examples pull away from it.
            is_close=(is_copy | (similarities >= cut))[order],
        )

    def _candidates(
        self,
        examples: Sequence[Example],
        count: int,
        allowed: PhotoIds | None,
        excluded: Sequence[int],
    ) -> tuple[PhotoIds, npt.NDArray[np.int64]]:
        """Collect the nearest by code of each positive example and of all together.

        Returns:
            Their ids, ascending, and the histogram of distances to the query's code.
        """
        codes = [_query_code(examples)]
        if len(examples) > 1:
            codes += [each.code for each in examples if each.weight > 0]
        wanted = max(_CANDIDATES, _CANDIDATES_A_MATCH * count) + len(excluded)
        surveys = [self._index.survey(code, wanted, allowed) for code in codes]
        ids = np.concatenate([survey.ids for survey in surveys])
        return np.setdiff1d(ids, np.array(excluded, np.int64)), surveys[0].histogram


class _Query:
    """All examples as one measure of likeness, seen from the library's centre."""

    def __init__(self, examples: Sequence[Example], calibration: Calibration) -> None:
        weights = np.array([each.weight for each in examples], np.float32)
        embeddings = np.stack([each.embedding for each in examples])
        seen = calibration.seen_from_centre(embeddings.astype(np.float32))
        self._positives = seen[weights > 0]
        mean = weights[weights > 0] @ self._positives
        self._wanted = mean / max(float(np.linalg.norm(mean)), 1e-12)
        self._unwanted = seen[weights < 0]
        self._strengths = -weights[weights < 0] / weights[weights > 0].sum()

    def similarities(self, seen: Embeddings) -> Similarities:
        """Measure photos (n, width) seen from the centre."""
        likeness: Similarities = np.vecdot(seen, self._wanted)
        if len(self._unwanted):
            # Only what resembles a negative example is pushed away; being its opposite
            # is no reason to be found.
            unwanted = np.maximum(_cosines(seen, self._unwanted), 0)
            likeness = likeness - np.vecdot(unwanted, self._strengths)
        return likeness

    def is_copy(self, seen: Embeddings) -> npt.NDArray[np.bool_]:
        """Tell which photos (n, width) are a positive example itself."""
        likeness = _cosines(seen, self._positives).max(axis=1)
        copies: npt.NDArray[np.bool_] = np.greater_equal(likeness, _COPY)
        return copies


def _cosines(seen: Embeddings, others: Embeddings) -> Similarities:
    """Compare unit vectors (n, width) with few others (k, width); return (n, k).

    A product of matrices would be spread over all cores, which takes longer to arrange
    than to do, many times so where the cores are busy.
    """
    cosines: Similarities = np.vecdot(seen[:, None], others)
    return cosines


def _require_sense(examples: Sequence[Example], count: int) -> None:
    if count < 1:
        raise QueryError("the number of photos to find must be at least 1")
    if not all(np.isfinite(each.weight) and each.weight for each in examples):
        raise QueryError("the weight of an example must be a number other than 0")
    if not any(each.weight > 0 for each in examples):
        raise QueryError("a search needs at least one example to look like")


def _query_code(examples: Sequence[Example]) -> Codes:
    """Return the code (bytes,) between the examples: each bit as the weights vote."""
    if len(examples) == 1:
        return examples[0].code
    weights = np.array([each.weight for each in examples])
    signs = unpack(np.stack([each.code for each in examples])) * 2.0 - 1.0
    code: Codes = pack((weights @ signs)[None])[0]
    return code
