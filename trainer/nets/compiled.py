"""Translation to machine code where the machine can, and as it is where it cannot."""

import logging
from collections.abc import Callable
from typing import Any

import torch
from torch._dynamo.exc import TorchDynamoException

logger = logging.getLogger(__name__)

Call = Callable[..., Any]


def compiled(call: Call, *, is_wanted: bool) -> Call:
    """Return a function of the same results that is faster after its first call.

    Where there is no compiler for the machine's language, or it fails, one line says
    so and the function is used as it is.

    Args:
        call: Of tensors whose shapes stay the same.
        is_wanted: Whether to translate at all.
    """
    if not is_wanted:
        return call
    chosen: Call = torch.compile(call, dynamic=False)
    is_tried = False

    def called(*arguments: Any) -> Any:
        nonlocal chosen, is_tried
        if is_tried:
            return chosen(*arguments)
        is_tried = True
        try:
            return chosen(*arguments)
        except TorchDynamoException as error:
            reason = str(error).strip().splitlines()[0]
            logger.warning("not compiled, which is slower: %s", reason)
            chosen = call
            return chosen(*arguments)

    return called
