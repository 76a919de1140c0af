"""Ranks a library's photos by their likeness to examples."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Embeddings, PhotoIds
from photosearch.core.search.aim import Aim, aim_of
from photosearch.core.search.calibration import Calibration, sample_ids
from photosearch.core.search.candidates import (
    Candidates,
    Index,
    Needs,
    Regions,
    Stock,
    seen_only,
)
from photosearch.core.search.curve import Scores, Similarities
from photosearch.core.search.examples import Example, Marks, require_sense
from photosearch.core.search.expansion import NEIGHBOURS, expanded
from photosearch.core.search.feedback import Marked, Teacher, refined
from photosearch.core.search.measure import Likeness
from photosearch.core.search.part_calibration import PartCalibration, calibrate_parts
from photosearch.core.search.ranking import Ranking


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which photos may be found, how many, and what is said of them."""

    count: int
    allowed: PhotoIds | None
    excluded: PhotoIds
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Compared:
    """Candidates in the order of their likeness to an aim."""

    candidates: Candidates
    likeness: Likeness
    is_close: npt.NDArray[np.bool_]
    histogram: npt.NDArray[np.int64]


class Searcher:
    """Searches one library with one model.

    Args:
        index: Its codes.
        read_embeddings: Gives (k, width) float32 in the order of ids (k,) int64, zeros
            for a photo that is gone.
        calibration: What similarities are worth in it.
        regions: Its region codes; None where no example will be a part.
    """

    def __init__(
        self,
        index: Index,
        read_embeddings: Callable[[PhotoIds], Embeddings],
        calibration: Calibration,
        regions: Regions | None = None,
    ) -> None:
        self._calibration = calibration
        self._stock = Stock(index, read_embeddings, calibration, regions)

    def search(
        self,
        examples: Sequence[Example],
        count: int,
        *,
        allowed: PhotoIds | None = None,
        excluded: Sequence[int] = (),
        marks: Marks | None = None,
        expand: bool = False,
    ) -> Ranking:
        """Find the photos that look like the examples.

        Args:
            examples: At least one with a positive weight.
            count: At most this many photos.
            allowed: Only these may be found, ascending ids; all if None.
            excluded: Never these, such as the photo one started from.
            marks: What was right and wrong in an earlier answer.
            expand: Whether to look for photos like the closest ones as well.

        Raises:
            QueryError: There is nothing to look for.
        """
        require_sense(examples, count)
        scope = _Scope(count, allowed, np.array(excluded, np.int64), marks or Marks())
        has_parts = any(each.is_part for each in examples)
        parts = self._parts if has_parts else None
        aim = aim_of(examples, self._calibration, parts)
        # What is known to be right says more than what is merely close.
        if expand and not len(scope.marks.right):
            aim = self._expanded(aim, scope)
        kept = 0
        if scope.marks:
            kept = self._close_unmarked(aim, scope)
            aim = self._refined(aim, scope.marks)
        return self._ranking(aim, self._compared(aim, scope, kept), count)

    def _sample(self, needs: Needs) -> Candidates:
        """Return photos that stand for the library."""
        return self._stock.look_up(sample_ids(self._stock.ids), needs)

    @cached_property
    def _teacher(self) -> Teacher:
        return Teacher(self._sample(Needs()), self._calibration)

    @cached_property
    def _parts(self) -> PartCalibration:
        return calibrate_parts(self._sample(Needs(regions=True)), self._calibration)

    def _expanded(self, aim: Aim, scope: _Scope) -> Aim:
        found = self._compared(aim, scope)
        # Copies of the examples add nothing.
        is_new = found.is_close & ~found.likeness.is_copy
        chosen = np.flatnonzero(is_new)[:NEIGHBOURS]
        similarities = found.likeness.similarities[chosen]
        return expanded(aim, found.candidates.only(chosen), similarities)

    def _refined(self, aim: Aim, marks: Marks) -> Aim:
        needs = aim.measure.needs
        marked = Marked(
            right=self._stock.look_up(np.sort(marks.right), needs),
            wrong=self._stock.look_up(np.sort(marks.wrong), needs),
        )
        return refined(aim, marked, self._teacher if needs.embeddings else None)

    def _close_unmarked(self, aim: Aim, scope: _Scope) -> int:
        """Count what is close to an aim, is no copy and was not marked."""
        found = self._compared(aim, replace(scope, marks=Marks()))
        ids = found.candidates.ids[found.is_close & ~found.likeness.is_copy]
        return len(np.setdiff1d(ids, np.union1d(scope.marks.right, scope.marks.wrong)))

    def _compared(self, aim: Aim, scope: _Scope, kept: int = 0) -> _Compared:
        """Compare candidates with an aim, and put them in order.

        Args:
            aim: What is looked for.
            scope: What may be found.
            kept: So many are close at least, beside copies and what was marked.
        """
        marks, count = scope.marks, scope.count + len(scope.excluded)
        ids, histogram = self._stock.near(aim.probes, count, scope.allowed)
        marked = np.concatenate([marks.right, marks.wrong])
        if scope.allowed is not None:
            marked = np.intersect1d(marked, scope.allowed)
        ids = np.setdiff1d(np.concatenate([ids, marked]), scope.excluded)
        candidates = self._stock.look_up(ids, aim.measure.needs)
        likeness = aim.measure.likeness(candidates)
        is_right = np.isin(candidates.ids, marks.right)
        is_wrong = np.isin(candidates.ids, marks.wrong)
        group = np.select([is_wrong, likeness.is_copy, is_right], [3, 0, 1], 2)
        cut = self._cut(aim)
        # A mark tells what is nearer, not that the rest is far.
        others = np.sort(likeness.similarities[group == 2])
        if kept and len(others):
            cut = min(cut, float(others[-min(kept, len(others))]))
        is_close = likeness.similarities >= cut
        # A copy is close, even to a query that other examples pull away from it.
        is_close |= likeness.is_copy | is_right
        is_close &= ~is_wrong
        # Ties, and copies of different examples, come by id.
        order = np.lexsort((candidates.ids, -likeness.similarities, group))
        return _Compared(
            candidates.only(order), likeness.only(order), is_close[order], histogram
        )

    def _cut(self, aim: Aim) -> float:
        """Return the similarity from which on a photo is close."""
        sample = (
            self._parts.sample
            if aim.measure.parts
            else seen_only(self._calibration.sample)
        )
        return self._calibration.cut(aim.measure.likeness(sample).similarities)

    def _scores(self, aim: Aim, similarities: Similarities) -> Scores:
        if aim.measure.wholes:
            return self._calibration.score(similarities)
        return self._parts.score(similarities)

    def _ranking(self, aim: Aim, compared: _Compared, count: int) -> Ranking:
        first = slice(count)
        found, likeness = compared.candidates.only(first), compared.likeness.only(first)
        similarities = np.minimum(likeness.similarities, 1)
        return Ranking(
            ids=found.ids,
            distances=aim.first.distances(found),
            query_distances=aim.query.distances(found),
            histogram=compared.histogram,
            similarities=similarities,
            scores=self._scores(aim, similarities),
            is_close=compared.is_close[first],
            examples=likeness.examples,
            regions=likeness.regions,
        )
