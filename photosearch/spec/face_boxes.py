"""From a face detector's cells to faces: the only implementation anywhere.

A cell says how sure the detector is of a face there, how far the face's edges lie from
the cell's centre and where its five points are, in units of the cell's stride. Letters
in shapes: m faces, k cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from photosearch.spec.face_canvas import CELL_VALUES, STRIDES, cell_count

Floats = npt.NDArray[np.float32]

POINTS = 5
"""As in the picture: eye left, eye right, nose, mouth corner left, corner right."""

OVERLAP = 0.4
"""Share of two boxes' union from which on they show the same face."""

# What the cells of a face say is averaged where they agree so far, which takes
# a fifth off the error of its points.
_AGREEMENT = 0.5

# No photo needs more; a wild network must not cost the square of its cells.
_MOST_CANDIDATES = 2000


@dataclass(frozen=True, slots=True)
class FacesFound:
    """Faces of a picture, best first.

    Attributes:
        boxes: (m, 4) float32: left, top, width, height in pixels of the picture.
        points: (m, 5, 2) float32, x and y in pixels of the picture.
        scores: (m,) float32, 0 to 1.
    """

    boxes: Floats
    points: Floats
    scores: Floats

    def __len__(self) -> int:
        """Return the number of faces."""
        return len(self.scores)

    def some(self, rows: npt.NDArray[np.intp]) -> Self:
        """Return the faces of some rows, in the order of the rows."""
        return type(self)(self.boxes[rows], self.points[rows], self.scores[rows])


def no_faces() -> FacesFound:
    """Return what is found where nothing is."""
    return FacesFound(
        np.zeros((0, 4), np.float32),
        np.zeros((0, POINTS, 2), np.float32),
        np.zeros(0, np.float32),
    )


def cell_centres(side: int) -> tuple[Floats, Floats]:
    """Return where the cells of a canvas are.

    Args:
        side: Side of the canvas in pixels, a multiple of every stride.

    Returns:
        Centres (k, 2), x and y in pixels, and strides (k,); stride by stride, each row
        by row.
    """
    centres, strides = [], []
    for stride in STRIDES:
        along = (np.arange(side // stride, dtype=np.float32) + 0.5) * stride
        y, x = np.meshgrid(along, along, indexing="ij")
        centres.append(np.stack([x.ravel(), y.ravel()], axis=1))
        strides.append(np.full(x.size, stride, np.float32))
    return np.concatenate(centres), np.concatenate(strides)


def read_cells(cells: Floats, side: int, least_score: float) -> FacesFound:
    """Read what the detector says about one canvas, duplicates included.

    Args:
        cells: (k, 15) float32, one picture of the detector's output.
        side: Side of the canvas in pixels.
        least_score: Below it nothing is read, 0 to 1.

    Returns:
        The faces in pixels of the canvas.

    Raises:
        ValueError: `cells` has another shape than the canvas has cells.
    """
    if cells.shape != (cell_count(side), CELL_VALUES):
        raise ValueError(f"a canvas of {side} px cannot have cells {cells.shape}")
    scores = 1 / (1 + np.exp(-cells[:, 0].clip(-60, 60)))
    rows = np.flatnonzero(scores >= least_score)
    rows = rows[np.argsort(-scores[rows], kind="stable")][:_MOST_CANDIDATES]
    centres, strides = cell_centres(side)
    centres, strides, said = centres[rows], strides[rows, None], cells[rows]
    corner = centres - said[:, 1:3] * strides
    size = (said[:, 1:3] + said[:, 3:5]) * strides
    points = said[:, 5:].reshape(-1, POINTS, 2) * strides[:, None] + centres[:, None]
    return FacesFound(
        np.concatenate([corner, size], axis=1).astype(np.float32),
        points.astype(np.float32),
        scores[rows].astype(np.float32),
    )


def merge_passes(
    passes: Sequence[FacesFound],
    scales: Sequence[float],
    width_px: int,
    height_px: int,
    overlap: float = OVERLAP,
) -> FacesFound:
    """Join what was found on the canvases of one picture; each face is kept once.

    Args:
        passes: Faces in pixels of each canvas.
        scales: Size of the picture on each canvas, as of `face_canvas.pyramid`.
        width_px: Width of the picture.
        height_px: Height of the picture.
        overlap: Share of the union from which on two boxes show the same face.

    Returns:
        The faces in pixels of the picture, best first, boxes cut at its edges; boxes
        and points are means over what was found of a face, weighted by the scores.
    """
    boxes = [found.boxes / scale for found, scale in zip(passes, scales, strict=True)]
    points = [found.points / scale for found, scale in zip(passes, scales, strict=True)]
    scores = [found.scores for found in passes]
    if not sum(map(len, passes)):
        return no_faces()
    joined = FacesFound(
        np.concatenate(boxes).astype(np.float32),
        np.concatenate(points).astype(np.float32),
        np.concatenate(scores),
    )
    once = _each_once(joined, overlap)
    whole = FacesFound(_cut(once.boxes, width_px, height_px), once.points, once.scores)
    # What lies wholly beyond an edge, on the grey of the canvas, has no size left.
    return whole.some(np.flatnonzero((whole.boxes[:, 2:] >= 1).all(axis=1)))


def box_overlaps(boxes: Floats, others: Floats) -> Floats:
    """Return intersection over union of each two boxes.

    Args:
        boxes: (a, 4): left, top, width, height.
        others: (b, 4).

    Returns:
        (a, b) float32, 0 to 1.
    """
    lower = np.maximum(boxes[:, None, :2], others[None, :, :2])
    upper = np.minimum(
        (boxes[:, :2] + boxes[:, 2:])[:, None], (others[:, :2] + others[:, 2:])[None]
    )
    shared = (upper - lower).clip(0).prod(axis=2)
    areas = boxes[:, 2:].prod(axis=1)[:, None] + others[:, 2:].prod(axis=1)[None]
    overlaps: Floats = (shared / np.maximum(areas - shared, 1e-9)).astype(np.float32)
    return overlaps


def _cut(boxes: Floats, width_px: int, height_px: int) -> Floats:
    """Cut boxes (m, 4) at the edges of a picture."""
    size = np.array([width_px, height_px], np.float32)
    lower = boxes[:, :2].clip(0, size)
    upper = (boxes[:, :2] + boxes[:, 2:]).clip(0, size)
    return np.concatenate([lower, upper - lower], axis=1).astype(np.float32)


def _each_once(found: FacesFound, overlap: float) -> FacesFound:
    """Keep of faces that overlap one, the best, at the mean of those that agree."""
    order = np.argsort(-found.scores, kind="stable")
    found = found.some(order[:_MOST_CANDIDATES])
    kept: list[int] = []
    boxes, points = found.boxes.copy(), found.points.copy()
    is_open = np.ones(len(found), bool)
    for row in range(len(found)):
        if is_open[row]:
            kept.append(row)
            shared = box_overlaps(found.boxes[row : row + 1], found.boxes)[0]
            agreeing = np.flatnonzero(is_open & (shared >= _AGREEMENT))
            weights = found.scores[agreeing] ** 2
            if weights.sum() > 0:
                boxes[row] = np.average(found.boxes[agreeing], 0, weights)
                points[row] = np.average(found.points[agreeing], 0, weights)
            is_open &= shared < overlap
    merged = FacesFound(boxes, points, found.scores)
    return merged.some(np.array(kept, np.intp))
