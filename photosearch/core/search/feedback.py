"""Relevance feedback: what was marked as right and wrong says what a query means.

For whole photos a small linear model on embeddings is fitted anew at each mark: linear
discriminant analysis (Fisher, 1936) of what is right (the examples and the right marks)
against what is not (the wrong marks and, as nearly all photos of a library are of no
interest, its average). The covariance of both is taken to be that of the library's own
photos, so directions in which everything differs count less; it is shrunk, the more the
smaller the library. Marks on photos found by a part count with the matched region: its
bits are re-weighted as by Rocchio (1971).
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from photosearch.core.records import Embeddings
from photosearch.core.search.aim import Aim
from photosearch.core.search.calibration import USUAL_PHOTOS, Calibration
from photosearch.core.search.candidates import Candidates, Probe
from photosearch.core.search.parts import Parts, Signs, signs_of
from photosearch.core.search.wholes import Direction, Wholes
from photosearch.spec.codes import Codes, pack

# The library's average counts as so many wrong marks.
_AVERAGE_WRONG = 5.0
# As if so many photos of the sample had come from everywhere alike.
_FROM_EVERYWHERE = 450
# The cut lies so many standard deviations of the library above its average.
_DEVIATIONS_AT_CUT = 5.0
# What right and wrong marks count together beside the part itself.
_RIGHT_PARTS, _WRONG_PARTS = 2.0, 1.2
# Candidates are looked for near so many right marks, the last ones: a scan for each.
# All of them together are as good a guide as the query, one alone is not.
_NEAR_MARKS, _REACH_OF_MARK = 16, 0.25


@dataclass(frozen=True, slots=True)
class Marked:
    """Photos that somebody judged."""

    right: Candidates
    wrong: Candidates


class Teacher:
    """Makes directions out of marks; knows how the photos of a library vary.

    Products of matrices would be spread over all cores, which takes longer to arrange
    than to do, many times so where the cores are busy: hence sums of products here.

    Args:
        sample: Some photos of the library with their embeddings.
        calibration: What similarities are worth in it.
    """

    def __init__(self, sample: Candidates, calibration: Calibration) -> None:
        seen, width = sample.seen, sample.seen.shape[1]
        everywhere = _FROM_EVERYWHERE / width * np.eye(width)
        moment = (seen.T @ seen + everywhere) / (len(seen) + _FROM_EVERYWHERE)
        self._moment = moment
        self._inverse = np.linalg.inv(moment)
        self._average = seen.sum(axis=0) / (len(seen) + USUAL_PHOTOS)
        self._sample = sample
        self._sample_signs = np.ascontiguousarray(signs_of(sample.codes).T)
        self._median = calibration.curve.median
        self._cut = calibration.cut(np.empty(0, np.float32))

    def direction(
        self,
        rights: Embeddings,
        weights: npt.NDArray[np.float32],
        wrongs: Embeddings,
    ) -> Direction:
        """Return the direction that leads from what is wrong to what is right.

        Its likenesses have the median and the cut of cosines in this library, so that
        they may be scored as such.

        Args:
            rights: (n, width) float32, at least one, seen from the library's centre.
            weights: (n,) float32, how much each counts.
            wrongs: (m, width) float32.
        """
        right = np.einsum("n,nd->d", weights / weights.sum(), rights)
        wrong = _AVERAGE_WRONG * self._average + wrongs.sum(axis=0)
        wrong /= _AVERAGE_WRONG + len(wrongs)
        towards = np.vecdot(self._inverse, right - wrong)
        variance = float(towards @ np.vecdot(self._moment, towards))
        deviation = (self._cut - self._median) / _DEVIATIONS_AT_CUT
        towards *= deviation / max(variance**0.5, 1e-12)
        offset = self._median - float(towards @ self._average)
        return Direction(towards.astype(np.float32), offset, bends_at=self._cut)

    def code_in(self, direction: Direction) -> Codes:
        """Return the code (bytes,) of what lies far in a direction.

        Each bit is set where those photos of the sample have it that lie farther in
        the direction than others.
        """
        along = direction.likeness(self._sample.seen)
        votes = np.vecdot(self._sample_signs, along - along.mean())
        code: Codes = pack(votes[None])[0]
        return code


def refined(aim: Aim, marked: Marked, teacher: Teacher | None) -> Aim:
    """Return an aim at what was marked as right, away from what was marked as wrong.

    Args:
        aim: The query as asked.
        marked: What was said of photos that were found.
        teacher: Knows how the library's photos vary; may be None where no example is
            a whole photo.
    """
    measure, probes = aim.measure, list(aim.probes)
    if teacher and measure.wholes and measure.wholes.weight:
        wholes = _wholes(measure.wholes, marked, teacher)
        measure = replace(measure, wholes=wholes)
        near = marked.right.codes[-_NEAR_MARKS:]
        votes = signs_of(near).sum(axis=0) + signs_of(aim.query.code[None])[0]
        codes = (pack(votes[None])[0], teacher.code_in(wholes.wanted))
        probes += [Probe(code, is_part=False) for code in codes]
        probes += [Probe(code, False, _REACH_OF_MARK) for code in near]
    if measure.parts:
        parts = _parts(measure.parts, marked)
        measure = replace(measure, parts=parts)
        probes += [Probe(code, is_part=True) for code in parts.wanted_codes()]
    return replace(aim, measure=measure, probes=tuple(probes))


def _wholes(wholes: Wholes, marked: Marked, teacher: Teacher) -> Wholes:
    # What the examples have in common counts as often as there are examples.
    examples = np.count_nonzero(wholes.weights > 0)
    rights = np.vstack([wholes.wanted.towards[None], marked.right.seen])
    weights = np.array([examples, *np.ones(len(marked.right))], np.float32)
    wanted = teacher.direction(rights, weights, marked.wrong.seen)
    return replace(wholes, wanted=wanted)


def _parts(parts: Parts, marked: Marked) -> Parts:
    right, wrong = _signs(parts, marked.right), _signs(parts, marked.wrong)
    lengths = np.abs(parts.signs).mean(axis=1, keepdims=True)
    learned = parts.signs / lengths + _RIGHT_PARTS * right - _WRONG_PARTS * wrong
    signs = np.where(parts.is_wanted[:, None], learned, parts.signs)
    return replace(parts, signs=signs.astype(np.float32))


def _signs(parts: Parts, photos: Candidates) -> Signs:
    """Return the mean signs (e, bits) of the regions of photos that match each part."""
    if not len(photos):
        return np.zeros_like(parts.signs)
    _, regions = parts.matches(photos.regions)
    rows = np.arange(len(photos))
    matched = [signs_of(photos.regions[rows, each]) for each in regions.T]
    return np.stack([signs.mean(axis=0) for signs in matched])
