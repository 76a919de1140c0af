"""Faces to learn from: found by the teacher, aligned, kept with a margin.

Found once, kept in the run's folder. Faces of CelebA know their person and the part of
the split that follows from it; all others are nameless and learned from. LFW is no
source: it only measures.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.align import FACE_PX, align_face
from photosearch.spec.face_boxes import FacesFound
from photosearch.spec.preprocess import Pixels
from trainer.data.people_split import (
    ALIGNED_FOLDER,
    PersonPhoto,
    part_of_person,
    photos_in_folders,
    wild_photos,
)
from trainer.data.sources import Photo, Source, list_photos
from trainer.data.split import Part
from trainer.data.views import open_photo
from trainer.errors import DataError

logger = logging.getLogger(__name__)

Find = Callable[[Pixels], FacesFound]

MARGIN_PX = 16
"""Kept around an aligned face, so that it can be shifted and turned."""

KEPT_PX = FACE_PX + 2 * MARGIN_PX

NOBODY = -1
"""Person of a nameless face."""

_PIXELS_FILE = "faces.npy"
_FACTS_FILE = "faces.json"
_LOG_EVERY = 2000


@dataclass(frozen=True, slots=True)
class FaceSettings:
    """Table `[faces]` of a recipe file.

    Attributes:
        detector: YuNet's file below the data root.
        crowds: Sources of photos that may show any number of nameless people.
        least_eyes_px: Smallest distance of the eyes of a nameless face.
        least_score: How sure of a nameless face the detector must be.
    """

    detector: str = "teachers/yunet_n_dynamic.onnx"
    crowds: tuple[Source, ...] = field(default_factory=tuple)
    least_eyes_px: float = 8.0
    least_score: float = 0.75


@dataclass(frozen=True, slots=True)
class Faces:
    """Aligned faces of one run.

    Attributes:
        pixels: (n, 144, 144, 3) uint8, memory mapped.
        people: (n,) int64, id of the person or `NOBODY`.
        sources: (n,) names of the sources.
        numbers: (n,) names of the photos, CelebA's numbers among them.
    """

    pixels: Pixels
    people: npt.NDArray[np.int64]
    sources: npt.NDArray[np.str_]
    numbers: npt.NDArray[np.str_]

    def rows(self, part: Part) -> npt.NDArray[np.int64]:
        """Return the faces of a part of the split, the same photo only once."""
        parts = np.array(
            [
                Part.TRAINING if person == NOBODY else part_of_person(int(person))
                for person in self.people
            ]
        )
        named = self.people != NOBODY
        keys = np.where(named, self.numbers, np.arange(len(self.people)).astype(str))
        _, first = np.unique(keys, return_index=True)
        is_first = np.zeros(len(keys), bool)
        is_first[first] = True
        return np.flatnonzero((parts == part) & is_first)


def open_faces(
    folder: Path,
    root: Path,
    cache: Path,
    settings: FaceSettings,
    find: Callable[[], Find],
) -> Faces:
    """Open the faces of a run, finding them on first use.

    Args:
        folder: Where they are kept.
        root: The data root.
        cache: Where packs are unpacked.
        settings: Which.
        find: Makes the detector, if it is needed.

    Raises:
        DataError: A source is missing, shows no face, or the folder holds other faces.
    """
    plan = repr(settings)
    if not (folder / _FACTS_FILE).is_file():
        _keep(folder, plan, list(_all_faces(root, cache, settings, find())))
    try:
        facts = json.loads((folder / _FACTS_FILE).read_text(encoding="utf-8"))
        if facts["plan"] != plan:
            raise DataError(
                f"{folder} holds faces of other photos or settings; "
                "delete it or choose another run folder with out=DIR"
            )
        return Faces(
            np.load(folder / _PIXELS_FILE, mmap_mode="r"),
            np.array(facts["people"], np.int64),
            np.array(facts["sources"]),
            np.array(facts["numbers"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"cannot read faces in {folder}: {error}") from error


def only_face(pixels: Pixels, find: Find) -> Pixels | None:
    """Cut the largest face of a picture (h, w, 3) out, or None where there is none."""
    found = find(pixels)
    if not len(found):
        return None
    largest = int(found.boxes[:, 2:].prod(axis=1).argmax())
    return align_face(pixels, found.points[largest], MARGIN_PX)


_Found = tuple[Pixels, int, str, str]


def _all_faces(
    root: Path, cache: Path, settings: FaceSettings, find: Find
) -> Iterator[_Found]:
    """Yield faces with person, source and number of the photo."""
    people = [
        *wild_photos(root, cache),
        *photos_in_folders(ALIGNED_FOLDER, root, cache),
    ]
    for each in _counted(people):
        face = only_face(open_photo(each.photo.file), find)
        if face is not None:
            yield face, each.person, each.photo.source, each.number
    for source in settings.crowds:
        for photo in _counted(list_photos(source, root, cache)):
            for face in _crowd(photo, settings, find):
                yield face, NOBODY, source.path, photo.name


def _crowd(photo: Photo, settings: FaceSettings, find: Find) -> Iterator[Pixels]:
    try:
        pixels = open_photo(photo.file)
    except DataError:
        return  # one broken photo among thousands is no reason to stop
    found = find(pixels)
    eyes = np.linalg.norm(found.points[:, 0] - found.points[:, 1], axis=1)
    wanted = (eyes >= settings.least_eyes_px) & (found.scores >= settings.least_score)
    if not wanted.any():
        return
    # Many are cropped closely; mirrored surroundings look more like a photo than grey.
    around = min(pixels.shape[:2]) // 2
    wide = np.pad(pixels, ((around, around), (around, around), (0, 0)), "symmetric")
    for points in found.points[wanted]:
        yield align_face(wide, points + around, MARGIN_PX)


def _counted(photos: Sequence[Photo] | Sequence[PersonPhoto]) -> Iterator:  # type: ignore[type-arg]
    for number, photo in enumerate(photos):
        if number % _LOG_EVERY == 0:
            logger.info("finding faces: photo %d of %d", number, len(photos))
        yield photo


def _keep(folder: Path, plan: str, found: Sequence[_Found]) -> None:
    """Write faces by way of temporary files, what they are last."""
    if not found:
        raise DataError("the photos show no face")
    facts = {
        "plan": plan,
        "people": [person for _, person, _, _ in found],
        "sources": [source for _, _, source, _ in found],
        "numbers": [number for _, _, _, number in found],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _PIXELS_FILE, np.stack([face for face, _, _, _ in found]))
        partial = folder / f"{_FACTS_FILE}.partial"
        partial.write_text(json.dumps(facts), encoding="utf-8")
        partial.replace(folder / _FACTS_FILE)
    except OSError as error:
        raise DataError(f"cannot keep faces in {folder}: {error.strerror}") from error
