"""A network that is open and turns pixels into codes, embeddings, region codes."""

from types import TracebackType
from typing import Any, Self

import numpy as np

from photosearch.core.encode.device import Device, DeviceKind
from photosearch.core.encode.model_file import ModelFile
from photosearch.core.encode.opening import open_session, padded
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.errors import ModelError
from photosearch.core.records import Encodings
from photosearch.spec.model import INPUT_NAME, ModelSpec
from photosearch.spec.preprocess import Pixels

# A new shape makes cuDNN plan again and the arena grow: batches come in these sizes
# only, the last one padded. One photo alone is the query that a person waits for.
BATCH_SIZES = {DeviceKind.CPU: (1, 4, 16), DeviceKind.CUDA: (4, 64)}


class Encoder:
    """Describes photos, or faces, with one model on one device; threads share it."""

    def __init__(self, model: ModelFile, device: Device, session: Any) -> None:
        self.spec: ModelSpec = model.spec
        self.sha256 = model.sha256
        self.device = device
        self._session: Any = session
        self._batch_sizes = BATCH_SIZES[device.kind]

    def encode(self, pixels: Pixels) -> Encodings:
        """Describe photos.

        Args:
            pixels: Shape (n, input_px, input_px, 3), uint8 RGB, as
                `spec.preprocess.network_input` gives them; n may be 0.

        Raises:
            ModelError: The device failed, such as a GPU out of memory.
            ValueError: `pixels` has another type or shape, or the encoder is closed.
        """
        side = self.spec.input_px
        if pixels.dtype != np.uint8 or pixels.shape[1:] != (side, side, 3):
            raise ValueError(
                f"pixels must be uint8 (n, {side}, {side}, 3), "
                f"got {pixels.dtype} {pixels.shape}"
            )
        encodings = self._room_for(len(pixels))
        parts = encodings.codes, encodings.embeddings, encodings.regions
        wanted = [part for part in parts if part is not None]
        done = 0
        while done < len(pixels):
            size = self._batch_size(len(pixels) - done)
            batch = pixels[done : done + size]
            given = self._run(padded(batch, size))
            for part, rows in zip(wanted, given, strict=True):
                part[done : done + size] = rows[: len(batch)]
            done += len(batch)
        return encodings

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

    def _room_for(self, count: int) -> Encodings:
        spec = self.spec
        regions = (count, spec.region_count, spec.code_bytes)
        return Encodings(
            np.empty((count, spec.code_bytes), np.uint8),
            np.empty((count, spec.embedding_width), np.float32),
            np.empty(regions, np.uint8) if spec.region_levels else None,
        )

    def _batch_size(self, left: int) -> int:
        fitting = (size for size in self._batch_sizes if size >= left)
        return next(fitting, self._batch_sizes[-1])

    def _run(self, batch: Pixels) -> Any:
        if self._session is None:
            raise ValueError("the encoder is closed")
        try:
            return self._session.run(self.spec.output_names, {INPUT_NAME: batch})
        except runtime_errors() as error:
            raise ModelError(
                f"{self.spec.name} failed on {self.device.name} ({first_line(error)})"
            ) from error


def open_encoder(model: ModelFile, device: Device, threads: int = 0) -> Encoder:
    """Open a checked model on a device that was chosen for it.

    Args:
        model: From `load_model`.
        device: From `choose_device`.
        threads: Threads within an operator on the CPU; 0 means one a core.

    Returns:
        An encoder on that device, or, where a GPU that was there once cannot be had
        any more, on the CPU: its `device` says so.

    Raises:
        ModelError: The network cannot be opened there.
    """
    return Encoder(model, *open_session(model, device, threads))
