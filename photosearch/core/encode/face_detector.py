"""A face detector that is open and finds faces in pictures."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np

from photosearch.core.encode.device import Device, DeviceKind
from photosearch.core.encode.model_file import ModelFile
from photosearch.core.encode.opening import open_session, padded
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.errors import ModelError
from photosearch.spec.face_boxes import FacesFound, merge_passes, read_cells
from photosearch.spec.face_canvas import CANVAS_SIDES, face_canvas, pyramid
from photosearch.spec.model import INPUT_NAME, SCORE_NAME, ModelSpec
from photosearch.spec.preprocess import Pixels

# Batches come in these sizes only, the last one padded, as far as the canvases of one
# take no more pixels than that: the memory of a run grows with them.
_BATCH_SIZES = (1, 4, 16, 64)
_MOST_PIXELS = {
    DeviceKind.CPU: CANVAS_SIDES[-1] ** 2,
    DeviceKind.CUDA: 16 * CANVAS_SIDES[-1] ** 2,
}


class FaceDetector:
    """Finds faces with one model on one device; threads may share it."""

    def __init__(self, model: ModelFile, device: Device, session: Any) -> None:
        self.spec: ModelSpec = model.spec
        self.sha256 = model.sha256
        self.device = device
        self._session: Any = session

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
            canvases = np.stack([face_canvas(pictures[row], side) for row in batch])
            cells = self._run(padded(canvases, size))
            for place, row in enumerate(batch):
                said[row, side] = read_cells(cells[place], side, least_score)
            first += len(batch)

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


def open_detector(model: ModelFile, device: Device, threads: int = 0) -> FaceDetector:
    """Open a checked face detector; arguments and errors as of `open_encoder`."""
    return FaceDetector(model, *open_session(model, device, threads))
