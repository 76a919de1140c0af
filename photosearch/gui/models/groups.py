"""Runs of rows that belong together under one header."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]

_FEW_A_DAY = 4


class GroupKind(StrEnum):
    """What the rows of a group have in common; says what its header tells.

    Attributes:
        NONE: Nothing; there is no header.
        DAY: The day they were taken.
        MONTH: The month they were taken.
        WAITING: They are not indexed yet.
        CLOSE: They lie within the cut.
        BEYOND: They lie beyond it.
    """

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    WAITING = "waiting"
    CLOSE = "close"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Group:
    """One run of rows.

    Attributes:
        day: A day of it as `date.toordinal` counts; 0 where unknown or meaningless.
    """

    kind: GroupKind
    first: int
    count: int
    day: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """All groups, as arrays: there may be tens of thousands.

    Attributes:
        firsts: (g,) int64, the first row of each, ascending; the first is 0.
        days: (g,) int32, as in `Group`.
        kinds: What each is.
        total: Rows of all groups together.
    """

    firsts: Rows
    days: Days
    kinds: tuple[GroupKind, ...]
    total: int

    def __len__(self) -> int:
        """Count the groups."""
        return len(self.kinds)

    def __getitem__(self, number: int) -> Group:
        """Return one group."""
        first = int(self.firsts[number])
        end = self.total if number + 1 == len(self) else int(self.firsts[number + 1])
        return Group(self.kinds[number], first, end - first, int(self.days[number]))

    def of_row(self, row: int) -> int:
        """Return the number of the group in which a row lies."""
        return int(np.searchsorted(self.firsts, row, "right")) - 1

    @property
    def has_headers(self) -> bool:
        """Whether the groups are worth telling apart."""
        return bool(self.kinds) and self.kinds[0] is not GroupKind.NONE


def ungrouped(total: int) -> Groups:
    """Put all rows into one group without a header."""
    return _groups([(GroupKind.NONE, total)])


def by_closeness(close: int, total: int) -> Groups:
    """Tell the rows within the cut from those beyond it.

    Args:
        close: How many of the first lie within.
        total: All rows.
    """
    return _groups([(GroupKind.CLOSE, close), (GroupKind.BEYOND, total - close)])


def by_date(days: Days, waiting: int = 0) -> Groups:
    """Group by day or, where there are few photos a day, by month.

    Args:
        days: (n,) int32 of the rows after the waiting ones, equal ones together.
        waiting: How many rows in front are not indexed yet.
    """
    firsts = _run_starts(days)
    kind = GroupKind.DAY
    if len(firsts) * _FEW_A_DAY > len(days):
        firsts, kind = firsts[_run_starts(_months(days[firsts]))], GroupKind.MONTH
    front = _groups([(GroupKind.WAITING, waiting)])
    return Groups(
        firsts=np.concatenate((front.firsts, firsts + waiting)),
        days=np.concatenate((front.days, days[firsts])),
        kinds=front.kinds + (kind,) * len(firsts),
        total=waiting + len(days),
    )


def _groups(runs: list[tuple[GroupKind, int]]) -> Groups:
    counts = [count for _, count in runs if count]
    return Groups(
        firsts=np.cumsum([0, *counts], dtype=np.int64)[: len(counts)],
        days=np.zeros(len(counts), dtype=np.int32),
        kinds=tuple(kind for kind, count in runs if count),
        total=sum(counts),
    )


def _run_starts(values: npt.NDArray[np.integer]) -> Rows:
    """Return where equal neighbours start, (g,) int64; 0 the first."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    return np.concatenate((np.zeros(1, dtype=np.int64), changes))


def _months(days: Days) -> npt.NDArray[np.int64]:
    """Number the months of days, (n,) int64; the unknown day has one of its own."""
    epoch = 719_163  # date(1970, 1, 1).toordinal()
    dates = (days.astype(np.int64) - epoch).astype("datetime64[D]")
    months = dates.astype("datetime64[M]").astype(np.int64)
    return np.where(days == 0, np.iinfo(np.int64).min, months)
