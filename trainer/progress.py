"""Where a run reports: one JSON object a line, and TensorBoard if it is there."""

import json
import logging
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

logger = logging.getLogger(__name__)


class ProgressLog:
    """Appends measured values to `progress.jsonl` and to TensorBoard."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / "progress.jsonl").open("a", encoding="utf-8")
        try:
            from torch.utils.tensorboard import SummaryWriter
        except ImportError:
            logger.info("tensorboard is not installed, writing progress.jsonl only")
            self._board = None
        else:
            self._board = SummaryWriter(str(folder / "tensorboard"))

    def write(self, step: int, values: dict[str, float]) -> None:
        """Append values measured at a step."""
        self._file.write(json.dumps({"step": step, **values}) + "\n")
        self._file.flush()
        if self._board is not None:
            for name, value in values.items():
                self._board.add_scalar(name, value, step)

    def show(self, step: int, name: str, pixels: npt.NDArray[np.uint8]) -> None:
        """Put a picture (h, w, 3) made at a step on TensorBoard."""
        if self._board is not None:
            self._board.add_image(name, pixels, step, dataformats="HWC")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if self._board is not None:
            self._board.close()
