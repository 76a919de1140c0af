"""Is it the same person? Pairs of faces, thresholds and rates.

A pair has a similarity: the cosine of two embeddings, or the bits in which two codes
agree. Letters in shapes: p pairs, n faces.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MATCH_RATES = (0.01, 0.001, 0.0001)
"""False-match rates at which thresholds are stated."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification protocol measured.

    Attributes:
        accuracy: Mean share of right decisions over the folds.
        spread: Standard deviation over the folds.
        true_accepts: Share of same pairs found where 1 in 1,000 others is.
    """

    accuracy: float
    spread: float
    true_accepts: float


def verify(similarities: Floats, same: Flags, folds: npt.NDArray[np.int64]) -> Verified:
    """Decide the pairs of each fold by the best threshold of all other folds.

    Args:
        similarities: (p,), larger is more alike.
        same: (p,), whether both faces are one person's.
        folds: (p,) number of the fold.

    Raises:
        ValueError: There are fewer than two folds.
    """
    numbers = np.unique(folds)
    if len(numbers) < 2:
        raise ValueError("thresholds come from other folds, so there must be two")
    shares = []
    for number in numbers:
        tested = folds == number
        threshold = best_threshold(similarities[~tested], same[~tested])
        decided = similarities[tested] >= threshold
        shares.append(float((decided == same[tested]).mean()))
    return Verified(
        float(np.mean(shares)),
        float(np.std(shares)),
        true_accept_rate(similarities, same, 0.001),
    )


def best_threshold(similarities: Floats, same: Flags) -> float:
    """Return the least similarity of a same pair that decides most pairs rightly.

    It lies between two values that occur, so that rounding cannot turn a decision.
    """
    values, group = np.unique(similarities, return_inverse=True)
    right = np.bincount(group, weights=np.where(same, 1.0, -1.0))
    # Accepting from value i on gains what lies above, against accepting nothing.
    gains = np.append(right[::-1].cumsum()[::-1], 0.0)
    best = int(gains.argmax())
    if best == len(values):
        return float(values[-1]) + 1.0
    below = values[best - 1] if best else values[best] - 1.0
    return float((below + values[best]) / 2)


def true_accept_rate(similarities: Floats, same: Flags, rate: float) -> float:
    """Return the share of same pairs above what a share of the others reaches."""
    threshold = least_similarity(similarities[~same], rate)
    return float((similarities[same] >= threshold).mean())


def least_similarity(others: Floats, rate: float) -> float:
    """Return the least value that at most a share `rate` of others reaches.

    Args:
        others: Similarities of pairs of different people, at least one.
        rate: The false-match rate.
    """
    ordered = np.sort(others)[::-1]
    allowed = int(np.floor(rate * len(ordered) + 1e-9))
    # Everything up to and with the next one must be kept out, ties included.
    return float(np.nextafter(ordered[min(allowed, len(ordered) - 1)], np.inf))


@dataclass(frozen=True, slots=True)
class AllPairs:
    """Similarities of all pairs of n faces, each once.

    Attributes:
        similarities: (p,).
        same: (p,).
    """

    similarities: Floats
    same: Flags


def all_pairs(
    vectors: npt.NDArray[np.floating], people: npt.NDArray[np.int64]
) -> AllPairs:
    """Compare each two faces by the inner product of their vectors (n, d)."""
    products = vectors.astype(np.float64) @ vectors.astype(np.float64).T
    first, second = np.triu_indices(len(people), 1)
    return AllPairs(products[first, second], people[first] == people[second])


def signs_of(codes: Flags) -> npt.NDArray[np.float32]:
    """Turn codes (n, bits) into vectors whose inner product counts equal bits.

    The product is bits - 2 distance.
    """
    return np.where(codes, np.float32(1), np.float32(-1))


def match_thresholds(
    embeddings: npt.NDArray[np.floating], codes: Flags, people: npt.NDArray[np.int64]
) -> dict[str, float]:
    """Measure thresholds on known people, as a model file states them.

    Args:
        embeddings: (n, d), unit length.
        codes: (n, bits).
        people: (n,).

    Returns:
        `"0.001"`: largest distance in bits at which at most this share of the pairs of
        different people match; `"cosine@0.001"`: the least such cosine.

    Raises:
        ValueError: No two faces show different people.
    """
    bits = codes.shape[1]
    cosines = all_pairs(embeddings, people)
    equal = all_pairs(signs_of(codes), people)
    if cosines.same.all():
        raise ValueError("thresholds need faces of different people")
    stated: dict[str, float] = {}
    for rate in MATCH_RATES:
        least = least_similarity(equal.similarities[~equal.same], rate)
        stated[f"{rate:g}"] = float(np.floor((bits - least - 1e-6) / 2))
    for rate in MATCH_RATES:
        least = least_similarity(cosines.similarities[~cosines.same], rate)
        stated[f"cosine@{rate:g}"] = round(least, 4)
    return stated


def mean_cosines(pairs: AllPairs) -> Mapping[str, float]:
    """Return the mean similarity of same and of different people."""
    return {
        "same": float(pairs.similarities[pairs.same].mean()),
        "different": float(pairs.similarities[~pairs.same].mean()),
    }


def balanced_accuracy(pairs: AllPairs, folds: int, seed: int) -> Verified:
    """Verify as many different pairs as same ones, drawn from all, in folds."""
    generator = np.random.default_rng(seed)
    same = np.flatnonzero(pairs.same)
    others = generator.permutation(np.flatnonzero(~pairs.same))[: len(same)]
    rows = generator.permutation(np.concatenate([same, others]))
    return verify(
        pairs.similarities[rows], pairs.same[rows], np.arange(len(rows)) % folds
    )


def rates_at(
    pairs: AllPairs, rates: Sequence[float] = MATCH_RATES
) -> dict[float, float]:
    """Return the share of same pairs found at each false-match rate."""
    return {
        rate: true_accept_rate(pairs.similarities, pairs.same, rate) for rate in rates
    }
