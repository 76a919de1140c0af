"""Study `own_photos`: what the recipe brings on folders drawn from public photos.

Each folder is retrained on in several variants and seeds. The recipe's own report tells
before and after on photos kept back; the hold-out of the shipped model, of which no
folder but the one so named holds a photo, tells what was unlearned.
"""

import logging
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from photosearch.spec.retraining_report import Report, read_report
from trainer import config
from trainer.data.sources import Photo, Source, list_photos, stable_share
from trainer.data.split import Part, divide
from trainer.data.views import open_photo
from trainer.errors import DataError
from trainer.evaluation.encoder import Encoder
from trainer.evaluation.protocols import Collection, code_distances, retrieve
from trainer.following import Follower
from trainer.nets.shipped import bundled_file
from trainer.recipes import distill_settings, own_photos, own_photos_settings
from trainer.recipes.own_photos_export import MODEL_FILE

logger = logging.getLogger(__name__)

OWN_PHOTOS = "own_photos.toml"
GENERAL = "general hold-out"
GENERAL_SCORE = "map@all"


@dataclass(frozen=True, slots=True)
class DataSettings:
    """Table `[data]`.

    Attributes:
        root: Folder that holds the source.
        source: Folder below it, of which the folders are drawn.
        divided_by: Recipe of the shipped model, which says what it learned from.
    """

    root: Path
    source: str = "photos"
    divided_by: Path = Path("distill_more.toml")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """One of `[[folders]]`.

    Attributes:
        name: As the report calls it.
        part: Part of the shipped model's data from which its photos come.
        under: Folders of the source they may come from; empty for all.
        count: Most photos, chosen by a stable hash; 0 takes all.
        general: Whether the hold-out of the shipped model is measured afterwards.
    """

    name: str
    part: Part
    under: tuple[str, ...] = ()
    count: int = 0
    general: bool = True


@dataclass(frozen=True, slots=True)
class VariantSettings:
    """One of `[[variants]]`.

    Attributes:
        name: As the report calls it.
        changes: `key=value` overrides of the recipe.
        seeds: One run each.
    """

    name: str
    changes: tuple[str, ...] = ()
    seeds: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole recipe file."""

    recipe: str
    data: DataSettings
    out: Path = Path("runs/own_photos_study")
    threads: int = 1
    folders: tuple[FolderSettings, ...] = ()
    variants: tuple[VariantSettings, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one retraining.

    Attributes:
        folder: Name of its folder.
        variant: Name of its variant.
        report: Its report.
        general: mAP of the new model's code on the general hold-out, if measured.
    """

    folder: str
    variant: str
    report: Report
    general: float | None


@dataclass(frozen=True, slots=True)
class Study:
    """What the study found.

    Attributes:
        outcomes: Of all runs.
        general: mAP of the code of the model that all start from.
    """

    outcomes: Sequence[Outcome]
    general: float


def run(settings: Settings, follower: Follower) -> Study:
    """Draw the folders, retrain, and measure.

    Raises:
        TrainerError: Data are missing, or a run cannot go on.
    """
    shipped = config.load(
        config.find_recipe(settings.data.divided_by),
        [f"data.root={settings.data.root}"],
        distill_settings.Settings,
    )
    cache = settings.out / "packs"
    photos = list_photos(Source(settings.data.source), settings.data.root, cache)
    parts = divide(photos, shipped.data.split)
    held_out = parts[Part.HELD_OUT]
    classless = shipped.evaluation.classless
    before = _general_score(bundled_file(), held_out, classless, settings.threads)
    outcomes = []
    for folder in settings.folders:
        place = draw_folder(folder, parts[folder.part], settings.out)
        for variant in settings.variants:
            for seed in variant.seeds:
                out = settings.out / "runs" / _slug(folder.name, variant.name, seed)
                report = _retrained(place, variant, seed, out, settings, follower)
                general = None
                if folder.general:
                    model = out / MODEL_FILE
                    general = _general_score(
                        model, held_out, classless, settings.threads
                    )
                outcomes.append(Outcome(folder.name, variant.name, report, general))
    return Study(outcomes, before)


def draw_folder(folder: FolderSettings, photos: Sequence[Photo], out: Path) -> Path:
    """Copy a folder's photos to a place of their own, once."""
    place = out / "folders" / _slug(folder.name)
    if place.is_dir():
        return place
    chosen = [
        photo
        for photo in photos
        if not folder.under or photo.name.split("/")[0] in folder.under
    ]
    chosen.sort(key=lambda photo: stable_share(f"own/{photo.key}"))
    partial = place.with_suffix(".partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        for photo in chosen[: folder.count or len(chosen)]:
            target = partial / photo.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(photo.file, target)
        partial.rename(place)
    except OSError as error:
        raise DataError(f"cannot draw folder {place}: {error}") from error
    return place


def _retrained(
    place: Path,
    variant: VariantSettings,
    seed: int,
    out: Path,
    settings: Settings,
    follower: Follower,
) -> Report:
    words = [
        f"data.folder={place}",
        f"out={out}",
        f"seed={seed}",
        f"threads={settings.threads}",
        *variant.changes,
    ]
    recipe = config.find_recipe(Path(OWN_PHOTOS))
    own = config.load(recipe, words, own_photos_settings.Settings)
    return read_report(own_photos.train(own, follower))


def _general_score(
    model: Path, photos: Sequence[Photo], classless: Sequence[str], threads: int
) -> float:
    """Return the mAP of a model's code over all ranks, classes being folders."""
    encoder = Encoder(model, threads)
    codes = encoder.describe(open_photo(photo.file) for photo in photos).codes
    labels = ["" if photo.folder in classless else photo.folder for photo in photos]
    collection = Collection(np.array(labels), np.array([""] * len(labels)))
    found = retrieve(collection, code_distances(codes), 1, has_ties=False)
    logger.info("%s: %.4f on the general hold-out", model, found.mean(GENERAL_SCORE))
    return found.mean(GENERAL_SCORE)


def _slug(*parts: object) -> str:
    return re.sub(r"[^a-z0-9]+", "-", "-".join(map(str, parts)).lower())
