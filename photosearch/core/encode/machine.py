"""What this computer has: driver, GPU, runtime, libraries."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from photosearch.core.encode.probe import Probe, probe_cuda
from photosearch.core.encode.runtime import (
    nvidia_libraries,
    runtime,
    runtime_distributions,
)

_DRIVER_FILE = Path("/proc/driver/nvidia/version")
_DRIVER_LIBRARIES = (
    Path("/usr/lib/x86_64-linux-gnu/libcuda.so.1"),
    Path("/usr/lib64/libcuda.so.1"),
    Path("/usr/lib/wsl/lib/libcuda.so.1"),
)
_SMI = "nvidia-smi"
_SMI_TIME_OUT_S = 10.0
_VERSION = re.compile(r"\b\d{3,}\.\d+(?:\.\d+)?\b")
_UNKNOWN = "unknown"


class Machine(Protocol):
    """The facts on which the choice of a device rests."""

    def driver(self) -> str | None:
        """Version of the NVIDIA driver, `unknown`, or None where there is none."""

    def gpu(self) -> str:
        """Name of the first GPU."""

    def runtime_version(self) -> str:
        """Version of onnxruntime."""

    def providers(self) -> tuple[str, ...]:
        """What this build of onnxruntime was made for; no proof that it works."""

    def distributions(self) -> tuple[str, ...]:
        """Installed distributions that hold onnxruntime."""

    def libraries(self) -> tuple[str, ...]:
        """CUDA libraries that pip installed."""

    def probe(self, content: bytes) -> Probe:
        """Try a model on the GPU; raises ProbeError."""


class ThisMachine:
    """The computer that the program runs on."""

    def driver(self) -> str | None:
        """Look for a driver without starting CUDA; quick where there is none."""
        try:
            return driver_version(_DRIVER_FILE.read_text(encoding="utf-8"))
        except OSError:
            pass
        if answer := _ask_smi("driver_version"):
            return driver_version(answer)
        return _UNKNOWN if any(each.exists() for each in _DRIVER_LIBRARIES) else None

    def gpu(self) -> str:
        """Ask the driver's own tool."""
        return _ask_smi("name") or "NVIDIA GPU"

    def runtime_version(self) -> str:
        """Ask the module."""
        return str(runtime().__version__)

    def providers(self) -> tuple[str, ...]:
        """Ask the module."""
        return tuple(runtime().get_available_providers())

    def distributions(self) -> tuple[str, ...]:
        """Look through the installed metadata."""
        return runtime_distributions()

    def libraries(self) -> tuple[str, ...]:
        """Look through the installed metadata."""
        return nvidia_libraries()

    def probe(self, content: bytes) -> Probe:
        """Try it in a child process."""
        return probe_cuda(content)


def driver_version(text: str) -> str:
    """Find the version in what the driver says about itself."""
    found = _VERSION.search(text)
    return found.group() if found else _UNKNOWN


def _ask_smi(question: str) -> str:
    """Return the first line of nvidia-smi's answer, empty where there is none."""
    tool = shutil.which(_SMI)
    if not tool:
        return ""
    try:
        answer = subprocess.run(
            [tool, f"--query-gpu={question}", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=_SMI_TIME_OUT_S,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.strip().splitlines()[0].strip() if answer.strip() else ""
