"""What can be measured of an aligned face without any label.

Pose and mouth follow from the five points, light and colour from the pixels. These
stand in for the attributes of a labelled set when a network learns to change faces.
Letters in shapes: n faces, s side in pixels.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels

Floats = npt.NDArray[np.float32]

ATTRIBUTES: Final = ("yaw", "mouth", "light_side", "light", "grey")
"""What is measured, in this order everywhere.

yaw: how far the nose is right of the middle between the eyes, in distances of the eyes;
mouth: its width in distances of the eyes; light_side: how much lighter the right half
of the face is, relative to the whole; light: mean brightness; grey: how little colour
there is, the negative mean difference of the largest and the smallest channel.
"""

GREY: Final = ATTRIBUTES.index("grey")

_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
_FACE = slice(0.2, 0.8)
"""Part of the side of a crop in which the face is."""


@dataclass(frozen=True, slots=True)
class AttributeScale:
    """Turns measured values into -1..1.

    Attributes:
        middle: (a,), what becomes 0.
        reach: (a,), distance from there that becomes 1.
    """

    middle: Floats
    reach: Floats

    def scaled(self, values: Floats) -> Floats:
        """Scale and limit values (n, a)."""
        scaled: Floats = ((values - self.middle) / self.reach).clip(-1, 1)
        return scaled


def measure_attributes(pixels: Pixels, points: Floats) -> Floats:
    """Measure faces.

    Args:
        pixels: (n, s, s, 3), aligned.
        points: (n, 5, 2) px in these.

    Returns:
        (n, a) float32, a as in `ATTRIBUTES`.
    """
    eyes = points[:, 1] - points[:, 0]
    apart = np.maximum(np.linalg.norm(eyes, axis=1), 1.0)
    middle = (points[:, 0, 0] + points[:, 1, 0]) / 2
    mouth = np.linalg.norm(points[:, 4] - points[:, 3], axis=1)
    side = pixels.shape[1]
    part = slice(round(_FACE.start * side), round(_FACE.stop * side))
    faces = pixels[:, part, part].astype(np.float32)  # (n, f, f, 3)
    luma = faces @ _LUMA  # (n, f, f)
    half = luma.shape[2] // 2
    light = luma.mean(axis=(1, 2))
    uneven = luma[:, :, -half:].mean(axis=(1, 2)) - luma[:, :, :half].mean(axis=(1, 2))
    colour = (faces.max(axis=3) - faces.min(axis=3)).mean(axis=(1, 2))
    measured = (
        (points[:, 2, 0] - middle) / apart,
        mouth / apart,
        uneven / np.maximum(light, 1.0),
        light,
        -colour,
    )
    return np.stack(measured, axis=1).astype(np.float32)


def fit_scale(values: Floats) -> AttributeScale:
    """Return the scale by which nearly all of values (n, a) lie within -1..1.

    Grey is the exception: 1 is a face without any colour, which few photos show.
    """
    low, middle, high = np.percentile(values, (5, 50, 95), axis=0).astype(np.float32)
    reach = np.maximum((high - low) / 2, np.float32(1e-3))
    reach[GREY] = max(-float(middle[GREY]), 1.0) / 2
    middle[GREY] /= 2
    return AttributeScale(middle, reach)


def without_colour(pixels: Pixels) -> Pixels:
    """Return faces (n, s, s, 3) in shades of grey."""
    luma = np.rint(pixels.astype(np.float32) @ _LUMA).astype(np.uint8)
    grey: Pixels = np.repeat(luma[..., None], 3, axis=-1)
    return grey
