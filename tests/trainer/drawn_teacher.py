"""A teacher that finds the drawn faces of `tests/faces.py`, and photos of them."""

from pathlib import Path

import numpy as np

from photosearch.spec.face_boxes import FacesFound, no_faces
from photosearch.spec.preprocess import Pixels
from tests.faces import NOSE, NOSE_SHARE, POINTS, DrawnFace, draw_faces


class DrawnTeacher:
    """Sees the magenta nose of a face, of one face a column of the picture."""

    def __init__(self, score: float = 0.9) -> None:
        self._score = score
        self.asked = 0

    def find(self, pixels: Pixels) -> FacesFound:
        self.asked += 1
        is_nose = (np.abs(pixels.astype(int) - NOSE) < 40).all(axis=2)
        columns = np.flatnonzero(is_nose.any(axis=0))
        if not len(columns):
            return no_faces()
        runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        boxes, points = [], []
        for run in runs:
            rows = np.flatnonzero(is_nose[:, run].any(axis=1))
            side = len(run) / NOSE_SHARE
            middle = np.array([run.mean() + 0.5, rows.mean() + 0.5])
            corner = middle - POINTS[2] * side
            boxes.append([*corner, side, side])
            points.append(corner + POINTS * side)
        return FacesFound(
            np.array(boxes, np.float32),
            np.array(points, np.float32),
            np.full(len(runs), self._score, np.float32),
        )


def draw_people(folder: Path, count: int, size: int = 96) -> None:
    """Draw photos with one face each, but for every fourth, which has none."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(len(folder.name))
    for number in range(count):
        side = int(random.integers(30, 60))
        left, top = random.integers(0, size - side, 2).tolist()
        face = DrawnFace(number % 7, left, top, side)
        shown = [] if number % 4 == 3 else [face]
        picture = draw_faces((size, size), shown, seed=number)
        picture.save(folder / f"{number:03}.png")
