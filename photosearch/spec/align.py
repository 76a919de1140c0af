"""Five points of a face to an aligned crop: the same in training and in use.

Order of the points everywhere: as in the picture, eye left, eye right, nose, mouth
corner left, mouth corner right. Coordinates count px from the upper left corner of the
picture, x first.
"""

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.spec.preprocess import Pixels

FACE_PX: Final = 112
"""Side of an aligned face."""

OUTSIDE: Final = (114, 114, 114)
"""Colour of what lies beyond the picture's border."""

TEMPLATE: Final[npt.NDArray[np.float64]] = np.array(
    [
        [38.2946, 51.6963],
        [73.5318, 51.5014],
        [56.0252, 71.7366],
        [41.5493, 92.3655],
        [70.7299, 92.2041],
    ]
)
"""Where the five points lie in an aligned face, (5, 2) px."""

Points = npt.NDArray[np.floating]
Matrix = npt.NDArray[np.float64]


def similarity(points: Points) -> Matrix:
    """Find the similarity transform that brings five points closest to the template.

    Least squares over turn, scale and shift, without reflection (Umeyama 1991). In the
    plane it has a closed form: points as complex numbers, w = a z + b.

    Args:
        points: (5, 2) px in the picture.

    Returns:
        (2, 3), from the picture to the aligned face.

    Raises:
        ValueError: The points have another shape, are no numbers or all the same.
    """
    if points.shape != TEMPLATE.shape:
        raise ValueError(f"a face has points (5, 2), got {points.shape}")
    found = points.astype(np.float64)
    if not np.isfinite(found).all():
        raise ValueError("the points of a face must be numbers")
    z = found[:, 0] + 1j * found[:, 1]
    w = TEMPLATE[:, 0] + 1j * TEMPLATE[:, 1]
    centred = z - z.mean()
    spread = float((np.abs(centred) ** 2).sum())
    if spread < 1e-6:
        raise ValueError("the points of a face must not all be the same")
    a = (centred.conj() * (w - w.mean())).sum() / spread
    b = w.mean() - a * z.mean()
    return np.array([[a.real, -a.imag, b.real], [a.imag, a.real, b.imag]])


def align_face(pixels: Pixels, points: Points, margin_px: int = 0) -> Pixels:
    """Cut a face out so that its five points lie where networks expect them.

    A face larger than the crop is shrunk with antialiasing first.

    Args:
        pixels: Upright sRGB, shape (h, w, 3), uint8.
        points: (5, 2) px in the picture.
        margin_px: How much more to show on each side, at the same scale.

    Returns:
        Shape (112 + 2 margin, 112 + 2 margin, 3), uint8; grey beyond the picture.

    Raises:
        ValueError: As `similarity`.
    """
    matrix = similarity(points)
    matrix[:, 2] += margin_px
    return _cut(pixels, matrix, FACE_PX + 2 * margin_px)


def _cut(pixels: Pixels, matrix: Matrix, side_px: int) -> Pixels:
    """Resample a picture by a similarity transform into a square."""
    turn = matrix[:, :2]
    scale = math.sqrt(float(np.linalg.det(turn)))
    back = np.linalg.inv(turn)
    corners = np.array([[0, 0], [side_px, 0], [0, side_px], [side_px, side_px]])
    seen = (corners - matrix[:, 2]) @ back.T
    height, width = pixels.shape[:2]
    reach = 2 / min(scale, 1.0)  # what antialiasing looks at beyond the corners
    left, top = np.clip(np.floor(seen.min(axis=0) - reach), 0, (width, height))
    right, bottom = np.clip(np.ceil(seen.max(axis=0) + reach), 0, (width, height))
    if right <= left or bottom <= top:
        return np.full((side_px, side_px, 3), OUTSIDE, dtype=np.uint8)
    part = Image.fromarray(pixels[int(top) : int(bottom), int(left) : int(right)])
    shrunk = np.array([1.0, 1.0])
    if scale < 1:
        size = (max(1, round(part.width * scale)), max(1, round(part.height * scale)))
        shrunk = np.array([size[0] / part.width, size[1] / part.height])
        part = part.resize(size, Image.Resampling.BILINEAR)
    inverse = back * shrunk[:, None]
    shift = (-back @ matrix[:, 2] - (left, top)) * shrunk
    coefficients = (*inverse[0], shift[0], *inverse[1], shift[1])
    cut = part.transform(
        (side_px, side_px),
        Image.Transform.AFFINE,
        tuple(float(each) for each in coefficients),
        Image.Resampling.BILINEAR,
        fillcolor=OUTSIDE,
    )
    return np.asarray(cut)
