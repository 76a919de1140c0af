"""The layout of a binary code: the one place that packs, unpacks and compares.

A code of K bits is K/8 bytes of uint8, most significant bit first (the order of
`numpy.packbits`). A bit is set where the network's logit is not negative, so that an
exact zero is no third value.
"""

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint8]


def pack(logits: npt.NDArray[np.floating]) -> Codes:
    """Turn logits into packed codes.

    Args:
        logits: Shape (n, bits), any float; `bits` is a multiple of 8.

    Returns:
        Shape (n, bits / 8), uint8.

    Raises:
        ValueError: `logits` is not two-dimensional or `bits` is no multiple of 8.
    """
    if logits.ndim != 2 or logits.shape[1] % 8:
        raise ValueError(f"logits must be (n, 8 * k), got {logits.shape}")
    return np.packbits(logits >= 0, axis=1)


def unpack(codes: Codes) -> Codes:
    """Turn packed codes (n, bits / 8) into one 0 or 1 a bit, (n, bits) uint8."""
    require_codes(codes)
    return np.unpackbits(codes, axis=1)


def hamming(query: Codes, codes: Codes) -> npt.NDArray[np.int32]:
    """Count the bits in which one code differs from each of many.

    Args:
        query: One code, shape (bytes,), uint8.
        codes: Shape (n, bytes), uint8.

    Returns:
        Distances in bits, shape (n,), int32.
    """
    require_codes(codes)
    if query.dtype != np.uint8 or query.shape != codes.shape[1:]:
        raise ValueError(
            f"query must be uint8 {codes.shape[1:]}, got {query.dtype} {query.shape}"
        )
    distances: npt.NDArray[np.int32] = np.bitwise_count(codes ^ query).sum(
        axis=1, dtype=np.int32
    )
    return distances


def require_codes(codes: Codes) -> None:
    """Reject anything but a (n, bytes) uint8 array; a wrong type is never converted.

    Raises:
        ValueError: The array has another type or number of axes.
    """
    if codes.dtype != np.uint8 or codes.ndim != 2:
        raise ValueError(
            f"codes must be uint8 (n, bytes), got {codes.dtype} {codes.shape}"
        )
