"""What recipe `face_hash` learns from: faces, and the teacher's answers about them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.faces import KEPT_PX, MARGIN_PX, NOBODY, Faces, Find, open_faces
from trainer.data.faces_views import MakeTeacher, ViewPlan
from trainer.data.people_split import ALIGNED_FOLDER
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.mobilefacenet import WIDTH, MobileFaceNet
from trainer.nets.yunet import YuNet
from trainer.recipes.face_hash_settings import Settings

FACES_FOLDER = "faces"
VIEWS_FOLDER = "views"
PACKS_FOLDER = "packs"


@dataclass(frozen=True, slots=True)
class KnownFaces:
    """Faces whose people are known.

    Attributes:
        pixels: (n, 112, 112, 3) uint8.
        people: (n,) int64.
        wild: (n,) bool, whether they come from uncropped photos.
    """

    pixels: Pixels
    people: npt.NDArray[np.int64]
    wild: npt.NDArray[np.bool_]


def open_all(settings: Settings, find: Callable[[], Find] | None = None) -> Faces:
    """Open the faces of a run, finding them on first use.

    Args:
        settings: The recipe.
        find: Makes another detector than YuNet.

    Raises:
        DataError: Data or teacher are missing.
    """
    root = settings.data.root

    def yunet() -> Find:
        return YuNet(root / settings.faces.detector).find

    return open_faces(
        settings.out / FACES_FOLDER,
        root,
        settings.out.parent / PACKS_FOLDER,
        settings.faces,
        find or yunet,
    )


def plan_views(faces: Faces, settings: Settings) -> ViewPlan:
    """Plan the views of the faces that are learned from.

    Raises:
        DataError: There are too few for a batch.
    """
    rows = faces.rows(Part.TRAINING)
    if len(rows) * settings.data.views < settings.train.batch:
        raise DataError(f"{len(rows)} faces to learn from are too few")
    return ViewPlan(
        settings.out / FACES_FOLDER / "faces.npy",
        rows,
        settings.data.views,
        WIDTH,
        settings.jitter,
        settings.seed,
    )


def teacher_of(settings: Settings) -> MakeTeacher:
    """Return what opens the teacher, in this process or another.

    Raises:
        DataError: Its file is missing.
    """
    file: Path = settings.data.root / settings.data.teacher
    if not file.is_file():
        raise DataError(f"teacher {file} is missing")
    return partial(MobileFaceNet, file)


def known_faces(faces: Faces, part: Part) -> KnownFaces:
    """Return the faces of a part of the split whose people are known."""
    rows = faces.rows(part)
    rows = rows[faces.people[rows] != NOBODY]
    return KnownFaces(
        middles(faces, rows),
        faces.people[rows],
        faces.sources[rows] != ALIGNED_FOLDER,
    )


def middles(faces: Faces, rows: npt.NDArray[np.int64]) -> Pixels:
    """Return some faces without their margin, (n, 112, 112, 3) uint8."""
    inner = slice(MARGIN_PX, KEPT_PX - MARGIN_PX)
    return np.stack([np.array(faces.pixels[row, inner, inner]) for row in rows])
