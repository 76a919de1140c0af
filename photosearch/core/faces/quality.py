"""How well it can be told whose face it is, from what can be measured without a name.

A face that is small, blurred, turned away or doubtful resembles many people. It is
found all the same, but no group of faces is founded on it.
"""

import math

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels

# Below the first nothing can be told of a face, above the second it gets no easier.
_SIDE_PX = (16.0, 72.0)
# Variance of the Laplacian of grey values 0 to 255, of an aligned face of 112 px; faces
# of 20 px that were enlarged, or blurred ones, have about the first.
_SHARPNESS = (4.0, 60.0)
# How far the nose lies beside the middle of the eyes, in distances of the eyes: about
# a turn of the head by 15 and by 60 degrees.
_ASIDE = (0.15, 0.6)
# The grey of what lies beyond the picture's border has no texture.
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def face_quality(
    score: float, side_px: float, crop: Pixels, points: npt.NDArray[np.float32]
) -> float:
    """Rate a face from 0 to 1; the parts are multiplied.

    Args:
        score: How sure the detector is, 0 to 1.
        side_px: Longer side of its box, in pixels of the picture that it is cut from.
        crop: The aligned face, (112, 112, 3) uint8.
        points: (5, 2) px in the picture: eyes, nose, corners of the mouth.
    """
    size = _rise(side_px, *_SIDE_PX)
    sharp = _rise(math.log(max(sharpness(crop), 1e-3)), *map(math.log, _SHARPNESS))
    frontal = 1 - _rise(aside(points), *_ASIDE)
    return float(np.clip(score, 0, 1)) * size * sharp * frontal


def sharpness(crop: Pixels) -> float:
    """Return the variance of the Laplacian of a picture's grey values."""
    grey = crop.astype(np.float32) @ _LUMA
    laplacian = (
        grey[:-2, 1:-1]
        + grey[2:, 1:-1]
        + grey[1:-1, :-2]
        + grey[1:-1, 2:]
        - 4 * grey[1:-1, 1:-1]
    )
    return float(laplacian.var())


def aside(points: npt.NDArray[np.float32]) -> float:
    """Return how far the nose lies beside the middle of the eyes, in eye distances.

    A profile, whose eyes fall together, counts as far as can be.
    """
    left, right, nose = points[:3].astype(np.float64)
    across = right - left
    distance = float(np.hypot(*across))
    if distance < 1e-6:
        return math.inf
    return abs(float((nose - (left + right) / 2) @ across)) / distance**2


def _rise(value: float, low: float, high: float) -> float:
    """Return 0 up to `low`, 1 from `high` on, and shares between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))
