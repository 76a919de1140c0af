"""Turn a run of recipe `infogan_hash` into a model that the program can use."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.data.cifar10 import SIDE, load_cifar10
from trainer.errors import ConfigError, TrainingError
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_photo_net
from trainer.nets.hashing import HashNet
from trainer.nets.trunks import trunk_width
from trainer.recipes.distill_export import COMPARED_PHOTOS, distance_thresholds
from trainer.recipes.infogan_hash import read_trained
from trainer.recipes.infogan_hash_settings import Settings

logger = logging.getLogger(__name__)

THRESHOLD_PICTURES = 3000


def export(settings: Settings, file: Path, rows: Sequence[Row]) -> None:
    """Write the model file of a finished run.

    Args:
        settings: The recipe.
        file: Where the model goes.
        rows: What the study measured, if it was measured already.

    Raises:
        TrainingError: The run is not finished.
        ExportError: The file would not do what the network does.
    """
    trained = read_trained(settings)
    if trained is None:
        raise TrainingError(f"no finished run in {settings.out}; run train first")
    bits = settings.export.bits
    if bits not in settings.net.bits:
        raise ConfigError(f"export.bits={bits} is none of net.bits {settings.net.bits}")
    cifar = load_cifar10(settings.data.root, settings.out.parent / "cifar10")
    # Spread over the classes, which lie one after the other on disk.
    chosen = np.random.default_rng(settings.seed).permutation(len(cifar.train))
    squares = cifar.train.pixels[chosen[:THRESHOLD_PICTURES]]
    net = HashNet(trained.net, bits).eval()
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=SIDE,
        resize=ResizeRule.CROP,
        code_bits=bits,
        embedding_width=trunk_width(settings.net.width),
        thresholds=distance_thresholds(net, list(squares)),
        training={
            "recipe": settings.recipe,
            "seed": settings.seed,
            "data": [cifar.layout.value],
            "epochs": settings.train.epochs,
            "minutes": round(trained.elapsed_s / 60, 1),
            "net": asdict(settings.net),
            "gan": asdict(settings.gan),
            "contrastive": asdict(settings.contrastive),
            "commit": current_commit(),
        },
        figures=_figures(rows, bits),
        licence=settings.export.licence,
    )
    export_photo_net(net, spec, file, squares[:COMPARED_PHOTOS])
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def _figures(rows: Sequence[Row], bits: int) -> dict[str, float]:
    """Return what the main row of the study reached, the mean over its seeds."""
    main = next((row.row for row in rows), "")
    mine = [row for row in rows if row.row == main and row.bits == bits]
    return {
        metric: round(float(np.mean([r.value for r in mine if r.metric == metric])), 4)
        for metric in dict.fromkeys(row.metric for row in mine)
        if metric.startswith(("map@", "precision@"))
    }
