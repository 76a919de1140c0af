"""How long a run of `own_photos` takes, from a probe of a few seconds."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from photosearch.spec.retraining import Estimated
from trainer.data.own_folder import (
    UnreadableError,
    glance,
    photo_files,
    read_small,
    require_folder,
)
from trainer.data.sources import stable_share
from trainer.data.split import Part
from trainer.errors import DataError
from trainer.nets.shipped import Shipped
from trainer.recipes.own_photos_data import drawn_names
from trainer.recipes.own_photos_progress import Forecast
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import (
    LIGHT,
    STRONG,
    Eye,
    open_eye,
    see_views,
    views_of,
)

PROBED_PHOTOS = 8
STEP_S, EXPORT_S = 0.06, 15.0
"""Usual seconds of one step of the head, and of writing the model file."""

MEASURE_S_PER_PAIR = 4e-7
"""Usual seconds for all that compares two photos in measuring."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Measured seconds.

    Attributes:
        glance_s: The first look at a photo.
        photo_s: All learning views of a photo, read, cut and described.
    """

    glance_s: float
    photo_s: float


def estimate_on(shipped: Shipped, settings: Settings) -> Estimated:
    """Estimate a run that starts from a model.

    Raises:
        DataError: The folder cannot be read, or holds too few pictures.
    """
    require_folder(settings.data.folder, settings.out)
    names = drawn_names(photo_files(settings.data.folder), settings)
    if len(names) < settings.data.least_photos:
        raise DataError(
            f"{len(names)} pictures in {settings.data.folder}, at least "
            f"{settings.data.least_photos} are needed: choose another folder"
        )
    px, rule = shipped.spec.input_px, shipped.spec.resize
    has_gpu = torch.cuda.is_available()
    minutes = {}
    for device in ("cpu", "cuda") if has_gpu else ("cpu",):
        eye = open_eye(shipped.net, px, rule, settings, torch.device(device))
        pace = probe(names, eye, settings)
        seconds = forecast(len(names), pace, settings).total_s
        minutes[device] = (seconds + len(names) * pace.glance_s) / 60
    return Estimated(
        len(names), minutes["cpu"], minutes.get("cuda"), _device_in_words()
    )


def probe(names: Sequence[str], eye: Eye, settings: Settings) -> Pace:
    """Describe a few photos and return how long that took."""
    drawn = sorted(names, key=lambda name: stable_share(f"probe/{name}"))
    start = time.perf_counter()
    files = [settings.data.folder / name for name in drawn[: 2 * PROBED_PHOTOS]]
    views = []
    glances_s = 0.0
    for name, file in zip(drawn, files, strict=False):
        try:
            before = time.perf_counter()
            glance(file)
            glances_s += time.perf_counter() - before
            photo = read_small(file, settings.data.decode_px)
        except UnreadableError:
            continue
        views.append(views_of(photo, name, Part.TRAINING, eye, settings))
        if len(views) == PROBED_PHOTOS:
            break
    if not views:
        return Pace(0.01, 0.1)
    see_views(views[:1], eye)  # the first is slow
    reading_s = time.perf_counter() - start - glances_s
    start = time.perf_counter()
    see_views(views, eye)
    seeing_s = time.perf_counter() - start
    # One thread reads while another describes.
    photo_s = max(reading_s, seeing_s) / len(views)
    return Pace(glances_s / len(views), photo_s)


def forecast(photos: int, pace: Pace, settings: Settings) -> Forecast:
    """Return how long each stage takes after the first look at the photos."""
    data, learning = settings.data, 1 + settings.chosen.views
    measured = 2 + 2 * len(STRONG) + len(LIGHT)
    share = min(data.held_out + data.choose, 2 * data.most_measured / photos)
    views = (1 - share) * learning + share * measured / 2
    pairs = photos * photos * share * measured
    rounds = settings.chosen.steps / settings.learn.measure_every
    return Forecast(
        reading_s=photos * pace.photo_s * views / learning,
        learning_s=settings.chosen.steps * STEP_S + rounds * pairs * MEASURE_S_PER_PAIR,
        measuring_s=10 * pairs * MEASURE_S_PER_PAIR,
        exporting_s=EXPORT_S,
    )


def _device_in_words() -> str:
    if torch.cuda.is_available():
        return f"graphics card {torch.cuda.get_device_name()}"
    if torch.version.cuda is None:
        return "processor, because torch was installed without support for CUDA"
    return "processor, because no graphics card that CUDA can use was found"
