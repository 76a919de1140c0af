"""The photos of recipe `my_labels`, what they show, and what each is used for."""

import logging
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.data.label_sets import (
    LabelSets,
    labels_of_csv,
    labels_of_folders,
    require_company,
)
from trainer.data.moments import divide_moments, find_moments
from trainer.data.multi_label import read_label_sets
from trainer.data.own_folder import Glance, UnreadableError, glance, photo_files
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.recipes.my_labels_settings import DataSettings, Settings
from trainer.recipes.own_photos_progress import Teller

logger = logging.getLogger(__name__)

LEAST_PHOTOS = 3
"""Of each part."""


@dataclass(frozen=True, slots=True)
class LabelledPhotos:
    """The usable photos of a folder, n of them.

    Attributes:
        sets: Their names and labels (n, c).
        parts: What each is used for.
        failed: Names of files that cannot be used, and why.
    """

    sets: LabelSets
    parts: tuple[Part, ...]
    failed: tuple[tuple[str, str], ...]

    def rows(self, part: Part) -> npt.NDArray[np.int64]:
        """Return the places of the photos of a part, ascending."""
        return np.flatnonzero([each is part for each in self.parts])


def read_labels(settings: DataSettings) -> LabelSets:
    """Read what the photos of a folder show.

    Raises:
        DataError: A photo has no label, a class one photo, or labels do not match.
    """
    if settings.layout is not None:
        sets = read_label_sets(settings.folder, settings.layout)
    else:
        files = photo_files(settings.folder)
        if not files:
            raise DataError(f"no photos in {settings.folder}")
        sets = (
            labels_of_folders(files)
            if settings.labels is None
            else labels_of_csv(settings.labels, files)
        )
    if settings.layout is None:
        require_company(sets)
    return sets


def labelled_photos(settings: Settings, teller: Teller) -> LabelledPhotos:
    """Look at the photos once and divide them; bursts and copies stay together.

    Raises:
        DataError: As `read_labels`, or too few photos can be read.
        StoppedByUser: The follower asked to stop.
    """
    sets = read_labels(settings.data)
    seen: dict[int, Glance] = {}
    failed: list[tuple[str, str]] = []
    for row, name in enumerate(sets.files):
        teller.wait()
        try:
            seen[row] = glance(settings.data.folder / name)
        except UnreadableError as error:
            failed.append((name, str(error)))
            logger.warning("%s cannot be used: %s", name, error)
        teller.reading(row + 1, len(failed), 2 * len(sets))
    usable = sets.rows(np.array(sorted(seen), dtype=np.int64))
    if failed and settings.data.layout is None:
        require_company(usable)
    parts = _divided(usable, [seen[row] for row in sorted(seen)], settings)
    return LabelledPhotos(usable, parts, tuple(failed))


def _divided(
    sets: LabelSets, seen: list[Glance], settings: Settings
) -> tuple[Part, ...]:
    data = settings.data
    if len(seen) < 3 * LEAST_PHOTOS:
        raise DataError(
            f"{len(seen)} usable photos in {data.folder}, "
            f"at least {3 * LEAST_PHOTOS} are needed"
        )
    moments = find_moments(
        sets.files,
        [each.captured_s for each in seen],
        np.stack([each.thumbs for each in seen]),
        data.burst_s,
        data.copy_similarity,
    )
    parts = divide_moments(
        sets.files, moments.groups, settings.seed, data.held_out, data.choose
    )
    for part in Part:
        if parts.count(part) < LEAST_PHOTOS:
            raise DataError(
                f"too few different photos in {data.folder} to keep some back: "
                "add more, or leave copies out"
            )
    taught = np.flatnonzero([each is Part.TRAINING for each in parts])
    if int(sets.labels[taught].any(axis=0).sum()) < 2:
        raise DataError("the photos that are learned from all have the same label")
    return tuple(parts)
