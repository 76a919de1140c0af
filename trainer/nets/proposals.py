"""Region proposals: where in a picture there is a thing (Ren et al. 2015).

In deep image retrieval they take the place of the rigid grid (Gordo et al. 2016,
section 3.3). Boxes are left, top, right, bottom in shares of the picture. Shapes: n
pictures, c channels, s side of the map, a anchors, k boxes.
"""

import math

import torch
from torch import Tensor, nn
from typing_extensions import override

SCALES = (0.25, 0.4, 0.6)
"""Sides of the anchors, in shares of the picture's."""

RATIOS = (0.5, 1.0, 2.0)
"""Height by width."""

KINDS = len(SCALES) * len(RATIOS)
MOST_SHIFT = math.log(4.0)
"""A box is at most so much larger than its anchor, so that exp stays finite."""


class ProposalNet(nn.Module):
    """Says of each anchor whether it shows a thing, and how to move it."""

    def __init__(self, channels: int, hidden: int = 256) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Conv2d(channels, hidden, 3, 1, 1), nn.ReLU())
        self.score = nn.Conv2d(hidden, KINDS, 1)
        self.shift = nn.Conv2d(hidden, KINDS * 4, 1)

    @override
    def forward(self, maps: Tensor) -> tuple[Tensor, Tensor]:
        """Judge maps (n, c, s, s).

        Returns:
            Logits (n, a) and shifts (n, a, 4), in the order of `anchors`.
        """
        hidden = self.hidden(maps)
        logits = self.score(hidden).permute(0, 2, 3, 1).flatten(1)
        shifts = self.shift(hidden).permute(0, 2, 3, 1).reshape(len(maps), -1, 4)
        return logits, shifts


def anchors(side: int) -> Tensor:
    """Return the anchors of a square map, (side * side * 9, 4)."""
    centres = (torch.arange(side) + 0.5) / side
    rows, columns = torch.meshgrid(centres, centres, indexing="ij")
    shapes = torch.tensor(
        [(s / math.sqrt(r), s * math.sqrt(r)) for s in SCALES for r in RATIOS]
    )  # (kinds, 2), width and height
    middle = torch.stack([columns, rows], dim=-1).reshape(-1, 1, 2)
    corners = torch.cat([middle - shapes / 2, middle + shapes / 2], dim=-1)
    return corners.reshape(-1, 4)


def shifts_to(boxes: Tensor, start: Tensor) -> Tensor:
    """Return how anchors `start` (k, 4) move to become `boxes` (k, 4)."""
    middle, size = _middle_and_size(boxes)
    start_middle, start_size = _middle_and_size(start)
    return torch.cat(
        [(middle - start_middle) / start_size, (size / start_size).log()], dim=-1
    )


def shifted(start: Tensor, shifts: Tensor) -> Tensor:
    """Move anchors (..., 4) and keep what lies within the picture."""
    middle, size = _middle_and_size(start)
    middle = middle + shifts[..., :2] * size
    size = size * shifts[..., 2:].clamp(max=MOST_SHIFT).exp()
    return torch.cat([middle - size / 2, middle + size / 2], dim=-1).clamp(0, 1)


def overlaps(boxes: Tensor, others: Tensor) -> Tensor:
    """Return intersection over union of boxes (k, 4) and (m, 4), (k, m)."""
    low = torch.maximum(boxes[:, None, :2], others[None, :, :2])
    high = torch.minimum(boxes[:, None, 2:], others[None, :, 2:])
    shared = (high - low).clamp(min=0).prod(dim=-1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(dim=-1)
    other_areas = (others[:, 2:] - others[:, :2]).prod(dim=-1)
    return shared / (areas[:, None] + other_areas - shared).clamp(min=1e-9)


def best_boxes(
    boxes: Tensor, scores: Tensor, most: int, threshold: float = 0.7
) -> Tensor:
    """Return the best boxes that overlap no better one too much (k, 4), best first.

    Args:
        boxes: (a, 4).
        scores: (a,).
        most: At most this many.
        threshold: Intersection over union from which on the worse one goes.
    """
    boxes = boxes[scores.argsort(descending=True)]
    overlap = overlaps(boxes, boxes)
    kept: list[int] = []
    is_free = torch.ones(len(boxes), dtype=torch.bool)
    for place in range(len(boxes)):
        if len(kept) == most:
            break
        if is_free[place]:
            kept.append(place)
            is_free &= overlap[place] < threshold
    return boxes[kept]


@torch.no_grad()
def propose(net: ProposalNet, maps: Tensor, most: int) -> list[Tensor]:
    """Return the boxes (k, 4) that the network proposes for each of the maps."""
    logits, shifts = net(maps)
    boxes = shifted(anchors(maps.shape[-1]), shifts)
    return [best_boxes(b, s, most) for b, s in zip(boxes, logits, strict=True)]


def _middle_and_size(boxes: Tensor) -> tuple[Tensor, Tensor]:
    low, high = boxes[..., :2], boxes[..., 2:]
    return (low + high) / 2, (high - low).clamp(min=1e-4)
