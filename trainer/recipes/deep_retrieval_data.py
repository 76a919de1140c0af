"""The data of recipe `deep_retrieval`: made instances, divided by the photos they use.

Training objects and backgrounds come from training photos; the objects that choose and
measure, and what they are seen on, come from photos that are kept out of every recipe.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.data.instances import InstanceSet, InstanceStore
from trainer.data.pasting import InstanceSettings
from trainer.data.sources import Photo, Source, list_photos, stable_share
from trainer.data.split import Part, Split, divide
from trainer.errors import DataError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]` of the recipe file.

    Attributes:
        sources: Where photos are taken from.
        root: Folder that holds every source.
        split: Which photos only choose or measure.
        size_px: Side of the made pictures; queries are cut out of them, so it is
            larger than what the network takes.
        objects: Made objects to learn from.
        views: Of each of them.
        validation_objects: Made objects that choose between variants.
        test_objects: Made objects that measure.
        test_views: Of each of both.
        distractors: Pictures of other objects, one of each, in the database.
        learning: How views to learn from are made.
        searching: How views that choose and measure are made.
        workers: Processes that make them.
    """

    sources: tuple[Source, ...]
    root: Path = Path("data")
    split: Split = field(default_factory=Split)
    size_px: int = 288
    objects: int = 2000
    views: int = 6
    validation_objects: int = 150
    test_objects: int = 300
    test_views: int = 4
    distractors: int = 5000
    learning: InstanceSettings = field(
        default_factory=lambda: InstanceSettings(area=(0.06, 0.6))
    )
    searching: InstanceSettings = field(default_factory=InstanceSettings)
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Pictures:
    """The made pictures of every part."""

    training: InstanceStore
    validation: InstanceStore
    test: InstanceStore
    distractors: InstanceStore


def prepare(settings: DataSettings, seed: int, folder: Path) -> Pictures:
    """Make, or finish making, the pictures of every part.

    Raises:
        DataError: Data are missing, too few, or there is no space.
    """
    sets = plan(settings, seed, folder / "unpacked")
    stores = {
        name: made.write(folder / name, settings.workers) for name, made in sets.items()
    }
    return Pictures(**stores)


def plan(settings: DataSettings, seed: int, cache: Path) -> dict[str, InstanceSet]:
    """Say which photos become which pictures.

    Raises:
        DataError: A source is missing or there are too few photos.
    """
    parts = _divided(settings, seed, cache)
    learned, chosen = parts[Part.TRAINING], parts[Part.VALIDATION]
    kept_out = parts[Part.HELD_OUT]
    counts = (settings.objects, settings.distractors)
    _require(learned, sum(counts) + 1, "training")
    _require(chosen, settings.validation_objects + 1, "validation")
    _require(kept_out, settings.test_objects + 1, "held-out")
    objects, others = learned[: counts[0]], learned[counts[0] : sum(counts)]
    rest = learned[sum(counts) :]

    def made(
        of: Sequence[Path], on: Sequence[Path], views: int, how: InstanceSettings
    ) -> InstanceSet:
        return InstanceSet(of, on, views, settings.size_px, seed, how)

    few, how = settings.test_views, settings.searching
    middle, last = settings.validation_objects, settings.test_objects
    return {
        "training": made(objects, rest, settings.views, settings.learning),
        "validation": made(chosen[:middle], chosen[middle:], few, how),
        "test": made(kept_out[:last], kept_out[last:], few, how),
        "distractors": made(others, kept_out[last:] + rest, 1, how),
    }


def training_photos(settings: DataSettings, seed: int, cache: Path) -> list[Path]:
    """Return the photos that may be learned from, in random order.

    Raises:
        DataError: A source is missing.
    """
    return _divided(settings, seed, cache)[Part.TRAINING]


def _divided(settings: DataSettings, seed: int, cache: Path) -> dict[Part, list[Path]]:
    photos = [
        photo
        for source in settings.sources
        for photo in list_photos(source, settings.root, cache)
    ]
    return {
        part: [photo.file for photo in _shuffled(members, seed)]
        for part, members in divide(photos, settings.split).items()
    }


def _shuffled(photos: Sequence[Photo], seed: int) -> list[Photo]:
    return sorted(photos, key=lambda photo: stable_share(f"{seed}/{photo.key}"))


def _require(photos: Sequence[Path], fewest: int, part: str) -> None:
    if len(photos) < fewest:
        raise DataError(f"{len(photos)} {part} photos are too few; {fewest} are needed")
