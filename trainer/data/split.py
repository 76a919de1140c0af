"""Which photos are learned from, which choose, and which only measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer.data.sources import Photo, stable_share


class Part(StrEnum):
    """Use of a photo."""

    TRAINING = "training"
    VALIDATION = "validation"
    HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class Split:
    """How photos are divided; depends on names only, so it repeats anywhere.

    Attributes:
        sources: `Source.path`s that are divided; all others are learned from.
        held_out_folders: Folders of those sources held out whole (`caltech101/emu`).
        held_out_share: Share of the rest that is held out.
        validation_share: Share of the rest that chooses between variants.
    """

    sources: tuple[str, ...] = ()
    held_out_folders: tuple[str, ...] = ()
    held_out_share: float = 0.1
    validation_share: float = 0.05

    def part_of(self, photo: Photo) -> Part:
        """Say what a photo is used for."""
        if photo.source not in self.sources:
            return Part.TRAINING
        if photo.folder in self.held_out_folders:
            return Part.HELD_OUT
        share = stable_share(photo.key)
        if share < self.held_out_share:
            return Part.HELD_OUT
        if share < self.held_out_share + self.validation_share:
            return Part.VALIDATION
        return Part.TRAINING


def divide(photos: Sequence[Photo], split: Split) -> dict[Part, list[Photo]]:
    """Divide photos into the parts, keeping their order."""
    parts: dict[Part, list[Photo]] = {part: [] for part in Part}
    for photo in photos:
        parts[split.part_of(photo)].append(photo)
    return parts
