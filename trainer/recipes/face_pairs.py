"""Pairs of faces that no recipe learns from: LFW, at the side that a small net sees.

The threshold is chosen on CelebA's validation people; LFW chooses nothing but, fold by
fold, the threshold of its own protocol. Letters in shapes: n faces, p pairs, s side in
pixels, d numbers of a description.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from photosearch.spec.preprocess import Pixels
from trainer.data.augment import plain
from trainer.data.faces import Find
from trainer.data.faces_lfw import FacePairs, load_pairs
from trainer.errors import DataError
from trainer.evaluation.report import Row
from trainer.evaluation.rows import Measured, value_rows
from trainer.evaluation.verification import all_pairs, best_threshold, verify
from trainer.recipes.face_hash_figures import central_faces

logger = logging.getLogger(__name__)

DATA = "LFW, 6,000 pairs"
FACES_FILE = "lfw.npy"

Vectors = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairedFaces:
    """Faces of the pairs, as small as a network sees them.

    Attributes:
        pixels: (n, s, s, 3) uint8.
        pairs: Which belong together.
    """

    pixels: Pixels
    pairs: FacePairs


def load_paired_faces(
    path: str, root: Path, folder: Path, find: Callable[[], Find], side_px: int
) -> PairedFaces:
    """Read the faces of the pairs, finding and aligning them on first use.

    Args:
        path: Folder of the pairs below the root.
        root: The data root.
        folder: Where the faces are kept.
        find: Makes the detector, if it is needed.
        side_px: Side of the result.

    Raises:
        DataError: The pairs are missing, or the folder cannot be written to.
    """
    pairs = load_pairs(path, root, folder / "packs")
    file = folder / FACES_FILE
    try:
        if not file.is_file():
            logger.info("finding the faces of %d pictures", len(pairs.files))
            faces, _ = central_faces(pairs, find())
            folder.mkdir(parents=True, exist_ok=True)
            partial = file.with_suffix(".partial.npy")
            np.save(partial, faces)
            partial.replace(file)
        kept: Pixels = np.load(file)
    except (OSError, ValueError) as error:
        raise DataError(f"cannot keep faces in {folder}: {error}") from error
    small = plain(torch.from_numpy(kept), side_px).round().clamp(0, 255)
    pixels = small.to(torch.uint8).permute(0, 2, 3, 1).numpy()
    return PairedFaces(pixels, pairs)


def pair_rows(
    about: Measured, paired: PairedFaces, vectors: Vectors, threshold: float
) -> list[Row]:
    """Decide the pairs by the inner products of vectors (n, d).

    Args:
        about: What is measured.
        paired: The pairs.
        vectors: Of unit length, or codes of -1 and +1.
        threshold: Least similarity of one person's faces, from `pair_threshold`.

    Returns:
        `lfw_accuracy` by ten folds and its deviation, `tar@far=0.001`, and by the
        threshold the shares of same pairs (`similarity_detection_rate`) and of other
        pairs (`false_detection_rate`) that count as similar.
    """
    pairs = paired.pairs
    products = vectors[pairs.first] * vectors[pairs.second]
    similarities = products.sum(axis=1, dtype=np.float64)
    found = verify(similarities, pairs.same, pairs.folds)
    similar = similarities >= threshold
    return value_rows(
        about,
        {
            "lfw_accuracy": found.accuracy,
            "lfw_accuracy_std": found.spread,
            "tar@far=0.001": found.true_accepts,
            "similarity_detection_rate": float(similar[pairs.same].mean()),
            "false_detection_rate": float(similar[~pairs.same].mean()),
        },
    )


def pair_threshold(vectors: Vectors, people: Places) -> float:
    """Return the similarity that best parts as many other pairs as same ones.

    Args:
        vectors: (n, d) of validation faces.
        people: (n,).
    """
    pairs = all_pairs(vectors, people)
    same = np.flatnonzero(pairs.same)
    draw = np.random.default_rng(0)
    others = draw.permutation(np.flatnonzero(~pairs.same))[: len(same)]
    chosen = np.concatenate([same, others])
    return best_threshold(pairs.similarities[chosen], pairs.same[chosen])
