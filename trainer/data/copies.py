"""Find training views whose photo is a near copy of a held-out one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CHUNK = 4096


@dataclass(frozen=True, slots=True)
class CopyThresholds:
    """From where on two photos count as the same.

    Attributes:
        features: Cosine of the teacher's features of a view and a held-out photo.
        thumbs: Correlation of the 16-pixel thumbs of the two photos.
    """

    features: float = 0.92
    thumbs: float = 0.95


def nearest_similarity(
    rows: npt.NDArray[np.generic], known: npt.NDArray[np.generic], *, centre: bool
) -> npt.NDArray[np.float32]:
    """Return each row's largest cosine to a known row.

    Args:
        rows: (n, d), any number type.
        known: (m, d).
        centre: Whether to take each row's own mean off first (correlation).

    Returns:
        (n,) float32; -1 where nothing is known.
    """
    if not len(known):
        return np.full(len(rows), -1, np.float32)
    reference = _unit(known, centre=centre)
    best = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), CHUNK):
        part = _unit(rows[start : start + CHUNK], centre=centre)
        best[start : start + CHUNK] = (part @ reference.T).max(axis=1)
    return best


def near_copies(
    features: npt.NDArray[np.float16],
    thumbs: npt.NDArray[np.uint8],
    known_features: npt.NDArray[np.float16],
    known_thumbs: npt.NDArray[np.uint8],
    thresholds: CopyThresholds,
) -> npt.NDArray[np.bool_]:
    """Mark the views (n,) whose photo looks like a known one.

    Args:
        features: (n, width) of the views.
        thumbs: (n, 2, d) of their photos, stretched and central square.
        known_features: (m, width) of the held-out photos.
        known_thumbs: (m, 2, d).
        thresholds: From where on.
    """
    copies = (
        nearest_similarity(features, known_features, centre=False)
        >= thresholds.features
    )
    for rule in range(thumbs.shape[1]):
        copies |= (
            nearest_similarity(thumbs[:, rule], known_thumbs[:, rule], centre=True)
            >= thresholds.thumbs
        )
    return copies


def _unit(rows: npt.NDArray[np.generic], *, centre: bool) -> npt.NDArray[np.float32]:
    unit = rows.astype(np.float32)
    if centre:
        unit -= unit.mean(axis=1, keepdims=True)
    unit /= np.linalg.norm(unit, axis=1, keepdims=True) + 1e-6
    return unit
