"""The one door to onnxruntime.

It is imported when the first network is opened, not when the program starts: commands
that need no network stay quick, and an installation without it, or with a broken one,
ends in one clear line.
"""

import importlib
from importlib import metadata
from typing import Any

from photosearch.core.errors import ModelError

_PACKAGE = "onnxruntime"
_WITH_CUDA = "onnxruntime-gpu"
# onnxruntime has no common base for what it raises, and what a damaged file makes it
# raise differs between versions.
_ERROR_NAMES = (
    "EPFail",
    "EngineError",
    "Fail",
    "InvalidArgument",
    "InvalidGraph",
    "InvalidProtobuf",
    "ModelRequiresCompilation",
    "NoModel",
    "NoSuchFile",
    "NotFound",
    "NotImplemented",
    "RuntimeException",
)

REINSTALL = (
    f"pip uninstall -y {_PACKAGE} {_WITH_CUDA} && "
    "pip install --force-reinstall photosearch"
)


def runtime() -> Any:
    """Return the module onnxruntime.

    Raises:
        ModelError: It is not installed, or its files were removed or overwritten.
    """
    try:
        module = importlib.import_module(_PACKAGE)
    except ImportError as error:
        raise ModelError(
            f"onnxruntime cannot be loaded ({error}); repair with: {REINSTALL}"
        ) from error
    if not hasattr(module, "InferenceSession"):
        # Uninstalling one of two distributions leaves an empty package behind.
        raise ModelError(f"onnxruntime is incomplete; repair with: {REINSTALL}")
    return module


def runtime_errors() -> tuple[type[Exception], ...]:
    """Return what a session may raise about a file or a device."""
    state = importlib.import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    named = (getattr(state, name, None) for name in _ERROR_NAMES)
    return (RuntimeError, ValueError, *(each for each in named if each is not None))


def first_line(error: Exception) -> str:
    """Return what an error of onnxruntime says, without its codes."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else "no reason"
    return text.rsplit(" : ", maxsplit=1)[-1].rstrip(".")


def runtime_distributions() -> tuple[str, ...]:
    """Return the names of the installed distributions that hold onnxruntime.

    Two of them overwrite each other's files; none is normal in a frozen program.
    """
    named = (
        (each.name.lower().replace("_", "-"), each)
        for each in metadata.distributions()
        if each.name
    )
    # Only the file lists of those that may hold it are read: all take far longer.
    return tuple(
        sorted(
            name
            for name, each in named
            if name.startswith(_PACKAGE)
            and any(file.parts[0] == _PACKAGE for file in each.files or ())
        )
    )


def nvidia_libraries() -> tuple[str, ...]:
    """Return name and version of the CUDA libraries that pip installed, sorted."""
    return tuple(
        sorted(
            f"{each.name}={each.version}"
            for each in metadata.distributions()
            if (each.name or "").lower().startswith("nvidia-")
        )
    )
