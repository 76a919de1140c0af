"""Figures of metric learning: Recall@k, R-precision and MAP@R of each query.

As Musgrave et al. 2020 define them: R is how many photos of the query's class can be
found, and only the first R answers count for the last two. Ties are shuffled, so that
embeddings that are all the same score by chance.
Shapes: q queries, n photos of the gallery, d numbers of an embedding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.evaluation.metrics import QUERIES_AT_ONCE, Flags, Floats, rank_order

Floats32 = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

RANKS = (1, 2, 4, 8)
NOWHERE = -1
"""Place in the gallery of a query that is not in it."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """The photos that are searched.

    Attributes:
        embeddings: (n, d) float32, unit length.
        labels: (n,) class of each.
    """

    embeddings: Floats32
    labels: Places


def retrieval_figures(
    queries: Floats32,
    labels: Places,
    own: Places,
    gallery: Gallery,
    ranks: Sequence[int] = RANKS,
) -> dict[str, Floats]:
    """Measure every query that can find something.

    Args:
        queries: (q, d) float32, unit length.
        labels: (q,) class of each.
        own: (q,) place of each in the gallery, where it is left out, or `NOWHERE`.
        gallery: What is searched.
        ranks: k of Recall@k.

    Returns:
        `recall@k`, `r_precision` and `map@r` to one value for each query with a
        partner in the gallery.
    """
    parts = []
    for start in range(0, len(queries), QUERIES_AT_ONCE):
        part = slice(start, start + QUERIES_AT_ONCE)
        ranked = _ranked(queries[part], labels[part], own[part], gallery)
        parts.append(_figures(ranked[ranked.any(axis=1)], ranks))
    return {name: np.concatenate([each[name] for each in parts]) for name in parts[0]}


def _ranked(queries: Floats32, labels: Places, own: Places, gallery: Gallery) -> Flags:
    """Return whether the photo at each rank is of the query's class, (q, n)."""
    distances = -(queries @ gallery.embeddings.T)
    inside = np.flatnonzero(own != NOWHERE)
    distances[inside, own[inside]] = np.inf
    relevant = labels[:, None] == gallery.labels
    relevant[inside, own[inside]] = False
    ranked: Flags = np.take_along_axis(relevant, rank_order(distances, 0), axis=1)
    return ranked


def _figures(ranked: Flags, ranks: Sequence[int]) -> dict[str, Floats]:
    possible = ranked.sum(axis=1)  # (q,), R
    places = np.arange(1, ranked.shape[1] + 1)
    counted = ranked & (places <= possible[:, None])
    precision = np.cumsum(ranked, axis=1) / places
    figures = {f"recall@{k}": ranked[:, :k].any(axis=1).astype(float) for k in ranks}
    figures["r_precision"] = counted.sum(axis=1) / possible
    figures["map@r"] = (precision * counted).sum(axis=1) / possible
    return figures
