"""What recipe `distill` teaches: pictures and the teacher's word on each.

Letters in shapes: n pictures, d features, b bits.
"""

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional

from photosearch.spec.preprocess import Pixels
from trainer.data.copies import near_copies
from trainer.data.split import Part
from trainer.data.store import CELL_SCALE, State, ViewStore
from trainer.data.views import View
from trainer.errors import DataError
from trainer.evaluation.linear_hash import LinearHash, fit_pca, itq_rotation
from trainer.recipes.distill_settings import Settings

logger = logging.getLogger(__name__)

PCA_ROWS = 40_000
ITQ_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pictures and what to learn about them.

    Attributes:
        pixels: (n, px, px, 3) uint8, memory mapped.
        rows: Rows of `pixels` that are used, (m,).
        targets: Teacher's features after PCA, (m, d) float32, not of unit length.
        cells: What the teacher saw where, (n, g, g, width) uint8 in steps of
            `CELL_SCALE`, memory mapped.
        pca: From the teacher's features to targets.
        views: What the rows are, (m,).
    """

    pixels: npt.NDArray[np.uint8]
    rows: npt.NDArray[np.int64]
    targets: Tensor
    cells: npt.NDArray[np.uint8]
    pca: LinearHash
    views: Sequence[View]

    def batch(self, chosen: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
        """Return what one step learns from.

        Args:
            chosen: Places in `rows`.

        Returns:
            Pixels (n, px, px, 3) uint8, targets (n, d) and, on the same scale, the
            targets of each cell (n, d, g, g).
        """
        # Ascending rows make a memory map that is larger than memory bearable.
        chosen = np.sort(chosen)
        rows = self.rows[chosen]
        seen = torch.from_numpy(self.cells[rows]).float() * CELL_SCALE
        cells = (seen - torch.from_numpy(self.pca.mean)) @ self._directions
        pixels = torch.from_numpy(self.pixels[rows])
        targets = self.targets[torch.from_numpy(chosen)]
        return pixels, targets, cells.permute(0, 3, 1, 2)

    @property
    def _directions(self) -> Tensor:
        return torch.from_numpy(self.pca.weight)

    def squares(self, most: int | None = None) -> Iterator[Pixels]:
        """Yield the first pictures (px, px, 3), all by default."""
        return (self.pixels[row] for row in self.rows[:most])


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Everything that training needs to know about the data.

    Attributes:
        training: What is learned from.
        validation: What chooses.
        rotation: ITQ rotation of the teacher's targets, (d, b).
    """

    training: Lesson
    validation: Lesson
    rotation: Tensor


def rows_to_learn(
    stores: Mapping[Part, ViewStore], settings: Settings
) -> npt.NDArray[np.int64]:
    """Return the rows of the training views, less copies of photos of other parts."""
    store = stores[Part.TRAINING]
    rows = store.rows(State.DONE)
    kept_out = [stores[part] for part in (Part.HELD_OUT, Part.VALIDATION)]
    known = [other.rows(State.DONE) for other in kept_out]
    copies = near_copies(
        store.features[rows],
        store.thumbs[rows],
        np.concatenate([o.features[k] for o, k in zip(kept_out, known, strict=True)]),
        np.concatenate([o.thumbs[k] for o, k in zip(kept_out, known, strict=True)]),
        settings.copies,
    )
    # One suspicious view condemns all views of its photo.
    condemned = {store.views[row].photo.key for row in rows[copies]}
    is_fine = [store.views[row].photo.key not in condemned for row in rows]
    logger.info(
        "%d views to learn from; %d photos left out as copies of those kept out",
        sum(is_fine),
        len(condemned),
    )
    return rows[is_fine]


def make_curriculum(stores: Mapping[Part, ViewStore], settings: Settings) -> Curriculum:
    """Choose the views to learn from and turn features into targets.

    Raises:
        DataError: Too few views are left.
    """
    store = stores[Part.TRAINING]
    rows = rows_to_learn(stores, settings)
    if len(rows) < settings.net.embedding_width:
        raise DataError(
            f"{len(rows)} views are left to learn from, fewer than "
            f"net.embedding_width = {settings.net.embedding_width}"
        )
    pca = fit_pca(
        store.features[rows[:PCA_ROWS]].astype(np.float32), settings.net.embedding_width
    )
    training = _lesson(store, rows, pca)
    validation = _lesson(
        stores[Part.VALIDATION], stores[Part.VALIDATION].rows(State.DONE), pca
    )
    units = functional.normalize(training.targets[:ITQ_ROWS], dim=1).numpy()
    rotation = itq_rotation(units, settings.seed)[:, : settings.net.code_bits]
    return Curriculum(training, validation, torch.from_numpy(rotation.copy()))


def _lesson(store: ViewStore, rows: npt.NDArray[np.int64], pca: LinearHash) -> Lesson:
    targets = np.concatenate(
        [
            pca.logits(store.features[part].astype(np.float32))
            for part in np.array_split(rows, math.ceil(len(rows) / 4096) or 1)
        ]
    )
    views = [store.views[row] for row in rows]
    return Lesson(
        store.pixels, rows, torch.from_numpy(targets), store.cells, pca, views
    )
