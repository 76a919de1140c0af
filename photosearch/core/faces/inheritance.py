"""Which of the groups of yesterday a group of today is."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def inherit(new: Numbers, old: Numbers) -> dict[int, int]:
    """Find for each new group the old one with which it shares most faces.

    Each old group is given once; where two share equally many, the lower numbers win.

    Args:
        new: The group of each face now, (n,); below 0 for none.
        old: The group of the same faces before, (n,); below 0 for none.

    Returns:
        Old groups by new ones; a new group that shares none is left out.
    """
    is_both = (new >= 0) & (old >= 0)
    shared, counts = np.unique(
        np.stack([new[is_both], old[is_both]]), axis=1, return_counts=True
    )
    order = np.lexsort((shared[1], shared[0], -counts))
    heirs: dict[int, int] = {}
    given: set[int] = set()
    for column in order.tolist():
        group, before = int(shared[0, column]), int(shared[1, column])
        if group not in heirs and before not in given:
            heirs[group] = before
            given.add(before)
    return heirs
