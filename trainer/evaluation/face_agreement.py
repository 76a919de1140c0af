"""How far a face detector agrees with its teacher.

Faces that the teacher is unsure of, or that are smaller than those asked for, are
neither owed nor wrong. Letters in shapes: m faces found, w faces on the picture.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.spec.face_boxes import (
    FacesFound,
    Floats,
    box_overlaps,
    merge_passes,
    read_cells,
)
from photosearch.spec.face_canvas import face_canvas, pyramid
from photosearch.spec.preprocess import Pixels
from trainer.data.face_pictures import SURE

LEAST_OVERLAP = 0.5

RunCells = Callable[[Pixels], Floats]
"""From canvases (n, s, s, 3) uint8 to cells (n, k, 15) float32."""


def find_faces(run: RunCells, pixels: Pixels, least_score: float) -> FacesFound:
    """Find the faces of a picture (h, w, 3) as the program does."""
    passes, scales = [], []
    for side, scale in pyramid(pixels):
        cells = run(face_canvas(pixels, side)[None])[0]
        passes.append(read_cells(cells, side, least_score))
        scales.append(scale)
    return merge_passes(passes, scales, pixels.shape[1], pixels.shape[0])


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was found on some pictures, held against the teacher's word.

    Attributes:
        scores: (m,), of found faces that count.
        is_right: (m,) bool: the teacher sees the same face.
        point_errors: (m,), mean distance of the points as a share of the distance of
            the eyes; not a number where not right.
        owed: Faces that were to be found.
        pictures: How many pictures were looked at.
    """

    scores: Floats
    is_right: npt.NDArray[np.bool_]
    point_errors: Floats
    owed: int
    pictures: int

    def recall(self, score: float) -> float:
        """Return the share of owed faces found with a score at least as high."""
        right = int((self.is_right & (self.scores >= score)).sum())
        return right / max(1, self.owed)

    def precision(self, score: float) -> float:
        """Return the share of found faces that are right, 1 where none is found."""
        found = self.scores >= score
        return float(self.is_right[found].mean()) if found.any() else 1.0

    def false_faces(self, score: float) -> float:
        """Return the false faces per picture."""
        wrong = ~self.is_right & (self.scores >= score)
        return int(wrong.sum()) / max(1, self.pictures)

    def point_error(self, score: float) -> float:
        """Return the mean error of the points of right faces."""
        errors = self.point_errors[self.is_right & (self.scores >= score)]
        return float(errors.mean()) if len(errors) else float("nan")

    def recall_at(self, precision: float) -> float:
        """Return the largest recall whose precision is at least as high."""
        order = np.argsort(-self.scores, kind="stable")
        right = np.cumsum(self.is_right[order])
        shares = right / np.arange(1, len(order) + 1)
        fine = right[shares >= precision]
        return int(fine.max(initial=0)) / max(1, self.owed)

    def average_precision(self) -> float:
        """Return the area below the curve of precision over recall."""
        order = np.argsort(-self.scores, kind="stable")
        is_right = self.is_right[order]
        shares = np.cumsum(is_right) / np.arange(1, len(order) + 1)
        best_later = np.maximum.accumulate(shares[::-1])[::-1]
        return float(best_later[is_right].sum()) / max(1, self.owed)


def compare(found: FacesFound, wanted: FacesFound, least_px: float) -> Agreement:
    """Hold what was found on one picture against the teacher's word.

    Args:
        found: By the detector.
        wanted: By the teacher, unsure faces included.
        least_px: Side of the smallest face that is asked for.
    """
    is_owed = (wanted.scores >= SURE) & (_sides(wanted) >= least_px)
    overlaps = box_overlaps(found.boxes, wanted.boxes)  # (m, w)
    is_taken = np.zeros(len(wanted), bool)
    scores, is_right, errors = [], [], []
    for row, score in enumerate(found.scores):
        partner = _partner(overlaps[row], is_owed, is_taken)
        if partner is None:
            is_small = _sides(found)[row] < least_px
            is_unsure = bool((overlaps[row][~is_owed] >= LEAST_OVERLAP).any())
            if is_small or is_unsure:
                continue
        else:
            is_taken[partner] = True
        scores.append(score)
        is_right.append(partner is not None)
        errors.append(_error(found.points[row], wanted.points, partner))
    return Agreement(
        np.array(scores, np.float32),
        np.array(is_right, bool),
        np.array(errors, np.float32),
        int(is_owed.sum()),
        1,
    )


def joined(parts: Iterable[Agreement]) -> Agreement:
    """Join what was found on many pictures, at least one."""
    each: Sequence[Agreement] = list(parts)
    return Agreement(
        np.concatenate([part.scores for part in each]),
        np.concatenate([part.is_right for part in each]),
        np.concatenate([part.point_errors for part in each]),
        sum(part.owed for part in each),
        sum(part.pictures for part in each),
    )


def _sides(found: FacesFound) -> Floats:
    sides: Floats = np.sqrt(found.boxes[:, 2:].prod(axis=1))
    return sides


def _partner(
    overlaps: Floats, is_owed: npt.NDArray[np.bool_], is_taken: npt.NDArray[np.bool_]
) -> int | None:
    """Return the number of the owed face that a found one shows, if it shows one."""
    open_overlaps = np.where(is_owed & ~is_taken, overlaps, 0)
    if not len(overlaps) or open_overlaps.max() < LEAST_OVERLAP:
        return None
    return int(open_overlaps.argmax())


def _error(points: Floats, wanted: Floats, partner: int | None) -> float:
    if partner is None:
        return float("nan")
    eyes = float(np.linalg.norm(wanted[partner, 0] - wanted[partner, 1]))
    distances = np.linalg.norm(points - wanted[partner], axis=1)
    return float(distances.mean()) / max(eyes, 1.0)
