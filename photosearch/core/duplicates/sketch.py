"""Tiny grey pictures of photos, and how well one fits into another.

A network describes what is on a photo, and describes a small, blurred copy differently:
it finds candidates, but cannot tell a copy from another photo of the same thing. Pixels
can. A sketch is compared by correlation, which brightness and contrast do not change.
"""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

SIDE = 32
_FIT = 16
_VALUES = _FIT * _FIT
_ROUGH = 8
# A picture without structure, such as a black one, fits everywhere.
_LEAST_DEVIATION = 3.0
# Parts of a photo that a copy may show: sides of these lengths, this many places each.
_LENGTHS = (0.95, 0.9, 0.85, 0.8)
_PLACES = 3
# A part is then moved and resized by so much; finer steps than half a pixel of the
# sketch tell nothing.
_STEP = 0.02

Sketches = npt.NDArray[np.uint8]
Fits = npt.NDArray[np.float32]


def sketch_of(jpeg: bytes) -> Sketches | None:
    """Draw the sketch of a thumbnail, (32, 32) uint8; None where it shows nothing."""
    with Image.open(io.BytesIO(jpeg)) as thumbnail:
        thumbnail.draft("L", (2 * SIDE, 2 * SIDE))
        grey = thumbnail.convert("L")
        small = grey.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    sketch = np.asarray(small)
    return sketch if sketch.std() >= _LEAST_DEVIATION else None


def whole(sketches: Sketches) -> Fits:
    """Return what sketches (n, 32, 32) show as unit vectors (n, 256) float32."""
    return _averaged(sketches, _FIT)


def glance(sketches: Sketches) -> Fits:
    """Return what sketches (n, 32, 32) roughly show as unit vectors (n, 64) float32."""
    return _averaged(sketches, _ROUGH)


class Parts:
    """The parts of a photo that a copy of it may show; the first is the whole."""

    def __init__(self) -> None:
        places = [(0.0, 0.0, 1.0)]
        for length in _LENGTHS:
            starts = np.linspace(0, 1 - length, _PLACES)
            places += [(top, left, length) for top in starts for left in starts]
        self._places = np.array(places, np.float32)
        top, left, length = self._places.T
        rows, columns = _averages(top, length), _averages(left, length)
        # One matrix for all parts: (1024, parts * 256).
        self._draw = np.ascontiguousarray(
            np.einsum("poy,pqx->yxpoq", rows, columns).reshape(SIDE * SIDE, -1)
        )

    def __len__(self) -> int:
        return len(self._places)

    def show(self, sketches: Sketches) -> Fits:
        """Return all parts of sketches (n, 32, 32): (n, parts, 256) unit vectors."""
        flat = sketches.reshape(-1, SIDE * SIDE).astype(np.float32)
        return _units((flat @ self._draw).reshape(len(flat), len(self), _VALUES))

    def refine(
        self, sketches: Sketches, parts: npt.NDArray[np.intp], copies: Fits
    ) -> npt.NDArray[np.float32]:
        """Fit copies as well as possible around the part that fitted best.

        Args:
            sketches: (k, 32, 32), of the photos they may be made from.
            parts: (k,) the part that fitted each best.
            copies: (k, 256), as `whole` gives them.

        Returns:
            (k,) correlations, -1 to 1.
        """
        pixels = sketches.astype(np.float32)
        best = np.full(len(parts), -1.0, np.float32)
        steps = (-_STEP, 0.0, _STEP)
        for longer in steps:
            length = np.minimum(self._places[parts, 2] + longer, 1)
            shift = (self._places[parts, 2] - length) / 2
            rows = [
                np.matmul(
                    _averages(
                        _moved(self._places[parts, 0] + shift + by, length), length
                    ),
                    pixels,
                )
                for by in steps
            ]
            columns = [
                _averages(_moved(self._places[parts, 1] + shift + by, length), length)
                for by in steps
            ]
            for down in rows:
                for across in columns:
                    shown: Fits = down @ across.transpose(0, 2, 1)
                    vectors = _units(shown.reshape(-1, _VALUES))
                    fits = np.einsum("kv,kv->k", vectors, copies)
                    best = np.maximum(best, fits)
        return best


def _averaged(sketches: Sketches, side: int) -> Fits:
    step = SIDE // side
    averages = sketches.reshape(-1, side, step, side, step).mean(
        axis=(2, 4), dtype=np.float32
    )
    return _units(averages.reshape(-1, side * side))


def _moved(start: Fits, length: Fits) -> Fits:
    inside: Fits = np.clip(start, 0, 1 - length)
    return inside


def _averages(start: Fits, length: Fits) -> Fits:
    """Return weights (k, 16, 32) that average a stretch of a side in 16 equal steps.

    Args:
        start: (k,) where it begins, 0 to 1.
        length: (k,) how long it is, 0 to 1.
    """
    edges = np.linspace(0, 1, _FIT + 1, dtype=np.float32)
    edges = (start[:, None] + length[:, None] * edges) * SIDE
    first, last = edges[:, :-1, None], edges[:, 1:, None]
    pixel = np.arange(SIDE, dtype=np.float32)
    covered = np.minimum(last, pixel + 1) - np.maximum(first, pixel)
    weights: Fits = np.maximum(covered, 0) / (last - first)
    return weights


def _units(vectors: Fits) -> Fits:
    vectors = vectors - vectors.mean(axis=-1, keepdims=True)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    units: Fits = vectors / np.maximum(lengths, np.float32(1e-6))
    return units
