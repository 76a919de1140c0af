"""Views on disk: what the student sees and what the teacher said about it.

Made once, kept in the run's folder and resumable: pixels and features lie in memory
maps, and a view counts as done only after both were written.
"""

import json
import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.views import THUMB_PX, View
from trainer.errors import DataError

THUMB_BYTES = THUMB_PX * THUMB_PX * 3

CELLS = 4
"""Cells a side of the coarse map that is kept of what the teacher saw where."""

CELL_SCALE = 6 / 255
"""What one step of a kept cell is worth: teachers end in ReLU6."""


class State(IntEnum):
    """What has become of a view."""

    PENDING = 0
    DONE = 1
    UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class ViewStore:
    """Views of one part of the split.

    Attributes:
        views: What each row is.
        pixels: (n, px, px, 3) uint8, memory mapped.
        features: (n, width) float16, the teacher's, memory mapped.
        cells: (n, 4, 4, width) uint8, the teacher's features of each sixteenth in
            steps of `CELL_SCALE`, memory mapped.
        thumbs: (n, 2, 768) uint8, of the whole photos, memory mapped.
        state: (n,) uint8 of `State`, memory mapped.
    """

    views: Sequence[View]
    pixels: Pixels
    features: npt.NDArray[np.float16]
    cells: npt.NDArray[np.uint8]
    thumbs: npt.NDArray[np.uint8]
    state: npt.NDArray[np.uint8]

    def rows(self, state: State) -> npt.NDArray[np.int64]:
        """Return the rows that are in a state, ascending."""
        return np.flatnonzero(self.state == state)

    def flush(self) -> None:
        """Put everything on disk, the states last."""
        maps = (self.pixels, self.features, self.cells, self.thumbs, self.state)
        for each in maps:
            if isinstance(each, np.memmap):
                each.flush()


def open_store(
    folder: Path, views: Sequence[View], size_px: int, width: int, settings: str
) -> ViewStore:
    """Open the store of a folder, creating it on first use.

    Args:
        folder: Where it lies.
        views: What each row is; fixed once the store exists.
        size_px: Side of the stored squares.
        width: Width of the teacher's features.
        settings: Text that changes whenever the rows would come out differently.

    Raises:
        DataError: The folder holds a store of other views or there is no space.
    """
    rows = [[view.photo.key, view.index, view.centre] for view in views]
    plan = json.dumps([size_px, width, settings, rows])
    plan_file = folder / "views.json"
    count = len(views)
    shapes: dict[str, tuple[tuple[int, ...], type]] = {
        "pixels": ((count, size_px, size_px, 3), np.uint8),
        "features": ((count, width), np.float16),
        "cells": ((count, CELLS, CELLS, width), np.uint8),
        "thumbs": ((count, 2, THUMB_BYTES), np.uint8),
        "state": ((count,), np.uint8),
    }
    try:
        if not plan_file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            require_space(folder, shapes)
            for name, (shape, kind) in shapes.items():
                np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kind, shape)
            plan_file.write_text(plan, encoding="utf-8")
        elif plan_file.read_text(encoding="utf-8") != plan:
            raise DataError(
                f"{folder} holds views of other photos or settings; "
                "delete it or choose another run folder with out=DIR"
            )
        maps = {
            name: np.lib.format.open_memmap(folder / f"{name}.npy", "r+")
            for name in shapes
        }
    except (OSError, ValueError) as error:
        raise DataError(f"cannot keep views in {folder}: {error}") from error
    return ViewStore(views, **maps)


def require_space(
    folder: Path, shapes: Mapping[str, tuple[tuple[int, ...], type]]
) -> None:
    """Refuse what does not fit: a memory map on a full disk would crash, not fail."""
    needed = sum(
        math.prod(shape) * np.dtype(kind).itemsize for shape, kind in shapes.values()
    )
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise DataError(
            f"{folder} needs {needed / 1e9:.1f} GB for views, "
            f"{free / 1e9:.1f} GB are free; choose another run folder with out=DIR"
        )
