"""Memory and processor time of this process and all below it, from /proc."""

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
# Fields of /proc/PID/stat behind the name of the program, which may hold spaces.
_PARENT, _USER, _SYSTEM, _RSS = 1, 11, 12, 21


def has_proc() -> bool:
    """Tell whether the system shows its processes as files; Linux does."""
    return (_PROC / "self" / "stat").exists()


def own_mb() -> float:
    """Return the resident memory of this process."""
    return _megabytes(_stat(os.getpid()))


def workers_mb() -> float:
    """Return the resident memory of all processes below this one, shared parts too."""
    return sum(_megabytes(stat) for stat in _below(os.getpid()))


def peak_mb() -> float:
    """Return the most resident memory that this process has had."""
    lines = (_PROC / "self" / "status").read_text(encoding="ascii").splitlines()
    (peak,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(peak.split()[1]) * 1024 / 1e6


def cpu_seconds() -> float:
    """Return the processor time of this process and those below it that live."""
    stats = [_stat(os.getpid()), *_below(os.getpid())]
    ticks = sum(int(stat[_USER]) + int(stat[_SYSTEM]) for stat in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


def _below(ancestor: int) -> Iterator[list[str]]:
    stats: dict[int, list[str]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                stats[int(folder.name)] = _stat(int(folder.name))
            except OSError:
                continue  # it ended
    family = {ancestor}
    while children := {
        pid
        for pid, stat in stats.items()
        if int(stat[_PARENT]) in family and pid not in family
    }:
        family |= children
    return (stats[pid] for pid in family - {ancestor})


def _stat(pid: int) -> list[str]:
    text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()


def _megabytes(stat: list[str]) -> float:
    return int(stat[_RSS]) * os.sysconf("SC_PAGE_SIZE") / 1e6
