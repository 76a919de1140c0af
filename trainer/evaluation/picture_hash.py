"""Baselines that look at pixels only: colours, and perceptual hashes."""

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.spec.preprocess import Pixels

HUES, SATURATIONS, VALUES = 12, 4, 4
DCT_PX = 32
HASH_PX = 8


def colour_histogram(photo: Pixels) -> npt.NDArray[np.float32]:
    """Describe a photo (h, w, 3) by its colours.

    Returns:
        (192,) float32 of unit length: square roots of the shares of 12 hues x 4
        saturations x 4 values, so that a dot product is the Bhattacharyya coefficient.
    """
    hsv = np.asarray(Image.fromarray(photo).convert("HSV")).reshape(-1, 3)
    counts, _ = np.histogramdd(
        hsv, (HUES, SATURATIONS, VALUES), range=((0, 256), (0, 256), (0, 256))
    )
    histogram: npt.NDArray[np.float32] = np.sqrt(
        (counts / counts.sum()).reshape(-1)
    ).astype(np.float32)
    return histogram


def dct_hash(photo: Pixels) -> npt.NDArray[np.bool_]:
    """Return 64 bits: which low frequencies lie above their median (pHash)."""
    grey = _grey(photo, DCT_PX, DCT_PX)
    basis = _dct_basis(DCT_PX)[:HASH_PX]
    low = basis @ grey @ basis.T  # (8, 8)
    bits: npt.NDArray[np.bool_] = low.reshape(-1) > np.median(low)
    return bits


def difference_hash(photo: Pixels) -> npt.NDArray[np.bool_]:
    """Return 64 bits: where brightness rises from left to right (dHash)."""
    grey = _grey(photo, HASH_PX + 1, HASH_PX)
    bits: npt.NDArray[np.bool_] = (grey[:, 1:] > grey[:, :-1]).reshape(-1)
    return bits


def _grey(photo: Pixels, width: int, height: int) -> npt.NDArray[np.float64]:
    image = Image.fromarray(photo).convert("L")
    return np.asarray(
        image.resize((width, height), Image.Resampling.BILINEAR), np.float64
    )


def _dct_basis(size: int) -> npt.NDArray[np.float64]:
    """Return the rows of the DCT-II, (size, size)."""
    frequency, place = np.mgrid[:size, :size]
    basis: npt.NDArray[np.float64] = np.cos(
        np.pi * frequency * (2 * place + 1) / (2 * size)
    )
    return basis
