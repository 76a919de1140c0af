"""Turn what recipe `own_photos` learned into a model file.

Nothing of the machine or of the photos goes into it: no path, no name.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photosearch.spec.model import ModelSpec
from photosearch.spec.preprocess import network_input
from photosearch.spec.retraining_report import Compared
from trainer.data.own_folder import UnreadableError, read_small
from trainer.data.split import Part
from trainer.errors import ConfigError, DataError
from trainer.evaluation.report import current_commit
from trainer.export import export_photo_net
from trainer.nets.deploy import PartsNet
from trainer.nets.shipped import Shipped
from trainer.recipes.distill_export import thresholds_of
from trainer.recipes.own_photos_choice import Mixture
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_settings import Settings
from trainer.recipes.own_photos_views import Described

logger = logging.getLogger(__name__)

MODEL_FILE = "model.onnx"
COMPARED_PHOTOS = 8
THRESHOLD_PHOTOS = 4000
NAMED_TERMS = ("contrastive", "codes", "distillation", "code_distillation")


def require_name(name: str) -> None:
    """Make sure that a model can have a name, before anything is learned for it.

    Raises:
        ConfigError: It cannot.
    """
    if not name or not all(each.isalnum() or each in "-_." for each in name):
        raise ConfigError(
            f"export.name {name!r} must consist of letters, digits, - _ ."
        )


def export(
    shipped: Shipped,
    chosen: Mixture,
    photos: OwnPhotos,
    parts: Mapping[Part, Described],
    measures: Sequence[Compared],
    settings: Settings,
) -> Path:
    """Write the model file and return where it is.

    Raises:
        ExportError: The file would not do what the network does.
    """
    file = settings.out / MODEL_FILE
    net = PartsNet(
        shipped.net.net.cpu(),
        shipped.net.head.cpu(),
        chosen.head.cpu(),
        shipped.spec.region_levels,
        settings.bits,
    ).eval()
    spec = replace(
        shipped.spec,
        name=settings.export.name,
        code_bits=settings.bits,
        thresholds=thresholds_of(_logits(chosen, parts)),
        training=_origin(shipped.spec, chosen, parts, settings),
        figures=_figures(measures),
        licence=settings.export.licence or shipped.spec.licence,
    )
    export_photo_net(net, spec, file, _compared_squares(photos, shipped.spec, settings))
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)
    return file


@torch.no_grad()
def _logits(chosen: Mixture, parts: Mapping[Part, Described]) -> torch.Tensor:
    """Return the logits (n, bits) of whole photos."""
    said = [
        chosen.head.cpu()(*each.views(each.usable[:THRESHOLD_PHOTOS], 0))[1]
        for each in parts.values()
    ]
    return torch.cat(said)[:THRESHOLD_PHOTOS]


def _origin(
    old: ModelSpec,
    chosen: Mixture,
    parts: Mapping[Part, Described],
    settings: Settings,
) -> dict[str, Any]:
    terms = {name: getattr(settings.loss, name) for name in NAMED_TERMS}
    terms["gan"] = settings.gan.information if settings.gan.enabled else 0.0
    inherited = {
        key: value
        for key, value in old.training.items()
        if key in ("teacher", "trunk_data", "trunk_recipes", "data", "regions")
    }
    whole = dict(old.training["whole"]) | {"bits": settings.bits}
    return inherited | {
        "recipe": settings.recipe,
        "started_from": old.name,
        "photos": len(parts[Part.TRAINING].usable),
        "effort": str(settings.effort),
        "steps": settings.chosen.steps,
        "terms": terms,
        "share_of_new_weights": chosen.share,
        "views": asdict(settings.views),
        "whole": whole,
        "seed": settings.seed,
        "commit": current_commit(),
    }


def _figures(measures: Sequence[Compared]) -> dict[str, float]:
    figures = {}
    for each in measures:
        figures[f"{each.measure} (own photos)"] = round(each.after, 4)
        figures[f"{each.measure} before (own photos)"] = round(each.before, 4)
    return figures


def _compared_squares(
    photos: OwnPhotos, spec: ModelSpec, settings: Settings
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Read a few photos for the comparison of network and file."""
    squares = []
    for name in photos.names:
        try:
            photo = read_small(settings.data.folder / name, settings.data.decode_px)
        except UnreadableError:
            continue
        squares.append(network_input(photo, spec.input_px, spec.resize))
        if len(squares) == COMPARED_PHOTOS:
            return np.stack(squares)
    raise DataError(
        f"the photos in {settings.data.folder} cannot be read any more; "
        "the same command goes on when they can"
    )
