"""Changes of aligned faces that need no network: bars, patches, light and colour.

What a person may wear and how a photo may be lit, drawn by the five points.
Letters in shapes: n faces, s side in pixels.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.face_attributes import Floats, without_colour

Draw = np.random.Generator
Face = npt.NDArray[np.float32]
Edit = Callable[[Face, Floats, Draw], Face]
"""A face (s, s, 3) of 0 to 255 and its points (5, 2) px to a changed face."""


class ParametricEditor:
    """Draws one change for each face."""

    def edited(self, pixels: Pixels, points: Floats, draw: Draw) -> Pixels:
        """Change faces (n, s, s, 3) with points (n, 5, 2) px."""
        changed = np.empty_like(pixels)
        chosen = draw.integers(0, len(EDITS), len(pixels))
        for place, number in enumerate(chosen.tolist()):
            face = pixels[place].astype(np.float32)
            edit = EDITS[number](face, points[place], draw)
            changed[place] = np.rint(edit).clip(0, 255).astype(np.uint8)
        return changed


def with_glasses(face: Face, points: Floats, draw: Draw) -> Face:
    """Draw two dark rims and a bridge over the eyes."""
    left, right = points[0], points[1]
    radius = float(np.linalg.norm(right - left)) * draw.uniform(0.28, 0.38)
    rows, columns = np.indices(face.shape[:2], np.float32)
    width = max(1.0, radius * 0.12)
    frame = np.zeros(face.shape[:2], bool)
    for x, y in (left, right):
        away = np.hypot((columns - x) / 1.2, rows - y)
        frame |= np.abs(away - radius) < width
    between = (columns > left[0] + radius) & (columns < right[0] - radius)
    frame |= between & (np.abs(rows - (left[1] + right[1]) / 2) < width)
    shade = np.float32(draw.uniform(10, 80))
    return np.asarray(np.where(frame[..., None], shade, face), np.float32)


def with_mask(face: Face, points: Floats, draw: Draw) -> Face:
    """Cover what lies below the nose, as a mask or a scarf does, half see-through."""
    top = float(points[2, 1] + points[3:, 1].mean()) / 2
    rows = np.indices(face.shape[:2], np.float32)[0]
    colour = draw.uniform(20, 235, 3).astype(np.float32)
    cover = np.float32(draw.uniform(0.4, 0.9))
    covered = (1 - cover) * face + cover * colour
    return np.asarray(np.where((rows > top)[..., None], covered, face), np.float32)


def lit_from_a_side(face: Face, _points: Floats, draw: Draw) -> Face:
    """Let the light fade across the face in any direction."""
    angle = draw.uniform(0, 2 * np.pi)
    rows, columns = np.indices(face.shape[:2], np.float32) / face.shape[0] - 0.5
    slope = columns * np.cos(angle) + rows * np.sin(angle)
    light = np.exp(draw.uniform(0.6, 1.4) * slope)
    return np.asarray(face * light[..., None], np.float32)


def with_colour_cast(face: Face, _points: Floats, draw: Draw) -> Face:
    """Weigh the channels differently, as lamps do."""
    cast = np.exp(draw.uniform(-0.25, 0.25, 3)).astype(np.float32)
    tinted: Face = np.multiply(face, cast)
    return tinted


def darkened(face: Face, _points: Floats, draw: Draw) -> Face:
    """Bend the tones as a wrong exposure does."""
    bend = np.float32(np.exp(draw.uniform(-0.6, 0.6)))
    bent: Face = np.power(face / 255, bend)
    bent *= 255
    return bent


def in_grey(face: Face, _points: Floats, _draw: Draw) -> Face:
    """Take the colour away."""
    shades: Face = without_colour(face[None].astype(np.uint8))[0].astype(np.float32)
    return shades


EDITS: tuple[Edit, ...] = (
    with_glasses,
    with_mask,
    lit_from_a_side,
    with_colour_cast,
    darkened,
    in_grey,
)
