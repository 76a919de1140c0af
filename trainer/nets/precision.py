"""Which number format trains fastest on this machine."""

from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum

import torch


class Precision(StrEnum):
    """Number format of the forward pass.

    Attributes:
        AUTO: BFLOAT16 where the processor computes in it, else FLOAT32.
        FLOAT32: Single precision throughout.
        BFLOAT16: Autocast; twice as fast on processors made for it, 15 times slower
            on others.
    """

    AUTO = "auto"
    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


def choose_precision(wanted: Precision, device: torch.device) -> Precision:
    """Resolve AUTO for a device."""
    if wanted is not Precision.AUTO:
        return wanted
    if device.type == "cuda":
        is_fast = torch.cuda.is_bf16_supported(including_emulation=False)
    else:
        # Timing a few steps instead is misled by whatever else the machine does.
        is_fast = (
            torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
        )
    return Precision.BFLOAT16 if is_fast else Precision.FLOAT32


def autocast(
    precision: Precision, device: torch.device
) -> AbstractContextManager[None]:
    """Return the context of a forward pass."""
    if precision is Precision.BFLOAT16:
        return torch.autocast(device.type, torch.bfloat16)
    return nullcontext()
