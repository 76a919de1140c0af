"""A face detector that is open and finds faces in pictures."""

import math
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from PIL import Image

from photosearch.core.encode.device import Device, DeviceKind
from photosearch.core.encode.model_file import ModelFile
from photosearch.core.encode.opening import open_session, padded
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.errors import ModelError
from photosearch.spec.face_boxes import FacesFound, merge_passes, read_cells
from photosearch.spec.face_canvas import (
    CANVAS_SIDES,
    CELL_VALUES,
    STRIDES,
    canvas_scale,
    cell_count,
    face_canvas,
    pyramid,
)
from photosearch.spec.model import INPUT_NAME, SCORE_NAME, ModelSpec
from photosearch.spec.preprocess import Pixels

# Batches come in these sizes only, the last one padded, as far as the canvases of one
# take no more pixels than that: the memory of a run grows with them.
_BATCH_SIZES = (1, 4, 16, 64)
_MOST_PIXELS = {
    DeviceKind.CPU: CANVAS_SIDES[-1] ** 2,
    DeviceKind.CUDA: 16 * CANVAS_SIDES[-1] ** 2,
}
# A picture is shrunk quickly until it is so many times larger than the canvas.
_STILL_LARGER = 2
# The logit of cells that were not looked at.
_NO_FACE = -60.0

Cells = npt.NDArray[np.float32]


class FaceDetector:
    """Finds faces with one model on one device; threads may share it."""

    def __init__(self, model: ModelFile, device: Device, session: Any) -> None:
        self.spec: ModelSpec = model.spec
        self.sha256 = model.sha256
        self.device = device
        self._session: Any = session
        # On the CPU canvases that are large come one by one.
        self._takes_parts = device.kind is DeviceKind.CPU and self._can_see_parts()

    def find(
        self, pictures: Sequence[Pixels], least_score: float | None = None
    ) -> tuple[FacesFound, ...]:
        """Find the faces in each picture.

        Args:
            pictures: Upright sRGB, each (h, w, 3) uint8; a picture larger than the
                largest canvas is shrunk first.
            least_score: How sure to be, 0 to 1; what the model recommends if None.

        Raises:
            ModelError: The device failed, such as a GPU out of memory.
            ValueError: A picture has another type or shape, or the detector is closed.
        """
        if least_score is None:
            least_score = self.spec.thresholds[SCORE_NAME]
        shown = [pyramid(picture) for picture in pictures]
        said: dict[tuple[int, int], FacesFound] = {}
        for side in CANVAS_SIDES:
            rows = [
                row
                for row, passes in enumerate(shown)
                if any(side == each for each, _ in passes)
            ]
            self._look(pictures, rows, side, least_score, said)
        return tuple(
            merge_passes(
                [said[row, side] for side, _ in passes],
                [scale for _, scale in passes],
                picture.shape[1],
                picture.shape[0],
            )
            for row, (picture, passes) in enumerate(zip(pictures, shown, strict=True))
        )

    def close(self) -> None:
        """Give the network's memory back; closing twice does no harm."""
        self._session = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _look(
        self,
        pictures: Sequence[Pixels],
        rows: Sequence[int],
        side: int,
        least_score: float,
        said: dict[tuple[int, int], FacesFound],
    ) -> None:
        """Show some of the pictures on canvases of one size; note what is found."""
        sizes = self._batch_sizes(side)
        first = 0
        while first < len(rows):
            left = len(rows) - first
            size = next((size for size in sizes if size >= left), sizes[-1])
            batch = rows[first : first + size]
            canvases = np.stack([_canvas(pictures[row], side) for row in batch])
            if size == 1 and self._takes_parts:
                cells = self._run_part(canvases, pictures[batch[0]])
            else:
                cells = self._run(padded(canvases, size))
            for place, row in enumerate(batch):
                said[row, side] = read_cells(cells[place], side, least_score)
            first += len(batch)

    def _run_part(self, canvas: Pixels, picture: Pixels) -> Cells:
        """Look at a canvas (1, s, s, 3) without its empty part; return all its cells.

        A photo leaves a quarter of the canvas or more empty.
        """
        side = canvas.shape[1]
        scale = canvas_scale(picture.shape[1], picture.shape[0], side)
        height, width = (
            min(side, math.ceil(round(px * scale) / STRIDES[-1]) * STRIDES[-1])
            for px in picture.shape[:2]
        )
        seen = self._run(np.ascontiguousarray(canvas[:, :height, :width]))
        cells = np.full((1, cell_count(side), CELL_VALUES), 0, np.float32)
        cells[..., 0] = _NO_FACE
        first = start = 0
        for stride in STRIDES:
            rows, columns, whole = height // stride, width // stride, side // stride
            part = cells[:, start : start + whole**2].reshape(1, whole, whole, -1)
            part[:, :rows, :columns] = seen[:, first : first + rows * columns].reshape(
                1, rows, columns, -1
            )
            first, start = first + rows * columns, start + whole**2
        return cells

    def _can_see_parts(self) -> bool:
        """Tell whether the network takes pictures of any shape, not only squares."""
        height, width = 2 * STRIDES[-1], 3 * STRIDES[-1]
        try:
            cells = self._run(np.zeros((1, height, width, 3), np.uint8))
        except ModelError:
            return False
        due = sum((height // stride) * (width // stride) for stride in STRIDES)
        return bool(cells.shape == (1, due, CELL_VALUES))

    def _batch_sizes(self, side: int) -> list[int]:
        most = _MOST_PIXELS[self.device.kind] // side**2
        return [size for size in _BATCH_SIZES if size <= most]

    def _run(self, canvases: Pixels) -> Any:
        if self._session is None:
            raise ValueError("the detector is closed")
        try:
            (cells,) = self._session.run(self.spec.output_names, {INPUT_NAME: canvases})
        except runtime_errors() as error:
            raise ModelError(
                f"{self.spec.name} failed on {self.device.name} ({first_line(error)})"
            ) from error
        return cells


def _canvas(picture: Pixels, side: int) -> Pixels:
    """Lay a picture on a canvas; one that is much larger is reduced first, quickly."""
    factor = max(picture.shape[:2]) // (_STILL_LARGER * side)
    if factor > 1:
        picture = np.asarray(Image.fromarray(picture).reduce(factor))
    return face_canvas(picture, side)


def open_detector(model: ModelFile, device: Device, threads: int = 0) -> FaceDetector:
    """Open a checked face detector; arguments and errors as of `open_encoder`."""
    return FaceDetector(model, *open_session(model, device, threads))
