"""What recipe `my_labels` measures: whether photos kept back find their like.

Letters in shapes: q queries, n photos, c labels, b bits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from trainer.data.split import Part
from trainer.evaluation.metrics import (
    Flags,
    Floats,
    hamming_distances,
    precision_at,
    rank_order,
    tie_aware_average_precision,
)
from trainer.nets.joined import JoinedDescriptor
from trainer.recipes.my_labels_data import LabelledPhotos
from trainer.recipes.my_labels_views import SeenPhotos
from trainer.recipes.own_photos_choice import mixed

FIRST = 10
MAP, PRECISION = "map@all_tied", f"precision@{FIRST}"


@dataclass(frozen=True, slots=True)
class Found:
    """What photos of a part find.

    Attributes:
        asked: (q,) places of those that have something to find.
        figures: Name to (q,) values.
    """

    asked: npt.NDArray[np.int64]
    figures: Mapping[str, Floats]


def search(
    head: JoinedDescriptor,
    photos: LabelledPhotos,
    seen: SeenPhotos,
    part: Part,
    among: Sequence[Part] = tuple(Part),
) -> Found:
    """Let the photos of a part look for others by code.

    Args:
        head: Describes them all.
        photos: All of them.
        seen: Their views.
        part: Which ones ask.
        among: The parts that are searched; a photo does not find itself.
    """
    searched = np.sort(np.concatenate([photos.rows(each) for each in among]))
    codes = _codes(head, seen)
    labels = photos.sets.labels.astype(np.int64)
    asked, precise, average = [], [], []
    for row in photos.rows(part).tolist():
        others = searched[searched != row]
        same = (labels[others] @ labels[row]) > 0
        if not same.any():
            continue
        distances = hamming_distances(codes[row : row + 1], codes[others])
        order = rank_order(distances, seed=0)[0]
        asked.append(row)
        average.append(tie_aware_average_precision(distances[0], same))
        precise.append(float(precision_at(same[order][None], FIRST)[0]))
    figures = {MAP: np.array(average), PRECISION: np.array(precise)}
    return Found(np.array(asked, dtype=np.int64), figures)


def choose_share(
    old: JoinedDescriptor,
    learned: JoinedDescriptor,
    photos: LabelledPhotos,
    seen: SeenPhotos,
    shares: Sequence[float],
) -> tuple[float, JoinedDescriptor]:
    """Return how much of the new weights is kept, and the head that is.

    The photos that choose decide by mAP; of equals the one that changes least.
    """
    candidates = [(share, mixed(old, learned, share)) for share in (0.0, *shares)]
    known = (Part.TRAINING, Part.VALIDATION)  # those kept back say nothing yet
    scores = []
    for _, head in candidates:
        values = search(head, photos, seen, Part.VALIDATION, known).figures[MAP]
        scores.append(float(values.mean()) if len(values) else 0.0)
    return candidates[int(np.argmax(scores))]


def by_label(found: Found, labels: Flags, name: str) -> dict[int, float]:
    """Return a figure's mean over the photos of each label that asked.

    Args:
        found: What they found.
        labels: (n, c) of all photos.
        name: Of the figure.
    """
    values = found.figures[name]
    flags = labels[found.asked]
    return {
        label: float(values[flags[:, label]].mean())
        for label in range(labels.shape[1])
        if flags[:, label].any()
    }


@torch.no_grad()
def logits_of(head: JoinedDescriptor, seen: SeenPhotos) -> torch.Tensor:
    """Return the logits (n, b) of the whole photos."""
    everything = np.arange(len(seen.contents))
    logits: torch.Tensor = head(*seen.views(everything, 0))[1]
    return logits


def _codes(head: JoinedDescriptor, seen: SeenPhotos) -> Flags:
    codes: Flags = (logits_of(head, seen) >= 0).numpy()
    return codes
