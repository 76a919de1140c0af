"""Turn a run of recipe `consistent_hash` into a model that the program can use."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import ResizeRule
from trainer.errors import ConfigError, TrainingError
from trainer.evaluation.report import Row, current_commit
from trainer.export import export_photo_net
from trainer.nets.label_hash import LabelCode, packed_bits
from trainer.recipes.consistent_hash import cache_of, read_trained
from trainer.recipes.consistent_hash_data import input_px, load_task
from trainer.recipes.consistent_hash_settings import Head, Settings
from trainer.recipes.distill_export import COMPARED_PHOTOS, distance_thresholds
from trainer.recipes.study_runs import StudyRun

logger = logging.getLogger(__name__)

THRESHOLD_PICTURES = 3000
MEASURES = ("map@all_tied", "acg@100_tied", "ndcg@100_tied", "wap_tied")


def export(
    settings: Settings,
    file: Path,
    runs: Sequence[StudyRun[Settings]],
    rows: Sequence[Row],
) -> None:
    """Write the model file of a finished run.

    Args:
        settings: The recipe.
        file: Where the model goes.
        runs: Of the study.
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
    task = load_task(settings.data, cache_of(settings))
    # Spread over the classes, which may lie one after the other.
    chosen = np.random.default_rng(settings.seed).permutation(len(task.database))
    squares = task.database.pixels[chosen[:THRESHOLD_PICTURES]]
    net = LabelCode(trained.net, bits).eval()
    facts = {
        "recipe": settings.recipe,
        "seed": settings.seed,
        "data": [task.name],
        "head": str(settings.head),
        "bits_used": bits,
        "epochs": settings.train.epochs,
        "minutes": round(trained.elapsed_s / 60, 1),
        "net": asdict(settings.net),
        "commit": current_commit(),
    }
    if settings.head is Head.CONSISTENT:
        facts["consistent"] = asdict(settings.consistent)
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=input_px(settings.data),
        resize=ResizeRule.STRETCH,
        code_bits=packed_bits(bits),
        embedding_width=settings.net.hidden,
        thresholds=distance_thresholds(net, list(squares)),
        training=facts,
        figures=_figures(rows, runs, settings),
        licence=settings.export.licence,
    )
    export_photo_net(net, spec, file, squares[:COMPARED_PHOTOS])
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)


def _figures(
    rows: Sequence[Row], runs: Sequence[StudyRun[Settings]], settings: Settings
) -> dict[str, float]:
    """Return what the study's row that is this recipe reached, over its seeds."""
    same = {
        run.row.name
        for run in runs
        if replace(run.settings, seed=settings.seed).identity() == settings.identity()
    }
    bits = settings.export.bits
    mine = [row for row in rows if row.row in same and row.bits == bits]
    return {
        f"{metric} ({mine[0].data})": round(
            float(np.mean([r.value for r in mine if r.metric == metric])), 4
        )
        for metric in MEASURES
        if any(row.metric == metric for row in mine)
    }
