"""Better queries and database vectors from their own nearest neighbours.

Average query expansion: Chum et al., "Total Recall", ICCV 2007, without their spatial
check. Weights by similarity: Radenovic et al., "Fine-tuning CNN image retrieval with no
human annotation", TPAMI 2019. Augmentation of the database: Arandjelovic and Zisserman,
"Three things everyone should know to improve object retrieval", CVPR 2012, weighted as
in Gordo et al., "End-to-end learning of deep visual representations for image
retrieval", IJCV 2017.

Letters in shapes: q queries, n database, d floats. All vectors are of unit length. The
queries are no part of the database, and share its whitening.
"""

import numpy as np
import numpy.typing as npt

Floats32 = npt.NDArray[np.float32]

VECTORS_AT_ONCE = 512


def average_expanded(queries: Floats32, database: Floats32, count: int) -> Floats32:
    """Return queries with their nearest database vectors added, all at one weight.

    Args:
        queries: (q, d).
        database: (n, d).
        count: Neighbours that are added; Gordo et al. take 10.

    Returns:
        (q, d), unit length.
    """
    return alpha_expanded(queries, database, count, 0.0)


def alpha_expanded(
    queries: Floats32, database: Floats32, count: int, alpha: float
) -> Floats32:
    """Return queries with their nearest database vectors added by cosine ** alpha.

    A cosine below 0 counts as 0, whose power is no number otherwise; with alpha 0 all
    neighbours weigh the same.

    Args:
        queries: (q, d).
        database: (n, d).
        count: Neighbours that are added; Radenovic et al. take 50.
        alpha: Exponent; Radenovic et al. take 3.

    Returns:
        (q, d), unit length.
    """
    count = min(count, len(database))
    parts = []
    for start in range(0, len(queries), VECTORS_AT_ONCE):
        mine = queries[start : start + VECTORS_AT_ONCE]
        similarity = mine @ database.T
        nearest = _nearest(similarity, count)
        cosines = np.take_along_axis(similarity, nearest, axis=1)
        weights = np.maximum(cosines, 0) ** np.float32(alpha)
        parts.append(mine + _weighted(weights, database[nearest]))
    return _unit(np.concatenate(parts))


def augmented(database: Floats32, count: int) -> Floats32:
    """Return database vectors, each with its nearest neighbours added.

    The vector itself weighs 1, its r-th neighbour (count - r) / count.

    Args:
        database: (n, d).
        count: From which neighbour on nothing is added; Gordo et al. take 20.

    Returns:
        (n, d), unit length.
    """
    ranks = np.arange(1, min(count, len(database)))
    weights = ((count - ranks) / max(count, 1)).astype(np.float32)
    parts = []
    for start in range(0, len(database), VECTORS_AT_ONCE):
        mine = database[start : start + VECTORS_AT_ONCE]
        similarity = mine @ database.T
        # A vector is no neighbour of itself, even where another equals it.
        similarity[np.arange(len(mine)), start + np.arange(len(mine))] = -np.inf
        nearest = _nearest(similarity, len(ranks))
        shares = np.broadcast_to(weights, nearest.shape)
        parts.append(mine + _weighted(shares, database[nearest]))
    return _unit(np.concatenate(parts))


def _nearest(similarity: Floats32, count: int) -> npt.NDArray[np.int64]:
    """Return the places (q, count) of the largest of (q, n), largest first."""
    chosen = np.argpartition(-similarity, max(count - 1, 0), axis=1)[:, :count]
    values = np.take_along_axis(similarity, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return np.take_along_axis(chosen, order, axis=1).astype(np.int64)


def _weighted(weights: Floats32, vectors: Floats32) -> Floats32:
    """Sum vectors (q, k, d) with weights (q, k), giving (q, d)."""
    total: Floats32 = np.matmul(weights[:, None], vectors)[:, 0]
    return total


def _unit(vectors: Floats32) -> Floats32:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats32 = (vectors / (length + 1e-12)).astype(np.float32)
    return units
