"""The data of recipe `face_detector`: labelled pictures, part by part."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from trainer.data.face_pictures import (
    SURE,
    FacePicture,
    are_filled,
    fill_pictures,
    open_pictures,
)
from trainer.data.people_split import wild_photos
from trainer.data.sources import Photo, Source, list_photos, stable_share
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.face_teacher import FaceTeacher
from trainer.nets.yunet import SEVERAL_PX, YuNet

logger = logging.getLogger(__name__)

FEWEST_PICTURES = 8

_UNLEARNED_VALIDATION_SHARE = 0.25
_LEAST_SCORE = 0.3
"""Of what the teacher takes for a face; the surer the more it counts."""

_SURE_DESPITE_ANIMALS = 0.88


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]` of the recipe file.

    Attributes:
        teacher: The teacher's file below the root.
        sources: Ordinary photos, divided by name.
        animals: Paths of sources that show animals, whose faces the teacher takes for
            those of people: only what it is surest of is then not learned to be none.
        unlearned: Photos that only choose and measure.
        root: Folder that holds every source and the teacher.
        people: Whether CelebA is used, divided by person.
        training_px: Longest side kept of pictures that are learned from.
        measuring_px: The same of those that choose or measure.
        held_out_share: Share of the sources that only measures.
        validation_share: Share of the sources that chooses.
    """

    teacher: Path
    sources: tuple[Source, ...] = ()
    animals: tuple[str, ...] = ()
    unlearned: tuple[Source, ...] = ()
    root: Path = Path("data")
    people: bool = True
    training_px: int = 320
    measuring_px: int = 512
    held_out_share: float = 0.15
    validation_share: float = 0.04

    @property
    def paths(self) -> list[str]:
        """Names of everything that is used."""
        people = ["CelebA in the wild"] if self.people else []
        return people + [each.path for each in (*self.sources, *self.unlearned)]


Pictures = dict[Part, list[FacePicture]]


def prepare(
    settings: DataSettings,
    folder: Path,
    parts: Sequence[Part],
    teacher: FaceTeacher | None = None,
) -> Pictures:
    """Label the pictures of some parts, or open those that are labelled.

    Args:
        settings: Table `[data]`.
        folder: Where they are kept; an interrupted call is resumed.
        parts: Which parts.
        teacher: Who labels; the recipe's by default, if there is anything to label.

    Raises:
        DataError: Data are missing, too few, or cannot be kept.
    """
    photos = plan(settings, folder)
    pictures: Pictures = {}
    for part in parts:
        is_learned = part is Part.TRAINING
        most_px = settings.training_px if is_learned else settings.measuring_px
        place = folder / part.value
        if not are_filled(place, photos[part], most_px):
            teacher = teacher or _teacher(settings)
            for done, total in fill_pictures(place, photos[part], most_px, teacher):
                logger.info("%s pictures: %d of %d", part.value, done, total)
        # What measures must not call a picture empty on which a face may be.
        least = _SURE_DESPITE_ANIMALS if is_learned else 0.0
        pictures[part] = [
            _less_animals(each, settings.animals, least)
            for each in open_pictures(place, photos[part])
        ]
    return pictures


def _teacher(settings: DataSettings) -> YuNet:
    file = settings.root / settings.teacher
    return YuNet(file, SEVERAL_PX, least_score=_LEAST_SCORE)


def plan(settings: DataSettings, folder: Path) -> dict[Part, list[Photo]]:
    """List the photos of every part.

    Raises:
        DataError: A source is missing or a part has too few photos.
    """
    cache = folder / "unpacked"
    photos: dict[Part, list[Photo]] = {part: [] for part in Part}
    if settings.people:
        for shown in wild_photos(settings.root, cache):
            photos[shown.part].append(shown.photo)
    for source in settings.sources:
        for photo in list_photos(source, settings.root, cache):
            photos[_part_of(photo, settings)].append(photo)
    for source in settings.unlearned:
        for photo in list_photos(source, settings.root, cache):
            is_choosing = _share(photo) < _UNLEARNED_VALIDATION_SHARE
            photos[Part.VALIDATION if is_choosing else Part.HELD_OUT].append(photo)
    for part, members in photos.items():
        if len(members) < FEWEST_PICTURES:
            raise DataError(
                f"{len(members)} {part.value} pictures are too few; "
                f"at least {FEWEST_PICTURES} are needed"
            )
    return photos


def _less_animals(
    picture: FacePicture, animals: tuple[str, ...], least: float
) -> FacePicture:
    """Call doubtful what the teacher says of a picture of animals, or drop it."""
    if not any(picture.name.startswith(f"{path}/") for path in animals):
        return picture
    labels = picture.labels[picture.labels[:, 14] >= least]
    labels[:, 14] = np.minimum(labels[:, 14], SURE - 0.1)
    return replace(picture, labels=labels)


def _part_of(photo: Photo, settings: DataSettings) -> Part:
    share = _share(photo)
    if share < settings.held_out_share:
        return Part.HELD_OUT
    if share < settings.held_out_share + settings.validation_share:
        return Part.VALIDATION
    return Part.TRAINING


def _share(photo: Photo) -> float:
    """Return a stable number in [0, 1), not the one that a source's limit goes by."""
    return stable_share(f"part/{photo.key}")
