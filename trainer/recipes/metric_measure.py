"""What a run of recipe `metric` reaches on the test classes, kept beside it."""

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from trainer.checkpoint import NET_FILE
from trainer.errors import DAMAGED, DataError
from trainer.evaluation.metrics import Floats
from trainer.evaluation.recall import Gallery, retrieval_figures
from trainer.evaluation.robustness import Queries, robustness_figures
from trainer.nets.embedding import EmbeddingNet
from trainer.recipes.metric import Trained, describe
from trainer.recipes.metric_data import Photos, load_photos
from trainer.recipes.metric_settings import Settings

logger = logging.getLogger(__name__)

FIGURES_FILE = "figures.npz"
ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Measured:
    """The test figures of a run.

    Attributes:
        retrieval: `recall@k`, `r_precision` and `map@r` of each query, (q,).
        robustness: What changed queries find and how far they move, (r,).
    """

    retrieval: dict[str, Floats]
    robustness: dict[str, Floats]


def measured(settings: Settings, trained: Trained) -> Measured:
    """Measure a finished run, or read what was measured before.

    Raises:
        TrainerError: The photos cannot be read or the figures cannot be kept.
    """
    file = settings.out / FIGURES_FILE
    made = (settings.out / NET_FILE).stat().st_mtime_ns
    origin = f"{settings.identity()} {settings.robustness} {made}"
    kept = _read(file, origin)
    if kept is None:
        kept = measure(trained.net, load_photos(settings), settings)
        _write(file, origin, kept)
    logger.info("%s: recall@1 %.4f", file.parent.name, _first(kept))
    return kept


def measure(net: EmbeddingNet, photos: Photos, settings: Settings) -> Measured:
    """Search the gallery by every query, and by changed ones."""
    if settings.train.threads:
        torch.set_num_threads(settings.train.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = net.to(device).eval()

    def described(pictures: Tensor) -> Tensor:
        embeddings: Tensor = net(pictures.to(device))
        return embeddings.cpu()

    known = describe(net, photos.gallery.pixels, device)
    gallery = Gallery(known, photos.gallery.labels)
    asked = describe(net, photos.queries.pixels, device)
    retrieval = retrieval_figures(asked, photos.queries.labels, photos.own, gallery)
    queries = some_queries(photos, settings.robustness.queries, seed=0)
    robustness = robustness_figures(
        described, queries, gallery, settings.robustness, settings.seed
    )
    return Measured(retrieval, robustness)


def some_queries(photos: Photos, most: int, seed: int) -> Queries:
    """Draw queries that have a partner in the gallery, the same ones for every run."""
    partners = np.bincount(
        photos.gallery.labels, minlength=photos.queries.labels.max() + 1
    )
    # A query that lies in the gallery is no partner of its own.
    least = np.where(photos.own >= 0, 2, 1)
    able = np.flatnonzero(partners[photos.queries.labels] >= least)
    drawn = np.random.default_rng(seed).permutation(able)
    chosen = np.sort(drawn[: most or None])
    some = photos.queries.rows(chosen)
    return Queries(some.pixels, some.labels, photos.own[chosen])


def _first(found: Measured) -> float:
    return float(found.retrieval["recall@1"].mean())


def _read(file: Path, origin: str) -> Measured | None:
    """Read kept figures, None where there are none of this origin."""
    if not file.is_file():
        return None
    try:
        # Opened here: numpy leaves a damaged file open.
        with file.open("rb") as content, np.load(content) as kept:
            if str(kept[ORIGIN]) != origin:
                return None
            parts = {
                kind: {
                    name.removeprefix(f"{kind}/"): kept[name]
                    for name in kept.files
                    if name.startswith(f"{kind}/")
                }
                for kind in ("retrieval", "robustness")
            }
    except DAMAGED as error:
        logger.warning("%s is damaged, measured again: %s", file, error)
        return None
    return Measured(**parts)


def _write(file: Path, origin: str, found: Measured) -> None:
    parts = {"retrieval": found.retrieval, "robustness": found.robustness}
    arrays = {
        f"{kind}/{name}": values
        for kind, figures in parts.items()
        for name, values in figures.items()
    }
    partial = file.with_suffix(".partial.npz")
    try:
        np.savez(partial, **{ORIGIN: np.array(origin)}, **arrays)  # type: ignore[arg-type]
        partial.replace(file)
    except OSError as error:
        raise DataError(f"cannot keep figures in {file}: {error.strerror}") from error
