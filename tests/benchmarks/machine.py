"""On what the figures were measured."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

_PACKAGES = ("numpy", "pillow", "faiss-cpu", "pebble", "sqlalchemy")
_RUNTIMES = ("onnxruntime-gpu", "onnxruntime")


def describe_machine(root: Path) -> dict[str, str]:
    """Return machine, date, versions and commit, in the order to be printed.

    Args:
        root: The source checkout.
    """
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{_cpu_model()}, {os.cpu_count()} cores, {_memory()}",
        "system": f"{platform.platform()}, Python {platform.python_version()}",
        "load": _load(),
        "versions": ", ".join(_versions()),
        "commit": _commit(root),
    }


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if "model name" in line)
    return next(names, platform.machine())


def _memory() -> str:
    try:
        pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return "memory unknown"
    return f"{pages * page / 2**30:.0f} GiB"


def _load() -> str:
    """Tell how busy the machine was with other work when the run began."""
    try:
        return f"{os.getloadavg()[0]:.1f} processes ran in the minute before"
    except (AttributeError, OSError):
        return "unknown"


def _versions() -> list[str]:
    found = []
    for package in ("photosearch", *_PACKAGES, *_RUNTIMES):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return found


def _commit(root: Path) -> str:
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stdout.strip()

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        is_changed = git("status", "--porcelain", "--", "photosearch", "resources")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{commit}, with uncommitted changes" if is_changed else commit
