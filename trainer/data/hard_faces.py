"""Hard input for a face detector, made of labelled pictures of people."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.spec.face_boxes import FacesFound, Floats, no_faces
from photosearch.spec.preprocess import Pixels
from trainer.data.face_pictures import SURE, FacePicture

HARD_KINDS = (
    "no faces",
    "forty faces",
    "upside down",
    "on its side",
    "face of 2,000 px",
    "grey",
    "heavy JPEG",
    "cut by the border",
)

_TILE_PX = 96
_JPEG_QUALITY = 8
_HUGE_PX = 2000


@dataclass(frozen=True, slots=True)
class HardPicture:
    """A picture (h, w, 3) uint8 and the faces that are to be found on it."""

    pixels: Pixels
    wanted: FacesFound


def hard_pictures(
    kind: str, people: Sequence[FacePicture], count: int
) -> list[HardPicture]:
    """Make hard pictures.

    Args:
        kind: One of `HARD_KINDS`.
        people: Labelled pictures; those with one sure face are used.
        count: Pictures to make; fewer where people are few.
    """
    alone = [each for each in people if _is_alone(each)]
    if kind == "forty faces":
        groups = [alone[i : i + 40] for i in range(0, len(alone) - 39, 40)]
        return [_mosaic(group) for group in groups[: max(1, count // 4)]]
    make: dict[str, Callable[[FacePicture], HardPicture]] = {
        "no faces": _noise,
        "upside down": lambda each: _turned(each, 2),
        "on its side": lambda each: _turned(each, 1),
        "face of 2,000 px": _huge,
        "grey": _grey,
        "heavy JPEG": _compressed,
        "cut by the border": _cut,
    }
    return [make[kind](each) for each in alone[:count]]


def _is_alone(picture: FacePicture) -> bool:
    return len(picture.labels) == 1 and bool(picture.labels[0, 14] >= SURE)


def _noise(picture: FacePicture) -> HardPicture:
    """Shuffle the blocks of a picture, so that nothing on it is a face any more."""
    rng = np.random.default_rng(len(picture.pixels))
    rows, columns = (side // 16 for side in picture.pixels.shape[:2])
    kept = picture.pixels[: rows * 16, : columns * 16]
    blocks = (
        kept.reshape(rows, 16, columns, 16, 3).swapaxes(1, 2).reshape(-1, 16, 16, 3)
    )
    mixed = rng.permutation(blocks).reshape(rows, columns, 16, 16, 3).swapaxes(1, 2)
    return HardPicture(mixed.reshape(kept.shape), no_faces())


def _turned(picture: FacePicture, quarters: int) -> HardPicture:
    """Turn anticlockwise by quarters."""
    pixels, (box, points, score) = picture.pixels, _one(picture)
    for _ in range(quarters):
        width = pixels.shape[1]
        left, top, wide, tall = box
        box = np.array([top, width - left - wide, tall, wide], np.float32)
        points = np.stack([points[:, 1], width - points[:, 0]], axis=1)
        pixels = np.rot90(pixels)
    return _hard(np.ascontiguousarray(pixels), box, points, score)


def _huge(picture: FacePicture) -> HardPicture:
    """Cut out the face with some margin and enlarge it to 2,000 px."""
    box, points, score = _one(picture)
    height, width = picture.pixels.shape[:2]
    margin = 0.3 * box[2:]
    left, top = np.floor((box[:2] - margin).clip(0)).astype(int)
    right, bottom = np.ceil(
        np.minimum(box[:2] + box[2:] + margin, (width, height))
    ).astype(int)
    scale = _HUGE_PX / float(box[3])
    size = round((right - left) * scale), round((bottom - top) * scale)
    part = Image.fromarray(picture.pixels[top:bottom, left:right])
    pixels = np.asarray(part.resize(size, Image.Resampling.BICUBIC))
    moved = np.array([left, top], np.float32)
    place = np.concatenate([box[:2] - moved, box[2:]]) * scale
    return _hard(pixels, place, (points - moved) * scale, score)


def _grey(picture: FacePicture) -> HardPicture:
    grey = np.asarray(Image.fromarray(picture.pixels).convert("L").convert("RGB"))
    return HardPicture(grey, picture.found)


def _compressed(picture: FacePicture) -> HardPicture:
    stream = io.BytesIO()
    Image.fromarray(picture.pixels).save(stream, "JPEG", quality=_JPEG_QUALITY)
    return HardPicture(np.asarray(Image.open(stream)), picture.found)


def _cut(picture: FacePicture) -> HardPicture:
    """Cut the picture so that its left edge goes through the face."""
    box, points, score = _one(picture)
    edge = round(float(box[0] + 0.3 * box[2]))
    moved = np.array([edge, 0], np.float32)
    wide = box[0] + box[2] - edge
    cut = np.array([0, box[1], wide, box[3]], np.float32)
    pixels = np.ascontiguousarray(picture.pixels[:, edge:])
    return _hard(pixels, cut, points - moved, score)


def _mosaic(pictures: Sequence[FacePicture]) -> HardPicture:
    """Lay the heads of forty pictures side by side, eight by five."""
    canvas = np.zeros((5 * _TILE_PX, 8 * _TILE_PX, 3), np.uint8)
    boxes, points, scores = [], [], []
    for number, picture in enumerate(pictures):
        corner = np.array([number % 8, number // 8]) * _TILE_PX
        head = _head(picture)
        left, top = corner
        canvas[top : top + _TILE_PX, left : left + _TILE_PX] = head.pixels
        boxes.append(head.wanted.boxes[0] + np.array([left, top, 0, 0]))
        points.append(head.wanted.points[0] + corner)
        scores.append(head.wanted.scores[0])
    return HardPicture(
        canvas,
        FacesFound(
            np.array(boxes, np.float32),
            np.array(points, np.float32),
            np.array(scores, np.float32),
        ),
    )


def _head(picture: FacePicture) -> HardPicture:
    """Cut out a square of twice the face's side, scaled to a tile."""
    box, points, score = _one(picture)
    side = round(2 * float(max(box[2:])))
    corner = np.round(box[:2] + box[2:] / 2 - side / 2).astype(int)
    left, top = (int(each) for each in corner)
    part = Image.fromarray(picture.pixels).crop((left, top, left + side, top + side))
    scale = _TILE_PX / side
    pixels = np.asarray(part.resize((_TILE_PX, _TILE_PX), Image.Resampling.BILINEAR))
    moved = corner.astype(np.float32)
    place = np.concatenate([box[:2] - moved, box[2:]]) * scale
    return _hard(pixels, place, (points - moved) * scale, score)


def _one(
    picture: FacePicture,
) -> tuple[Floats, Floats, float]:
    """Return box (4,), points (5, 2) and score of the only face."""
    found = picture.found
    return found.boxes[0], found.points[0], float(found.scores[0])


def _hard(
    pixels: Pixels, box: npt.NDArray[np.floating[Any]], points: Floats, score: float
) -> HardPicture:
    """Make a hard picture with one face."""
    wanted = FacesFound(
        box[None].astype(np.float32),
        points[None].astype(np.float32),
        np.array([score], np.float32),
    )
    return HardPicture(pixels, wanted)
