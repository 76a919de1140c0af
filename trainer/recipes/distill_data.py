"""The data of recipe `distill`: which views there are, kept in three stores."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from trainer.data.prepare import Cutting, Filled, fill
from trainer.data.sources import Photo, Source, list_photos
from trainer.data.split import Part, Split, divide
from trainer.data.store import ViewStore, open_store
from trainer.data.views import CropRange, View
from trainer.errors import DataError
from trainer.nets.teachers import MobileNetTeacher, Teacher

logger = logging.getLogger(__name__)

FEWEST_PHOTOS = 200
FEWEST_KEPT_OUT = 2


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]` of the recipe file.

    Attributes:
        root: Folder that holds every source and the teacher.
        teacher: The teacher's file below the root.
        sources: What to learn from.
        split: What of it only chooses or measures.
        crop: Range of the random crops.
        size_px: Side of the stored squares, the largest that the student sees.
        workers: Processes that ask the teacher.
    """

    sources: tuple[Source, ...]
    teacher: Path
    root: Path = Path("data")
    split: Split = field(default_factory=Split)
    crop: CropRange = field(default_factory=CropRange)
    size_px: int = 128
    workers: int = 2


def prepare(
    settings: DataSettings,
    seed: int,
    folder: Path,
    make_teacher: Callable[[], Teacher] | None = None,
    width: int = MobileNetTeacher.width,
) -> dict[Part, ViewStore]:
    """Make, or finish making, the views of every part.

    Args:
        settings: Table `[data]`.
        seed: Decides crops and order.
        folder: Where the stores lie; an interrupted call is resumed.
        make_teacher: Builds the teacher in a worker; the recipe's by default.
        width: Width of the teacher's features.

    Raises:
        DataError: Data are missing, too few, or there is no space.
    """
    if make_teacher is None:
        teacher_file = settings.root / settings.teacher
        MobileNetTeacher(teacher_file)  # says at once what is missing
        make_teacher = partial(MobileNetTeacher, teacher_file)
    parts = plan(settings, seed, folder)
    cutting = Cutting(settings.size_px, seed, settings.crop)
    stores: dict[Part, ViewStore] = {}
    # The held-out photos come first: copies of them are dropped from training.
    for part in (Part.HELD_OUT, Part.VALIDATION, Part.TRAINING):
        stores[part] = open_store(
            folder / part.value, parts[part], settings.size_px, width, repr(cutting)
        )
        for step in fill(stores[part], make_teacher, cutting, settings.workers):
            _log(part, step)
    return stores


def plan(settings: DataSettings, seed: int, folder: Path) -> dict[Part, list[View]]:
    """List the views of every part, training views in random order.

    Raises:
        DataError: A source is missing or there are too few photos.
    """
    cache = folder / "unpacked"
    views: dict[Part, list[View]] = {part: [] for part in Part}
    for source in settings.sources:
        photos = divide(list_photos(source, settings.root, cache), settings.split)
        for part, members in photos.items():
            if part is Part.TRAINING:
                views[part] += _crops(members, source)
            else:
                views[part] += [View(photo, 0, centre=True) for photo in members]
    photos_to_learn = len({view.photo.key for view in views[Part.TRAINING]})
    if photos_to_learn < FEWEST_PHOTOS:
        raise DataError(
            f"{photos_to_learn} photos to learn from are too few; "
            f"at least {FEWEST_PHOTOS} are needed"
        )
    for part in (Part.VALIDATION, Part.HELD_OUT):
        if len(views[part]) < FEWEST_KEPT_OUT:
            raise DataError(
                f"{len(views[part])} {part.value} photos are too few; name sources in "
                "data.split.sources or raise their shares"
            )
    random.Random(seed).shuffle(views[Part.TRAINING])
    return views


def _crops(photos: list[Photo], source: Source) -> list[View]:
    return [
        View(photo, index, centre=source.centre and index == 0)
        for photo in photos
        for index in range(source.views)
    ]


def _log(part: Part, step: Filled) -> None:
    logger.info(
        "%s views: %d of %d, unreadable %d",
        part.value,
        step.done,
        step.total,
        step.unreadable,
    )
