"""Decoders that misbehave, to be run in worker processes."""

import os
import time
from pathlib import Path

from photosearch.core.decode import DecodeLimits, DecodeTask
from photosearch.core.errors import DecodeError
from photosearch.core.records import Decoded


def decode_by_name(task: DecodeTask, limits: DecodeLimits) -> Decoded:
    """Do what the file's name says, without opening it."""
    match task.path.name.split("-")[0]:
        case "hang":
            time.sleep(600)
        case "slow":
            time.sleep(0.2)
        case "die":
            os._exit(11)
        case "refuse":
            raise DecodeError("as its name says")
        case "stumble":
            raise IndexError("nobody foresaw this")
        case "grow":
            return Decoded(b"", len(bytearray(limits.memory_bytes * 2)), None, (), b"")
        case "sleep_in_c":
            _sleep_in_c()
    return Decoded(task.path.name.encode(), os.getpid(), None, (), b"")


def note_start(task: DecodeTask, limits: DecodeLimits) -> Decoded:
    """Leave the worker's process id in the task's file, then hang."""
    Path(task.path).write_text(str(os.getpid()))
    time.sleep(600)
    raise AssertionError(limits)


def _sleep_in_c() -> None:
    """Stay in native code, as a decoder does that never ends: no handler runs."""
    import ctypes

    libc = ctypes.CDLL(None)
    while True:
        libc.sleep(600)
