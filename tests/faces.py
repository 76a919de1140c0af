"""Drawn faces for tests: a magenta nose to find them by, colours to tell who it is.

A face is a square whose five points lie where alignment puts them, so that aligning it
cuts out exactly this square. Its nose is a square, too, a fifth of its side; nothing
else in these pictures is magenta.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from photosearch.spec.regions import Box

NOSE = (255, 0, 255)
NOSE_SHARE = 0.2

# Eye left, eye right, nose, mouth left, mouth right, in shares of the square.
POINTS = np.array(
    [
        [0.34192, 0.46157],
        [0.65653, 0.45983],
        [0.50023, 0.64051],
        [0.37097, 0.82469],
        [0.63152, 0.82325],
    ],
    np.float32,
)
_CELLS = 4


@dataclass(frozen=True)
class DrawnFace:
    """A face in a picture; all lengths in pixels.

    Attributes:
        person: Whose it is; every number has colours of its own.
        light: What its colours are multiplied by, for another photo of a person.
    """

    person: int
    left: int
    top: int
    side: int
    light: float = 1.0

    @property
    def points(self) -> npt.NDArray[np.float32]:
        """The five points, (5, 2) float32."""
        return np.float32(self.side) * POINTS + np.array(
            [self.left, self.top], np.float32
        )

    def box_in(self, width_px: int, height_px: int) -> Box:
        """Return the face as shares of a picture."""
        return Box(
            self.left / width_px,
            self.top / height_px,
            self.side / width_px,
            self.side / height_px,
        )


def draw_faces(
    size: tuple[int, int], faces: Sequence[DrawnFace], *, seed: int = 0
) -> Image.Image:
    """Draw faces over a background that is another one for every seed."""
    picture = Image.fromarray(_background(np.random.default_rng(seed), size))
    for face in faces:
        side = (face.side, face.side)
        picture.paste(_skin(face).resize(side, Image.Resampling.NEAREST), _place(face))
        _draw_points(ImageDraw.Draw(picture), face)
    return picture


def _background(
    random: np.random.Generator, size: tuple[int, int]
) -> npt.NDArray[np.uint8]:
    """Draw a field of 8 by 6 colours, none of them near magenta."""
    field = random.integers(60, 200, (6, 8, 3), np.uint8)
    field[..., 1] = np.maximum(field[..., 1], 120)
    smooth = Image.fromarray(field).resize(size, Image.Resampling.BILINEAR)
    return np.asarray(smooth)


def _skin(face: DrawnFace) -> Image.Image:
    """Return the colours of a person, a pixel for each of 4 by 4 cells."""
    random = np.random.default_rng(1000 + face.person)
    colours = random.integers(20, 235, (_CELLS, _CELLS, 3)).astype(np.float32)
    colours[..., 1] = np.maximum(colours[..., 1], 110)
    return Image.fromarray((colours * face.light).clip(0, 255).astype(np.uint8))


def _draw_points(draw: ImageDraw.ImageDraw, face: DrawnFace) -> None:
    small, large = face.side * 0.03, face.side * NOSE_SHARE / 2
    for number, (x, y) in enumerate(face.points.tolist()):
        if number == 2:
            corner, other = (round(x - large), round(y - large)), round(2 * large) - 1
            end = (corner[0] + other, corner[1] + other)
            draw.rectangle([corner, end], fill=NOSE)
        else:
            draw.ellipse([x - small, y - small, x + small, y + small], fill="black")


def _place(face: DrawnFace) -> tuple[int, int]:
    return face.left, face.top


def save_faces(path: Path, *faces: DrawnFace, seed: int) -> Path:
    """Draw faces over a background and save them as a sharp JPEG; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = draw_faces((320, 240), faces, seed=seed)
    picture.save(path, "JPEG", quality=95, subsampling=0)
    return path
