"""The loss of a face detector: scores, boxes and points of its cells.

Letters in shapes: n pictures, m faces (padded), k cells, p cells that have a face.
"""

import torch
from torch import Tensor
from torch.nn import functional

from trainer.losses.box_overlap import box_loss, overlap
from trainer.losses.face_assignment import Faces, assign
from trainer.losses.quality_focal import quality_focal_loss

_POINTS_BETA = 0.02


def said_boxes(cells: Tensor, centres: Tensor, strides: Tensor) -> Tensor:
    """Return the boxes (n, k, 4) that cells (n, k, 15) say, in pixels."""
    distances = cells[..., 1:5] * strides[:, None]
    return torch.cat([centres - distances[..., :2], centres + distances[..., 2:]], -1)


def face_cells_loss(
    cells: Tensor, faces: Faces, centres: Tensor, strides: Tensor
) -> dict[str, Tensor]:
    """Return the terms `score`, `box` and `points`, not weighted.

    Args:
        cells: (n, k, 15), as the detector gives them.
        faces: What is on the pictures.
        centres: (k, 2), of the cells in pixels.
        strides: (k,).
    """
    logits, boxes = cells[..., 0], said_boxes(cells, centres, strides)
    assigned = assign(logits, boxes, faces, centres, strides)
    picture, cell = (assigned.face >= 0).nonzero(as_tuple=True)
    face = assigned.face[picture, cell]
    wanted = faces.boxes[picture, face]  # (p, 4)
    found = boxes[picture, cell]
    fit = overlap(found, wanted)
    quality = torch.zeros_like(logits)
    quality[picture, cell] = fit.detach()
    # A box that fits badly is no reason to forget the face.
    score = quality_focal_loss(logits, quality, assigned.is_judged)
    if not len(face):
        nothing = cells[..., 1:].sum() * 0
        return {"score": score, "box": nothing, "points": nothing}
    reach = strides[cell, None, None]
    spots = cells[picture, cell, 5:].reshape(-1, 5, 2) * reach + centres[cell, None]
    size = (wanted[:, 2:] - wanted[:, :2]).prod(dim=-1).sqrt()[:, None, None]
    points = functional.smooth_l1_loss(
        spots / size, faces.points[picture, face] / size, beta=_POINTS_BETA
    )
    return {"score": score, "box": box_loss(found, wanted).mean(), "points": points}
