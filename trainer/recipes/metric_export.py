"""Turn a run of recipe `metric` into a model that the program can use."""

import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from photosearch.spec.model import ModelKind, ModelSpec
from photosearch.spec.preprocess import network_input
from trainer.errors import ConfigError, DataError, TrainingError
from trainer.evaluation.linear_hash import fit_itq
from trainer.evaluation.report import current_commit
from trainer.export import export_photo_net
from trainer.nets.embedding import CodedNet
from trainer.recipes.distill_export import COMPARED_PHOTOS, thresholds_of
from trainer.recipes.metric import describe, read_trained
from trainer.recipes.metric_data import load_photos
from trainer.recipes.metric_measure import measured
from trainer.recipes.metric_settings import Settings

logger = logging.getLogger(__name__)

THRESHOLD_PHOTOS = 3000


def export(settings: Settings, file: Path) -> None:
    """Write the model file of a finished run.

    Code: the signs of the embedding, centred and turned as ITQ finds it best on the
    photos that were learned from.

    Args:
        settings: The recipe.
        file: Where the model goes.

    Raises:
        TrainerError: The run is not finished, or has too few photos for the code.
        ExportError: The file would not do what the network does.
    """
    trained = read_trained(settings)
    if trained is None:
        raise TrainingError(f"no finished run in {settings.out}; run train first")
    bits, width = settings.export.bits, trained.net.width
    if bits > width or bits % 8:
        raise ConfigError(
            f"export.bits={bits} is no multiple of 8 up to the embedding's {width}"
        )
    photos = load_photos(settings)
    chosen = np.random.default_rng(settings.seed).permutation(len(photos.learned))
    known = photos.learned.pixels[np.sort(chosen[:THRESHOLD_PHOTOS])]
    squares = np.stack(
        [
            network_input(each, settings.net.input_px, settings.data.resize)
            for each in known
        ]
    )
    seen = describe(trained.net, squares, torch.device("cpu"))
    try:
        code = fit_itq(seen, bits, settings.seed)
    except ValueError as error:
        raise DataError(f"a code cannot be fitted: {error}") from error
    spec = ModelSpec(
        name=settings.export.name,
        kind=ModelKind.PHOTO,
        input_px=settings.net.input_px,
        resize=settings.data.resize,
        code_bits=bits,
        embedding_width=width,
        thresholds=thresholds_of(torch.from_numpy(code.logits(seen))),
        training={
            "recipe": settings.recipe,
            "seed": settings.seed,
            "data": [settings.data.name],
            "start": Path(settings.net.start).stem,
            "minutes": round(trained.elapsed_s / 60, 1),
            "epochs": settings.train.epochs,
            "cbam": settings.net.cbam,
            "loss": asdict(settings.loss),
            "adversarial": asdict(settings.adversarial),
            "gradient": asdict(settings.gradient),
            "commit": current_commit(),
        },
        figures={
            f"{name} ({settings.data.name})": round(float(values.mean()), 4)
            for name, values in measured(settings, trained).retrieval.items()
        },
        licence=settings.export.licence,
    )
    net = CodedNet(trained.net.cpu(), code).eval()  # measuring moved it
    export_photo_net(net, spec, file, squares[:COMPARED_PHOTOS])
    logger.info("wrote %s, %.1f MB", file, file.stat().st_size / 1e6)
