"""How sure it is that each face of a person is the person's."""

import numpy as np
import numpy.typing as npt

from photosearch.core.faces.evidence import Evidence, as_certainty

Vectors = npt.NDArray[np.float32]


def certainties_in(vectors: Vectors, evidence: Evidence) -> npt.NDArray[np.float32]:
    """Compare each face of a person with the mean of the others.

    Args:
        vectors: Embeddings (n, width) of all faces of one person.
        evidence: What their likeness says.

    Returns:
        Shares of the evidence (n,), 0 to 1; that of a single face is even.
    """
    if len(vectors) < 2 or not vectors.size:
        return np.full(len(vectors), 0.5, np.float32)
    others = vectors.sum(axis=0) - vectors
    lengths = np.linalg.norm(others, axis=1)
    cosines = np.einsum("nw,nw->n", vectors, others) / np.maximum(lengths, 1e-9)
    return as_certainty(evidence.share(cosines))
