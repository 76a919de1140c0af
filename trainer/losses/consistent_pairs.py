"""Let codes be as alike as label sets are: consistent hashing of pairs.

The percentage similarity of two label sets is the cosine of their 0/1 vectors. Pairs of
1 or 0 are strong and are told apart by a logistic loss, those in between are weak and
are met by a squared one (Zhang et al. 2020, instance similarity; the weak term is
written such that perfect codes cost nothing).
Letters in shapes: n pictures, c labels, b bits, d features.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

STRONG_MARGIN = 0.01
"""How far from 0 or 1 a strong pair may be: similarities come from square roots."""


@dataclass(frozen=True, slots=True)
class ConsistentWeights:
    """Table `[consistent]` of a recipe file.

    Attributes:
        steepness: Slope a of the logistic loss of strong pairs.
        weak: What weak pairs count (gamma).
        quantisation: What the distance of the bits from -1 and +1 counts (lambda).
        features: What counts that features are as alike as codes (beta); 0 is off.
        balanced: Whether like strong pairs weigh as much as unlike ones together.
    """

    steepness: float = 5.0
    weak: float = 0.1
    quantisation: float = 0.1
    features: float = 0.1
    balanced: bool = True


def soft_signs(logits: Tensor) -> Tensor:
    """Return v / (1 + |v|), of -1 to 1, for each logit v."""
    return logits / (1 + logits.abs())


def percentage_similarity(labels: Tensor) -> Tensor:
    """Return the cosine of each two label sets, (n, n); 0 where one of them is empty.

    Args:
        labels: (n, c) of 0 and 1.
    """
    units = functional.normalize(labels.float(), dim=1)
    return units @ units.T


def consistent_pair_loss(
    logits: Tensor, similarity: Tensor, weights: ConsistentWeights
) -> Tensor:
    """Return the mean over pairs of different pictures.

    Args:
        logits: (n, b).
        similarity: (n, n), from `percentage_similarity`.
        weights: Of the terms.
    """
    codes = soft_signs(logits)
    bits = logits.shape[1]
    product = codes @ codes.T  # (n, n), -b to b
    is_pair = ~torch.eye(len(logits), dtype=torch.bool, device=logits.device)
    is_like = similarity > 1 - STRONG_MARGIN
    is_strong = (is_like | (similarity < STRONG_MARGIN)) & is_pair
    scaled = weights.steepness / bits * product
    strong = functional.softplus(scaled) - similarity * scaled
    weak = weights.weak * bits * ((product + bits) / (2 * bits) - similarity).square()
    counts = pair_weights(is_like, is_strong) if weights.balanced else is_strong.float()
    total = (counts * strong).sum() + (weak * (is_pair & ~is_strong)).sum()
    return total / is_pair.sum()


def pair_weights(is_like: Tensor, counts: Tensor) -> Tensor:
    """Weigh like and unlike pairs so that each kind counts half, 1 on average.

    Args:
        is_like: (n, n) bool.
        counts: (n, n) bool, the pairs that count at all.

    Returns:
        (n, n); all of one weight where there is only one kind.
    """
    like, unlike = counts & is_like, counts & ~is_like
    many, few = unlike.sum(), like.sum()
    if not int(many) or not int(few):
        return counts.float()
    half = counts.sum() / 2
    return like * (half / few) + unlike * (half / many)


def sign_gap_loss(logits: Tensor) -> Tensor:
    """Return the mean distance of soft signs (n, b) from -1 or +1."""
    return (soft_signs(logits).abs() - 1).abs().mean()


def feature_consistency_loss(features: Tensor, logits: Tensor) -> Tensor:
    """Return how far codes are from being as alike as features.

    Args:
        features: (n, d).
        logits: (n, b).

    Returns:
        The mean squared difference of both similarities of different pictures.
    """
    units = functional.normalize(features, dim=1)
    codes = soft_signs(logits)
    gap = units @ units.T - codes @ codes.T / logits.shape[1]  # (n, n)
    off_diagonal = 1 - torch.eye(len(logits), device=logits.device)
    return (gap.square() * off_diagonal).sum() / off_diagonal.sum()
