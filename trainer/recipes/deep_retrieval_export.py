"""Turn a run of recipe `deep_retrieval` into a photo model that knows parts.

The trunk that the run began with, the head that describes parts of its maps, and what
both say together about whole photos.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import Pixels, ResizeRule, network_input
from trainer import checkpoint
from trainer.data.instances import open_instances
from trainer.errors import TrainingError
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_photo_net
from trainer.nets.deploy import PartsNet
from trainer.nets.joined import JoinedDescriptor
from trainer.nets.photo import PhotoNet
from trainer.nets.regions import RegionHead
from trainer.recipes.deep_retrieval import (
    PARTS_FILE,
    PICTURES_FOLDER,
    WHOLE_FILE,
)
from trainer.recipes.deep_retrieval_settings import Settings
from trainer.recipes.deep_retrieval_study import (
    INSTANCES,
    REGIONS_BY_CODE,
    SAME_OBJECT,
    WHOLE_BY_CODE,
)
from trainer.recipes.distill_export import COMPARED_PHOTOS, distance_thresholds

logger = logging.getLogger(__name__)

THRESHOLD_PICTURES = 3000
"""Of objects that other pictures do not show, one view of each."""


def export(settings: Settings, file: Path, rows: Sequence[Row]) -> None:
    """Write the model file of a run whose first whitening is trained.

    Args:
        settings: The recipe.
        file: Where the model goes.
        rows: What the study measured, if it was measured already.

    Raises:
        TrainingError: The run has not got far enough.
        ExportError: The file would not do what the network does.
    """
    parts_file = settings.out / PARTS_FILE
    if not parts_file.is_file():
        raise TrainingError(f"no trained network in {settings.out}; run train first")
    trunk = PhotoNet(settings.net)
    header = checkpoint.load_net(settings.trunk, trunk)
    regions, whole = settings.regions, settings.whole
    head = RegionHead(
        settings.net.backbone.fine_width, regions.hidden, regions.width, regions.pooling
    )
    checkpoint.load_net(parts_file, head)
    describes = JoinedDescriptor(
        settings.net.embedding_width,
        regions.width,
        whole.width,
        whole.bits,
        whole.share,
    )
    checkpoint.load_net(settings.out / WHOLE_FILE, describes)
    net = PartsNet(trunk, head, describes, regions.levels).eval()
    squares = _squares(settings)
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=regions.input_px,
        resize=ResizeRule.STRETCH,
        code_bits=whole.bits,
        embedding_width=whole.width,
        region_levels=regions.levels,
        thresholds=distance_thresholds(net, squares),
        training=_origin(settings, header),
        figures=_figures(settings.export.name, rows),
        licence=settings.export.licence,
    )
    export_photo_net(net, spec, file, np.stack(squares[:COMPARED_PHOTOS]))
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def _figures(name: str, rows: Sequence[Row]) -> dict[str, float]:
    """Return what codes reach: of regions, and of whole photos."""
    shown = {
        (f"{name}: {REGIONS_BY_CODE}", INSTANCES),
        (f"{name}: {WHOLE_BY_CODE}", SAME_OBJECT),
    }
    return {
        f"{row.metric} ({row.data})": round(row.value, 4)
        for row in rows
        if (row.row, row.data) in shown and not row.metric.endswith(("_low", "_high"))
    }


def _squares(settings: Settings) -> list[Pixels]:
    store = open_instances(settings.out / PICTURES_FOLDER / "distractors")
    px = settings.regions.input_px
    return [
        network_input(np.asarray(picture), px, ResizeRule.STRETCH)
        for picture in store.pixels[:THRESHOLD_PICTURES]
    ]


def _origin(settings: Settings, header: dict[str, str]) -> dict[str, Any]:
    return {
        "recipe": settings.recipe,
        "trunk_recipes": list(settings.export.trained_by),
        "trunk_data": list(settings.export.trunk_data),
        "teacher": settings.export.teacher,
        "trunk": header.get("choice", ""),
        "seed": settings.seed,
        "data": [source.path for source in settings.data.sources],
        "regions": asdict(settings.regions),
        "whole": asdict(settings.whole),
        "commit": current_commit(),
    }
