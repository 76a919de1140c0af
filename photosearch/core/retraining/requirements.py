"""What retraining needs beyond what the program itself needs."""

import importlib.util
import sys
from pathlib import Path

TRAINER = (sys.executable, "-m", "trainer")

_PACKAGES = ("torch", "onnx", "onnxscript", "safetensors", "matplotlib")
_INSTALL = "pip install 'photosearch[train]'"


def why_impossible() -> str | None:
    """Tell in one line why nothing can be trained here; None where it can.

    Only looks whether packages are there; what trains is never loaded.
    """
    if getattr(sys, "frozen", False):
        return (
            "this copy of the program cannot train: install it with pip instead "
            f"({_INSTALL})"
        )
    if trainer_place() is None:
        return f"the trainer is not installed: {_INSTALL}"
    for package in _PACKAGES:
        if importlib.util.find_spec(package) is None:
            return f"retraining needs the package {package}: {_INSTALL}"
    return None


def trainer_place() -> Path | None:
    """Return the folder to start our trainer in; None if it is not there.

    An unrelated package of the same name is not ours.
    """
    found = importlib.util.find_spec("trainer")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    return package.parent if (package / "following.py").is_file() else None
