"""The photos of recipe `metric`: squares of one size, kept after the first reading."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels, network_input
from trainer.data.class_folders import ClassPhoto, list_class_photos
from trainer.data.class_split import split_classes
from trainer.data.listing import digest_of
from trainer.data.own_folder import UnreadableError, read_small
from trainer.data.sources import source_folder
from trainer.data.store import require_space
from trainer.errors import DAMAGED, DataError
from trainer.evaluation.recall import NOWHERE
from trainer.recipes.metric_settings import DataSettings, Settings

logger = logging.getLogger(__name__)

Places = npt.NDArray[np.int64]

CACHE_FOLDER = "photos"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos and their classes.

    Attributes:
        pixels: (n, s, s, 3) uint8.
        labels: (n,) int64.
    """

    pixels: Pixels
    labels: Places

    def __len__(self) -> int:
        """Count the photos."""
        return len(self.labels)

    def rows(self, places: Places) -> "Pictures":
        """Take the photos at these places."""
        return Pictures(self.pixels[places], self.labels[places])


@dataclass(frozen=True, slots=True)
class Photos:
    """The parts of a set; no class is in two of them.

    Attributes:
        learned: To learn from, `stored_px` a side, classes counted from 0.
        validation: For choices, `input_px` a side, like all that follow.
        queries: The test photos that ask.
        gallery: The test photos that are searched.
        own: (q,) place of each query in the gallery, or `recall.NOWHERE`.
    """

    learned: Pictures
    validation: Pictures
    queries: Pictures
    gallery: Pictures
    own: Places


def load_photos(settings: Settings) -> Photos:
    """Read the set, from arrays kept beside the run after the first time.

    Raises:
        DataError: It is missing or damaged, has too few classes, or cannot be kept.
    """
    data, px = settings.data, settings.net.input_px
    cache = settings.out.parent / CACHE_FOLDER
    folder = source_folder(data.source, data.root, cache)
    photos = list_class_photos(folder, data.exclude)
    split = split_classes(photos, data.validation_classes)
    pixels = _kept_pixels(photos, folder, data, cache)
    names = sorted({photo.label for photo in photos})
    labels = np.searchsorted(names, [photo.label for photo in photos])

    def small(places: Places) -> Pictures:
        squares = [network_input(pixels[each], px, data.resize) for each in places]
        return Pictures(np.stack(squares), labels[places])

    known, numbers = np.unique(labels[split.learned], return_inverse=True)
    logger.info(
        "%s: %d photos of %d classes to learn from, %d to choose, %d to ask",
        *(data.name, len(split.learned), len(known)),
        *(len(split.validation), len(split.queries)),
    )
    own = np.full(len(photos), NOWHERE)
    own[split.gallery] = np.arange(len(split.gallery))
    return Photos(
        Pictures(pixels[split.learned], numbers),
        small(split.validation),
        small(split.queries),
        small(split.gallery),
        own[split.queries],
    )


def _kept_pixels(
    photos: Sequence[ClassPhoto], folder: Path, data: DataSettings, cache: Path
) -> Pixels:
    """Return squares (n, stored_px, stored_px, 3) of all photos."""
    names = [photo.file.relative_to(folder).as_posix() for photo in photos]
    shape = (len(photos), data.stored_px, data.stored_px, 3)
    try:
        digest = digest_of(folder, names, data.resize, data.stored_px)
        file = cache / f"{digest}.npy"
        if not file.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            require_space(cache, {"pixels": (shape, np.uint8)})
            partial = file.with_suffix(".partial")
            kept = np.lib.format.open_memmap(partial, "w+", np.uint8, shape)
            for number, photo in enumerate(photos):
                kept[number] = _square(photo.file, data)
            kept.flush()
            partial.replace(file)
        pixels: Pixels = np.load(file, mmap_mode="r")
    except DAMAGED as error:
        raise DataError(f"cannot keep photos in {cache}: {error}") from error
    return pixels


def _square(file: Path, data: DataSettings) -> Pixels:
    try:
        # Cropped cars and birds are smaller than anyone's own photos.
        pixels = read_small(file, 2 * data.stored_px, least_px=1)
    except UnreadableError as error:
        raise DataError(f"cannot read {file}: {error}") from error
    return network_input(pixels, data.stored_px, data.resize)
