"""Runs the program as others do: in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def environment(**extra: str) -> dict[str, str]:
    """Return the variables of this process with the source tree to import from."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **extra}


def start(
    *arguments: str | Path, env: Mapping[str, str] | None = None, **options: Any
) -> "subprocess.Popen[str]":
    """Start Python with some arguments; what it prints is text."""
    streams: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=dict(env or environment()),
        text=True,
        **{**streams, **options},
    )


def run(
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> "subprocess.CompletedProcess[str]":
    """Run Python to its end, as the argument of another program if one is given."""
    return subprocess.run(
        [*before, sys.executable, *map(str, arguments)],
        env=dict(env or environment()),
        text=True,
        capture_output=True,
        check=False,
    )


def descendants(process: int) -> set[int]:
    """Return the ids of all processes below one; on Linux only."""
    found: set[int] = set()
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = {int(child) for child in thread.read_text().split()}
        except OSError:
            continue
        found |= children.union(*(descendants(child) for child in children))
    return found


def is_alive(process: int) -> bool:
    """Tell whether a process still runs; one that waits to be reaped does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def assert_gone(workers: set[int]) -> None:
    """Wait for processes to end; they notice by themselves that they are alone."""
    end = time.monotonic() + 60
    while any(map(is_alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [] == [worker for worker in workers if is_alive(worker)]
