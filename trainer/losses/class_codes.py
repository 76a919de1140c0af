"""Codes for classes that are far from each other, fixed before anything is learned.

Rows of a Hadamard matrix differ in half of their bits (CSQ, Yuan et al. 2020); where
there is none of the length at hand, balanced rows are drawn and the farthest kept.
"""

import numpy as np
import numpy.typing as npt

from trainer.errors import ConfigError

Signs = npt.NDArray[np.float32]

DRAWN = 2000
"""Candidates for each class where nothing better is known."""

MOST_PALEY = 64


def class_codes(classes: int, bits: int, seed: int) -> Signs:
    """Return one code of -1 and +1 for each class, (classes, bits).

    Args:
        classes: At least 1.
        bits: Length of the codes.
        seed: Decides which.

    Raises:
        ConfigError: There are not as many different codes.
    """
    generator = np.random.default_rng(seed)
    rows = hadamard(bits)
    if rows is None or classes > 2 * (bits - 1):
        codes = _drawn(classes, bits, generator)
        if len(np.unique(codes, axis=0)) < classes:
            raise ConfigError(f"{bits} bits are too few to tell {classes} labels apart")
        return codes
    # The first row is all +1. Mirroring some keeps the distances, and lets no bit be
    # the same for all classes; both of a row and its mirror are taken last.
    known = generator.permutation(rows[1:])
    known *= generator.choice([np.float32(-1), np.float32(1)], (len(known), 1))
    return np.concatenate([known, -known])[:classes]


def hadamard(order: int) -> Signs | None:
    """Return a Hadamard matrix (order, order), None where this knows none.

    Sylvester's doubling of 1 or of Paley's matrices of prime + 1.
    """
    half, doublings = order, 0
    while half > 1 and half % 2 == 0 and _paley(half) is None:
        half, doublings = half // 2, doublings + 1
    matrix = np.ones((1, 1), np.float32) if half == 1 else _paley(half)
    if matrix is None:
        return None
    for _ in range(doublings):
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def _paley(order: int) -> Signs | None:
    """Return Paley's matrix of a prime q = order - 1 that is 3 mod 4."""
    prime = order - 1
    is_prime = prime > 2 and all(prime % each for each in range(2, prime))
    if order > MOST_PALEY or not is_prime or prime % 4 != 3:
        return None
    squares = {value * value % prime for value in range(1, prime)}
    line = np.array([0, *(1 if v in squares else -1 for v in range(1, prime))])
    place = np.arange(prime)
    core = line[(place[:, None] - place) % prime]
    matrix = np.ones((order, order), np.float32)
    matrix[1:, 1:] = core + np.eye(prime)
    matrix[1:, 0] = -1
    # Turned such that the first column is all +1; each other row is then balanced.
    turned: Signs = matrix * matrix[:, :1]
    return turned


def _drawn(classes: int, bits: int, generator: np.random.Generator) -> Signs:
    balanced = np.where(np.arange(bits) < bits // 2, np.float32(1), np.float32(-1))
    chosen = [generator.permutation(balanced)]
    drawn = generator.permuted(np.tile(balanced, (DRAWN, 1)), axis=1)
    nearest = drawn @ chosen[0]
    for _ in range(classes - 1):
        farthest = int(np.argmin(nearest))
        chosen.append(drawn[farthest])
        nearest = np.maximum(nearest, drawn @ drawn[farthest])
    return np.stack(chosen)
