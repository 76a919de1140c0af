"""What a filter offers: folders, cameras and years with how many photos each has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from photosearch.core.records import CameraCount, FolderCount, PhotoList

Index = QModelIndex | QPersistentModelIndex

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        value: What is chosen: a `Path`, a camera's name or a year.
        text: How it is shown.
        photos: How many photos it has.
        depth: How far it is indented.
    """

    value: Any
    text: str
    photos: int
    depth: int = 0


class ChoicesModel(QAbstractListModel):
    """Things to choose; `CHOICE_ROLE` gives the `Choice` itself."""

    CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other things."""
        self.beginResetModel()
        self._choices = tuple(choices)
        self.endResetModel()

    def row_of(self, value: object) -> int:
        """Return the row of a value; -1 where it is not offered."""
        values = [choice.value for choice in self._choices]
        return values.index(value) if value in values else -1

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._choices)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _INDENT * choice.depth + choice.text
            case Qt.ItemDataRole.AccessibleTextRole:
                count = QLocale().toString(choice.photos)
                return self.tr("{0}, {1} photos").format(choice.text, count)
            case Qt.ItemDataRole.ToolTipRole:
                return str(choice.value)
            case self.CHOICE_ROLE:
                return choice
        return None


def folder_choices(counts: Sequence[FolderCount]) -> list[Choice]:
    """Offer folders as a tree, each root by its whole path."""
    shown: set[Path] = set()
    choices = []
    for count in counts:
        depth = sum(parent in shown for parent in count.path.parents)
        text = count.path.name if depth else str(count.path)
        choices.append(Choice(count.path, text, count.photos, depth))
        shown.add(count.path)
    return choices


def camera_choices(counts: Sequence[CameraCount]) -> list[Choice]:
    """Offer cameras by name."""
    return [Choice(count.name, count.name, count.photos) for count in counts]


def year_choices(photos: PhotoList) -> list[Choice]:
    """Offer the years in which photos were taken, the latest first."""
    days, counts = np.unique(photos.days[photos.days > 0], return_counts=True)
    of_year: dict[int, int] = {}
    for day, count in zip(days.tolist(), counts.tolist(), strict=True):
        year = date.fromordinal(day).year
        of_year[year] = of_year.get(year, 0) + count
    years = sorted(of_year, reverse=True)
    return [Choice(year, str(year), of_year[year]) for year in years]
