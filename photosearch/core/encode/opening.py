"""Opens a checked model on the device that was chosen for it."""

from typing import Any

import numpy as np

from photosearch.core.encode.device import Device, DeviceKind
from photosearch.core.encode.model_file import ModelFile
from photosearch.core.encode.runtime import first_line, runtime_errors
from photosearch.core.encode.session import (
    CUDA_PROVIDER,
    open_cpu_session,
    open_cuda_session,
)
from photosearch.core.errors import ModelError
from photosearch.spec.preprocess import Pixels


def open_session(model: ModelFile, device: Device, threads: int) -> tuple[Device, Any]:
    """Open a network.

    Args:
        model: From `load_model`.
        device: From `choose_device`.
        threads: Threads within an operator on the CPU; 0 means one a core.

    Returns:
        The device, which is the CPU where a GPU that was there once cannot be had any
        more, and the session.

    Raises:
        ModelError: The network cannot be opened there.
    """
    try:
        if device.kind is DeviceKind.CPU:
            return device, open_cpu_session(model.content, threads)
        session = open_cuda_session(model.content, threads)
    except runtime_errors() as error:
        raise ModelError(
            f"{model.spec.name} does not open on {device.name} ({first_line(error)})"
        ) from error
    if CUDA_PROVIDER not in session.get_providers():
        device = Device(
            DeviceKind.CPU,
            "CPU",
            f"the {device.name} cannot be opened any more",
            "photosearch doctor",
        )
    return device, session


def padded(batch: Pixels, size: int) -> Pixels:
    """Fill a batch up to `size` pictures; what fills it is thrown away again."""
    if len(batch) == size:
        return np.ascontiguousarray(batch)
    full = np.zeros((size, *batch.shape[1:]), np.uint8)
    full[: len(batch)] = batch
    return full
