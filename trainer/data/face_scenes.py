"""Scenes that a face detector learns from, cut anew from labelled pictures each step.

A face is brought to a random size and place, the picture turned and mirrored; some
scenes are mosaics of several pictures, some show a picture as the program does. What
the camera does (light, colour, blur, noise, JPEG) comes last. Letters: m faces.
"""

import io
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from photosearch.spec.preprocess import Pixels
from trainer.data.face_pictures import SURE, FacePicture, Labels

GREY = 114
_LEAST_SEEN = 0.5
_DOUBTFUL_SEEN = 0.15
_SWAPPED = np.array([1, 0, 2, 4, 3])


@dataclass(frozen=True, slots=True)
class SceneSettings:
    """Table `[scenes]` of the recipe file.

    Attributes:
        without_faces: Share of scenes cut from pictures without a sure face.
        mosaics: Share of scenes made of 4, 9 or 16 pictures.
        whole: Share of scenes that show a whole picture on grey.
        beyond: Share of scenes inside a face that is larger than the scene.
        smallest_px: Side of the smallest face to be found.
        largest_share: Side of the largest face, as a share of the scene's.
        backdrop: Share of scenes in which another picture fills what is left over.
        turn_deg: Largest turn either way.
        grey: Share of scenes without colour.
        blur: Share that is blurred.
        jpeg: Share that is compressed badly.
    """

    without_faces: float = 0.25
    mosaics: float = 0.25
    whole: float = 0.1
    beyond: float = 0.04
    smallest_px: float = 14.0
    largest_share: float = 1.0
    backdrop: float = 0.4
    turn_deg: float = 35.0
    grey: float = 0.12
    blur: float = 0.15
    jpeg: float = 0.15


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown, and what is on it.

    Attributes:
        pixels: (s, s, 3) uint8.
        labels: (m, 15) as of `face_pictures`, in pixels of the scene.
        is_wanted: (m,) bool: to be found; the others are doubtful.
    """

    pixels: Pixels
    labels: Labels
    is_wanted: npt.NDArray[np.bool_]


class SceneMaker:
    """Makes scenes of pictures.

    Args:
        pictures: To cut from, at least one.
        settings: Table `[scenes]`.
    """

    def __init__(
        self, pictures: Sequence[FacePicture], settings: SceneSettings
    ) -> None:
        sure = [_has_sure_face(each) for each in pictures]
        self._shown = [
            each for each, is_sure in zip(pictures, sure, strict=True) if is_sure
        ]
        self._others = [
            each for each, is_sure in zip(pictures, sure, strict=True) if not is_sure
        ]
        self._empty = [each for each in self._others if not len(each.labels)]
        self._settings = settings

    def make(self, side: int, rng: np.random.Generator) -> Scene:
        """Make a scene of a side in pixels."""
        options = self._settings
        kind = rng.random()
        if kind < options.mosaics:
            scene = self._mosaic(side, rng)
        elif kind < options.mosaics + options.whole:
            scene = self._whole(side, rng)
        else:
            scene = self._single(side, rng)
        return Scene(
            _photographed(scene.pixels, options, rng), scene.labels, scene.is_wanted
        )

    def _mosaic(self, side: int, rng: np.random.Generator) -> Scene:
        across = int(rng.choice([2, 3, 4], p=[0.5, 0.3, 0.2]))
        edges = np.linspace(0, side, across + 1).round().astype(int)
        pixels = np.full((side, side, 3), GREY, np.uint8)
        labels, is_wanted = [], []
        for top, bottom in itertools.pairwise(edges):
            for left, right in itertools.pairwise(edges):
                tile_side = int(max(bottom - top, right - left))
                tile = self._single(tile_side, rng)
                pixels[top:bottom, left:right] = tile.pixels[
                    : bottom - top, : right - left
                ]
                labels.append(_moved(tile.labels, float(left), float(top)))
                is_wanted.append(tile.is_wanted)
        return Scene(pixels, np.concatenate(labels), np.concatenate(is_wanted))

    def _whole(self, side: int, rng: np.random.Generator) -> Scene:
        """Show a picture as `spec.face_canvas` does, at some size."""
        picture = self._pick(rng)
        height, width = picture.pixels.shape[:2]
        scale = side / max(height, width) * rng.uniform(0.5, 1.0)
        forwards = np.array([[scale, 0, 0], [0, scale, 0]])
        return self._view(picture, forwards, side, 0.0)

    def _single(self, side: int, rng: np.random.Generator) -> Scene:
        options = self._settings
        picture = self._pick(rng)
        height, width = picture.pixels.shape[:2]
        turn = math.radians(
            float(np.clip(rng.normal(0, 0.5), -1, 1)) * options.turn_deg
        )
        sure = np.flatnonzero(picture.labels[:, 14] >= SURE)
        if len(sure):
            left, top, wide, tall = picture.labels[rng.choice(sure), :4]
            centre = np.array([left + wide / 2, top + tall / 2])
            wanted_px = self._face_side(side, rng)
            scale = wanted_px / math.sqrt(wide * tall)
            # A tenth of a face may lie beyond the edge; of huge ones any part is shown.
            reach = side / 2 - 0.4 * wanted_px if wanted_px <= side else wanted_px / 2
            place = side / 2 + rng.uniform(-reach, reach, 2)
        else:
            scale = side / min(height, width) * math.exp(rng.uniform(-0.7, 0.9))
            centre = rng.uniform(0, 1, 2) * (width, height)
            place = rng.uniform(0, side, 2)
        across = -1.0 if rng.random() < 0.5 else 1.0
        cosine, sine = math.cos(turn) * scale, math.sin(turn) * scale
        matrix = np.array([[cosine * across, -sine], [sine * across, cosine]])
        forwards = np.column_stack([matrix, place - matrix @ centre])
        scene = self._view(picture, forwards, side, turn)
        if rng.random() < options.backdrop and self._empty:
            self._put_behind(scene, picture, forwards, rng)
        return scene

    def _put_behind(
        self,
        scene: Scene,
        picture: FacePicture,
        forwards: npt.NDArray[np.float64],
        rng: np.random.Generator,
    ) -> None:
        """Fill, in place, what a picture leaves grey with one that shows no face."""
        height, width = picture.pixels.shape[:2]
        side = len(scene.pixels)
        is_seen = _through(np.full((height, width, 3), 255, np.uint8), forwards, side)
        is_grey = is_seen[..., 0] < 255
        if is_grey.any():
            other = self._empty[int(rng.integers(len(self._empty)))].pixels
            behind = Image.fromarray(np.ascontiguousarray(other)).resize((side, side))
            scene.pixels[is_grey] = np.asarray(behind)[is_grey]

    def _face_side(self, side: int, rng: np.random.Generator) -> float:
        options = self._settings
        if rng.random() < options.beyond:
            return side * rng.uniform(1.4, 4.0)
        largest = math.log(side * options.largest_share)
        smallest = min(math.log(options.smallest_px), largest - 0.1)
        return math.exp(rng.uniform(smallest, largest))

    def _pick(self, rng: np.random.Generator) -> FacePicture:
        is_other = rng.random() < self._settings.without_faces
        is_other = bool(self._others) and (is_other or not self._shown)
        group = self._others if is_other else self._shown
        return group[int(rng.integers(len(group)))]

    def _view(
        self,
        picture: FacePicture,
        forwards: npt.NDArray[np.float64],
        side: int,
        turn: float,
    ) -> Scene:
        """Show a picture through an affine map (2, 3) onto the scene."""
        pixels = _through(picture.pixels, forwards, side)
        labels = _mapped(picture.labels, forwards, turn)
        return Scene(pixels, *_judged(labels, side, self._settings.smallest_px))


def _has_sure_face(picture: FacePicture) -> bool:
    return bool((picture.labels[:, 14] >= SURE).any())


def _moved(labels: Labels, left: float, top: float) -> Labels:
    moved = labels.copy()
    moved[:, [0, 4, 6, 8, 10, 12]] += left
    moved[:, [1, 5, 7, 9, 11, 13]] += top
    return moved


def _through(pixels: Pixels, forwards: npt.NDArray[np.float64], side: int) -> Pixels:
    """Return the scene (side, side, 3) that an affine map makes, without aliasing."""
    backwards = np.linalg.inv(np.vstack([forwards, [0, 0, 1]]))
    shrink = math.sqrt(abs(np.linalg.det(backwards[:2, :2])))
    corners = np.array([[0, side, 0, side], [0, 0, side, side], [1, 1, 1, 1]])
    seen = backwards[:2] @ corners
    height, width = pixels.shape[:2]
    lower = np.floor(seen.min(axis=1)).astype(int) - 2
    upper = np.ceil(seen.max(axis=1)).astype(int) + 2
    left, top = (int(v) for v in lower.clip(0, (width - 1, height - 1)))
    right, bottom = (int(v) for v in upper.clip((left + 1, top + 1), (width, height)))
    image = Image.fromarray(np.ascontiguousarray(pixels[top:bottom, left:right]))
    factor = max(1, 2 ** int(math.log2(max(shrink, 1.0)) + 0.4))
    if factor > 1:
        image = image.reduce(factor)
    inner = backwards.copy()
    inner[:2, 2] -= (left, top)
    inner[:2] /= factor
    values = inner[:2].ravel().tolist()
    made = image.transform(
        (side, side),
        Image.Transform.AFFINE,
        values,
        Image.Resampling.BILINEAR,
        fillcolor=(GREY, GREY, GREY),
    )
    return np.array(made)


def _mapped(labels: Labels, forwards: npt.NDArray[np.float64], turn: float) -> Labels:
    """Take labels through an affine map; boxes turn as the ellipses in them do."""
    matrix, offset = forwards[:, :2], forwards[:, 2]
    scale = math.sqrt(abs(np.linalg.det(matrix)))
    centres = (labels[:, :2] + labels[:, 2:4] / 2) @ matrix.T + offset
    across, along = math.cos(turn) ** 2, math.sin(turn) ** 2
    squares = (labels[:, 2:4] * scale) ** 2
    size = np.sqrt(squares @ np.array([[across, along], [along, across]]))
    points = labels[:, 4:14].reshape(-1, 5, 2) @ matrix.T + offset
    if np.linalg.det(matrix) < 0:
        points = points[:, _SWAPPED]
    table = [centres - size / 2, size, points.reshape(-1, 10), labels[:, 14:]]
    return np.concatenate(table, axis=1).astype(np.float32)


def _judged(
    labels: Labels, side: int, smallest_px: float
) -> tuple[Labels, npt.NDArray[np.bool_]]:
    """Leave out what is not seen, and say which of the rest is to be found."""
    lower = labels[:, :2].clip(0, side)
    upper = (labels[:, :2] + labels[:, 2:4]).clip(0, side)
    area = labels[:, 2:4].prod(axis=1)
    seen = (upper - lower).prod(axis=1) / np.maximum(area, 1e-6)
    is_small = np.sqrt(area) < smallest_px * 0.9
    is_sure = (labels[:, 14] >= SURE) & (seen >= _LEAST_SEEN) & ~is_small
    is_there = seen >= _DOUBTFUL_SEEN
    return labels[is_there], is_sure[is_there]


def _photographed(
    pixels: Pixels, options: SceneSettings, rng: np.random.Generator
) -> Pixels:
    """Change light and colour, and sometimes blur, add noise or compress."""
    values = pixels.astype(np.float32)
    if rng.random() < options.grey:
        values = np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)
    elif rng.random() < 0.5:
        grey = values.mean(axis=2, keepdims=True)
        values = grey + (values - grey) * np.float32(rng.uniform(0.4, 1.5))
    gain = np.exp(rng.normal(0, 0.25) + rng.normal(0, 0.08, 3)).astype(np.float32)
    values = values * gain + np.float32(rng.normal(0, 14))
    if rng.random() < 0.2:
        noise = rng.standard_normal(values.shape, np.float32)
        values += noise * np.float32(rng.uniform(2, 14))
    changed = values.clip(0, 255).astype(np.uint8)
    if rng.random() < options.blur:
        radius = float(rng.uniform(0.4, 2.0))
        blurred = Image.fromarray(changed).filter(ImageFilter.BoxBlur(radius))
        changed = np.asarray(blurred)
    if rng.random() < options.jpeg:
        stream = io.BytesIO()
        quality = int(rng.integers(12, 70))
        Image.fromarray(changed).save(stream, "JPEG", quality=quality)
        changed = np.asarray(Image.open(stream))
    return changed
