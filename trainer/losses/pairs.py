"""Losses on labelled embeddings, each with its miner, from pytorch-metric-learning.

All compare by cosine: embeddings have unit length, so a squared distance is 2 - 2 cos,
and unlike torch's distances a product can be differentiated twice.
Shapes: n embeddings of d numbers.
"""

from dataclasses import dataclass
from enum import StrEnum

from pytorch_metric_learning import distances, losses, miners
from pytorch_metric_learning.utils import loss_and_miner_utils
from torch import Tensor, nn
from typing_extensions import override

Mined = tuple[Tensor, ...] | None
"""Places of anchors, positives and negatives, or of two kinds of pairs, or all."""


class PairLoss(StrEnum):
    """Which loss."""

    TRIPLET = "triplet"
    CONTRASTIVE = "contrastive"
    MULTI_SIMILARITY = "multi_similarity"
    PROXY_ANCHOR = "proxy_anchor"


@dataclass(frozen=True, slots=True)
class PairSettings:
    """Table `[loss]` of a recipe file; each loss has what its paper proposes.

    Attributes:
        kind: Which loss.
        margin: Of the squared distances of triplets.
        apart: Least squared distance of photos of two classes, for contrastive.
        proxy_rate: How much faster the proxies of proxy-anchor learn.
    """

    kind: PairLoss = PairLoss.TRIPLET
    margin: float = 0.2
    apart: float = 1.0
    proxy_rate: float = 100.0


def all_triplets(labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return the places (t,) of anchors, positives and negatives, labels being (n,)."""
    found: tuple[Tensor, Tensor, Tensor] = (
        loss_and_miner_utils.get_all_triplets_indices(labels)
    )
    return found


class PairCriterion(nn.Module):
    """A loss and its miner.

    Args:
        settings: Which.
        classes: Of the training photos.
        width: Length d of an embedding.
    """

    def __init__(self, settings: PairSettings, classes: int, width: int) -> None:
        super().__init__()
        self.margin = settings.margin
        cosine = distances.DotProductSimilarity(normalize_embeddings=False)
        self.miner: nn.Module | None = None
        self.scale = 1.0
        match settings.kind:
            case PairLoss.TRIPLET:
                # Squared distances differ by twice what cosines differ by.
                half = self.margin / 2
                self.miner = miners.TripletMarginMiner(
                    half, type_of_triplets="semihard", distance=cosine
                )
                self.loss = losses.TripletMarginLoss(half, distance=cosine)
                self.scale = 2.0
            case PairLoss.CONTRASTIVE:
                apart = 1 - settings.apart / 2
                self.loss = losses.ContrastiveLoss(1.0, apart, distance=cosine)
                self.scale = 2.0
            case PairLoss.MULTI_SIMILARITY:
                self.miner = miners.MultiSimilarityMiner(0.1, distance=cosine)
                self.loss = losses.MultiSimilarityLoss(2, 50, 0.5, distance=cosine)
            case PairLoss.PROXY_ANCHOR:
                # Its distance gives the proxies unit length.
                self.loss = losses.ProxyAnchorLoss(classes, width, margin=0.1, alpha=32)

    def mine(self, embeddings: Tensor, labels: Tensor) -> Mined:
        """Find which pairs or triplets of (n, d), (n,) count; None means all."""
        if self.miner is None:
            return None
        found: tuple[Tensor, ...] = self.miner(embeddings.detach(), labels)
        return found

    @override
    def forward(self, embeddings: Tensor, labels: Tensor, mined: Mined) -> Tensor:
        """Return the loss of embeddings (n, d) of classes (n,), a number."""
        loss: Tensor = self.scale * self.loss(embeddings, labels, mined)
        return loss
