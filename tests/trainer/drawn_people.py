"""Stand-ins for the teachers, for the faces that `tests.faces` draws."""

from pathlib import Path

import numpy as np

from photosearch.spec.face_boxes import FacesFound, no_faces
from tests.faces import NOSE_SHARE, POINTS, DrawnFace, draw_faces
from trainer.data.split import Part

_WIDTH = 128

# As many of each part as a tiny run needs; the division never changes.
PEOPLE = {
    Part.TRAINING: (1, 2, 3, 4, 6, 7),
    Part.VALIDATION: (35, 44),
    Part.HELD_OUT: (5, 13, 14),
}


def find_drawn(pixels: np.ndarray) -> FacesFound:
    """Find the only face of a picture by its magenta nose."""
    red, green, blue = (pixels[..., channel].astype(int) for channel in range(3))
    rows, columns = np.nonzero((red > 180) & (green < 90) & (blue > 180))
    if not len(rows):
        return no_faces()
    left, right = columns.min(), columns.max() + 1
    top, bottom = rows.min(), rows.max() + 1
    side = (right - left) / NOSE_SHARE
    corner = np.array([left + right, top + bottom]) / 2 - side * POINTS[2]
    return FacesFound(
        np.array([[*corner, side, side]], np.float32),
        (corner + side * POINTS)[None].astype(np.float32),
        np.array([0.9], np.float32),
    )


class DrawnTeacher:
    """Describes a face by a random projection of its coarse colours."""

    def describe(self, faces: np.ndarray) -> np.ndarray:
        """Describe (n, 112, 112, 3) uint8 as (n, 128), unit length."""
        coarse = faces.reshape(-1, 4, 28, 4, 28, 3).mean(axis=(2, 4)) / 255 - 0.5
        projection = np.random.default_rng(0).standard_normal((48, _WIDTH))
        said = coarse.reshape(-1, 48) @ projection
        length = np.linalg.norm(said, axis=1, keepdims=True)
        return (said / length).astype(np.float32)


def make_finder():
    """Make the detector, as a recipe asks for it."""
    return find_drawn


def draw_people(root: Path, photos: int = 3) -> None:
    """Draw CelebA in a folder a person, both subsets, and a crowd of nameless ones."""
    people = [person for part in PEOPLE.values() for person in part]
    for person in people:
        for number in range(photos):
            place = person * 100 + number
            face = DrawnFace(person, 20 + 9 * number, 15, 100, 1 - 0.1 * number)
            _save(root / f"celeba_wild/{person}/{place:06d}.png", face, place)
        face = DrawnFace(person, 25, 25, 112, 0.9)
        _save(root / f"celeba_aligned/{person}/{person * 100 + 50:06d}.png", face, 1)
    for number in range(6):
        face = DrawnFace(500 + number, 30, 20, 110)
        _save(root / f"crowd/{number}.png", face, number)


def draw_pairs(root: Path) -> None:
    """Draw two folds of two pairs of one person and two of two people each."""
    lines = ["2\t2"]
    for fold in range(2):
        names = [f"Person_{chr(65 + 2 * fold + place)}" for place in range(2)]
        for place, name in enumerate(names):
            for number in (1, 2):
                face = DrawnFace(700 + 2 * fold + place, 20, 20, 110, 1 - 0.1 * number)
                _save(root / f"lfw_pairs/{name}/{name}_{number:04d}.png", face, number)
        lines += [f"{name}\t1\t2" for name in names]
        lines += [f"{names[0]}\t{number}\t{names[1]}\t{number}" for number in (1, 2)]
    (root / "lfw_pairs/pairs.txt").write_text("\n".join(lines) + "\n")


def _save(file: Path, face: DrawnFace, seed: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draw_faces((160, 150), [face], seed=seed).save(file)
