"""Groups of photos of which one may be enough, as they are found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QPixmap
from typing_extensions import override

from photosearch.core.records import DuplicateGroup, Likeness, Photo, PhotoId
from photosearch.gui import messages
from photosearch.gui.models.session import Session
from photosearch.gui.models.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex


class Fact(Enum):
    """What files of a group may differ in."""

    PIXELS = "pixels"
    SIZE = "size"
    TAKEN = "taken"
    FORMAT = "format"
    NAME = "name"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be kept, or moved to the trash."""

    photo: Photo
    path: Path

    def fact(self, fact: Fact) -> object:
        """Return what is compared with other files."""
        metadata = self.photo.metadata
        return {
            Fact.PIXELS: (metadata.width_px, metadata.height_px),
            Fact.SIZE: self.photo.size_bytes,
            Fact.TAKEN: metadata.taken_at,
            Fact.FORMAT: metadata.format,
            Fact.NAME: self.path.name,
            Fact.FOLDER: self.path.parent,
        }[fact]


def candidates(group: DuplicateGroup) -> tuple[Candidate, ...]:
    """Return all files of a group, those of the best photo first."""
    return tuple(
        Candidate(photo, path) for photo in group.photos for path in photo.paths
    )


def differing(files: Sequence[Candidate]) -> frozenset[Fact]:
    """Return in what files differ."""
    return frozenset(
        fact for fact in Fact if len({each.fact(fact) for each in files}) > 1
    )


def spare_bytes(group: DuplicateGroup) -> int:
    """Return what all files but the best one take on the disk."""
    return sum(each.photo.size_bytes for each in candidates(group)[1:])


class DuplicatesModel(QAbstractListModel):
    """The groups of one kind; all kinds are kept, and one of them is shown."""

    GROUP_ROLE = Qt.ItemDataRole.UserRole + 1
    _SIDE_PX = 56

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = Thumbnails(session, self)
        self._thumbnails.changed.connect(self._on_thumbnail_changed)
        self._groups: dict[Likeness, list[DuplicateGroup]] = {
            kind: [] for kind in Likeness
        }
        self._kind = Likeness.EXACT
        self._scale = 1.0

    @property
    def kind(self) -> Likeness:
        """The kind that is shown."""
        return self._kind

    def count(self, kind: Likeness) -> int:
        """Count the groups of a kind."""
        return len(self._groups[kind])

    def has(self, group: DuplicateGroup) -> bool:
        """Tell whether a group is still to be decided on."""
        return group in self._groups[group.kind]

    def set_scale(self, scale: float) -> None:
        """Have thumbnails for a screen with so many pixels a point."""
        self._scale = scale
        self._thumbnails.set_side(round(self._SIDE_PX * scale))

    def show_kind(self, kind: Likeness) -> None:
        """Show the groups of another kind."""
        if kind is not self._kind:
            self.beginResetModel()
            self._kind = kind
            self.endResetModel()

    def clear(self) -> None:
        """Forget all groups."""
        self.beginResetModel()
        for groups in self._groups.values():
            groups.clear()
        self.endResetModel()

    def add(self, group: DuplicateGroup, row: int | None = None) -> None:
        """Take a group up, at the end or in the row where it was."""
        groups = self._groups[group.kind]
        place = len(groups) if row is None else min(row, len(groups))
        if group.kind is not self._kind:
            groups.insert(place, group)
            return
        self.beginInsertRows(QModelIndex(), place, place)
        groups.insert(place, group)
        self.endInsertRows()

    def drop(self, group: DuplicateGroup) -> int:
        """Leave a group out, it is settled; return the row where it was."""
        groups = self._groups[group.kind]
        row = groups.index(group)
        if group.kind is not self._kind:
            del groups[row]
            return row
        self.beginRemoveRows(QModelIndex(), row, row)
        del groups[row]
        self.endRemoveRows()
        return row

    def forget(self, photos: Collection[PhotoId]) -> bool:
        """Leave out photos that have gone; tell whether any was in a group."""
        gone, is_changed = frozenset(photos), False
        for group in [each for groups in self._groups.values() for each in groups]:
            left = tuple(photo for photo in group.photos if photo.id not in gone)
            if len(left) < len(group.photos):
                is_changed = True
                row = self.drop(group)
                if len(left) > 1:
                    self.add(DuplicateGroup(group.kind, left), row)
        return is_changed

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._groups[self._kind])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = self._groups[self._kind][index.row()]
        best = group.photos[0]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{best.paths[0].name}\n{self._words(group)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(best)
        return group if role == self.GROUP_ROLE else None

    def _thumbnail(self, photo: Photo) -> QPixmap | None:
        kept = self._thumbnails.get(photo.id, photo)
        if kept is None:
            return None
        shown = QPixmap(kept)
        shown.setDevicePixelRatio(self._scale)
        return shown

    def _words(self, group: DuplicateGroup) -> str:
        files = messages.files(len(candidates(group)))
        spare = messages.size(spare_bytes(group))
        return self.tr("{0}, {1} to spare").format(files, spare)

    def _on_thumbnail_changed(self, key: int) -> None:
        for row, group in enumerate(self._groups[self._kind]):
            if group.photos[0].id == key:
                self.dataChanged.emit(self.index(row), self.index(row))
