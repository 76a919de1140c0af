"""How well a face network tells validation people apart, and how like its teacher.

Letters in shapes: n faces, d features, b bits.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from photosearch.spec.preprocess import Pixels
from trainer.data.faces_views import FaceTeacher
from trainer.evaluation.verification import (
    AllPairs,
    all_pairs,
    balanced_accuracy,
    signs_of,
)
from trainer.recipes.face_hash_data import KnownFaces

BATCH = 128
FOLDS = 10


@dataclass(frozen=True, slots=True)
class DescribedFaces:
    """What a network says about n faces.

    Attributes:
        embeddings: (n, d) float32, unit length.
        logits: (n, b) float32.
    """

    embeddings: npt.NDArray[np.float32]
    logits: npt.NDArray[np.float32]

    @property
    def codes(self) -> npt.NDArray[np.bool_]:
        """Bits, (n, b)."""
        return self.logits >= 0

    def marks(self, people: npt.NDArray[np.int64]) -> dict[str, float]:
        """Measure how well people (n,) are told apart, as `Exam.marks` does."""
        half = self.logits.shape[1] // 2
        codes = signs_of(self.codes)
        return {
            **_marks(all_pairs(self.embeddings, people), ""),
            **_marks(all_pairs(codes, people), "_code"),
            **_marks(all_pairs(codes[:, :half], people), "_half"),
        }


@torch.no_grad()
def describe(net: nn.Module, faces: Pixels) -> DescribedFaces:
    """Describe aligned faces (n, 112, 112, 3) uint8 in single precision."""
    was_training = net.training
    net.eval()
    device = next(net.parameters()).device
    said = []
    for start in range(0, len(faces), BATCH):
        batch = torch.from_numpy(np.array(faces[start : start + BATCH]))
        said.append(net(batch.permute(0, 3, 1, 2).float().to(device)))
    net.train(was_training)
    embeddings, logits = (
        torch.cat(parts).cpu().numpy() for parts in zip(*said, strict=True)
    )
    return DescribedFaces(embeddings, logits)


class Exam:
    """Validation people, and what the teacher says about them."""

    def __init__(self, known: KnownFaces, teacher: FaceTeacher) -> None:
        self.known = known
        self.answers = teacher.describe(known.pixels)

    def teachers_marks(self) -> dict[str, float]:
        """Return what `marks` would measure of the teacher, as far as it goes."""
        return _marks(all_pairs(self.answers, self.known.people), "")

    def marks(self, net: nn.Module) -> dict[str, float]:
        """Measure a network.

        Returns:
            `val_cosine` to the teacher's answers; `val_accuracy` of balanced pairs and
            `val_tar`, true accepts at one false match in 1,000, of the embedding, of
            the code (`..._code`) and of its first half (`..._half`).
        """
        said = describe(net, self.known.pixels)
        cosine = (said.embeddings * self.answers).sum(axis=1).mean()
        return {"val_cosine": float(cosine), **said.marks(self.known.people)}


def _marks(pairs: AllPairs, which: str) -> dict[str, float]:
    if not pairs.same.any() or pairs.same.all():
        return {}  # nobody to be told apart
    verified = balanced_accuracy(pairs, FOLDS, seed=1)
    others = pairs.similarities[~pairs.same]
    found = pairs.similarities[pairs.same]
    least = np.quantile(others, 0.999, method="higher")
    return {
        f"val_accuracy{which}": verified.accuracy,
        f"val_tar{which}": float((found > least).mean()),
    }
