"""What a worker process does with one file.

This module and all it imports stay clear of onnxruntime, the catalog and the command
line, so that a worker starts fast and stays small.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import connection, parent_process
from pathlib import Path

import numpy as np
import xxhash
from PIL import Image
from typing_extensions import override

from photosearch.core.decode.files import read_file
from photosearch.core.decode.metadata import describe
from photosearch.core.decode.pixels import Scale, read_picture
from photosearch.core.decode.raw import is_raw, read_raw
from photosearch.core.decode.task import (
    DecodeFailure,
    DecodeLimits,
    DecodeTask,
    InputShape,
)
from photosearch.core.errors import DecodeError
from photosearch.core.records import Decoded
from photosearch.spec.preprocess import Pixels, network_input, part_input
from photosearch.spec.regions import Box

if sys.platform != "win32":
    import resource

Decode = Callable[[DecodeTask, DecodeLimits], Decoded]

# A decoder shrinks by coarser filters than `network_input` does; this much is left for
# the latter.
_OVERSAMPLING = 1.5
_THUMBNAIL_QUALITY = 80
# For people and for networks.
_SHARP, _QUICK = Image.Resampling.LANCZOS, Image.Resampling.BILINEAR
_NO_MEMORY = "too large for the memory limit"


def decode_photo(task: DecodeTask, limits: DecodeLimits) -> Decoded:
    """Read a file once and make of it everything that is asked for.

    Raises:
        DecodeError: The file cannot be read or decoded.
    """
    data = task.content
    if data is None:
        data = read_file(task.path, limits.max_file_bytes)
    content_hash = xxhash.xxh3_128_digest(data)
    if content_hash in task.known_hashes:
        return Decoded(content_hash, len(data), None, (), b"")
    return _decode(data, content_hash, task, limits)


def decode_picture(
    data: bytes,
    inputs: tuple[InputShape, ...],
    thumbnail_px: int,
    limits: DecodeLimits,
) -> Decoded:
    """Decode a photo that is in memory already, such as one from the clipboard.

    Raises:
        DecodeError: It cannot be decoded.
    """
    task = DecodeTask(Path(), inputs, thumbnail_px, content=data)
    return decode_photo(task, limits)


def run_task(
    decode: Decode, task: DecodeTask, limits: DecodeLimits
) -> Decoded | DecodeFailure:
    """Run a task; the failure of one photo is an outcome like any other."""
    try:
        return decode(task, limits)
    except DecodeError as error:
        return DecodeFailure(str(error))
    except MemoryError:
        return DecodeFailure(_NO_MEMORY)


@dataclass(frozen=True, slots=True)
class WorkerStart:
    """What a worker process is started with; its arrival silences the process.

    A worker that is stopped while it starts finds the pipes and locks gone that come
    next, and would print a traceback.

    Attributes:
        memory_bytes: What it may map beyond what it needs to start.
    """

    memory_bytes: int

    @override
    def __reduce__(self) -> tuple[Callable[[int], "WorkerStart"], tuple[int]]:
        return _arrived, (self.memory_bytes,)


def start_worker(start: WorkerStart) -> None:
    """Prepare a fresh worker process: it can be stopped, starved and orphaned."""
    # The pool stops a worker by this signal; a handler in Python would wait for the
    # decoder that hangs.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if sys.platform != "win32":
        _limit_memory(start.memory_bytes)


def _decode(
    data: bytes, content_hash: bytes, task: DecodeTask, limits: DecodeLimits
) -> Decoded:
    scale = Scale(
        short_px=_short_px(task),
        long_px=max(_shown_px(task), task.faces_px),
        max_pixels=limits.max_pixels,
    )
    try:
        picture = read_raw(data, scale) if is_raw(data) else read_picture(data, scale)
        small = _without_excess(picture.image, replace(scale, long_px=_shown_px(task)))
        pixels = np.asarray(_cut_out(small, task.cut))
        return Decoded(
            content_hash=content_hash,
            size_bytes=len(data),
            metadata=describe(picture.exif, picture.format, picture.size),
            inputs=tuple(_shown(pixels, shape) for shape in task.inputs),
            thumbnail=_thumbnail(small, task.thumbnail_px),
            picture=_reduced(picture.image, task.picture_px, _SHARP),
            faces_picture=_reduced(picture.image, task.faces_px, _QUICK),
        )
    except MemoryError as error:
        raise DecodeError(_NO_MEMORY) from error


def _short_px(task: DecodeTask) -> int:
    """Return what the photo's shorter side must keep for sharp network inputs."""
    needed = _OVERSAMPLING * max((i.size_px for i in task.inputs), default=0)
    if task.cut is not None:
        # Whichever side of the photo is the shorter one, the cut keeps enough.
        needed /= min(task.cut.width, task.cut.height)
    return round(needed)


def _shown_px(task: DecodeTask) -> int:
    """Return what the longer side must keep where no faces are looked for."""
    return max(task.thumbnail_px, task.picture_px)


def _without_excess(image: Image.Image, scale: Scale) -> Image.Image:
    """Reduce what is larger than needed, which is quicker than resampling it twice.

    Where faces are looked for the decoder leaves more than it would otherwise.
    """
    share = scale.of(image.size)
    # None of it is left where nothing but faces is wanted of the photo.
    factor = int(1 / share) if share else 1
    return image.reduce(factor) if factor > 1 else image


def _shown(pixels: Pixels, shape: InputShape) -> Pixels:
    if shape.part_levels:
        return part_input(pixels, shape.size_px, shape.part_levels)
    return network_input(pixels, shape.size_px, shape.resize)


def _cut_out(image: Image.Image, cut: Box | None) -> Image.Image:
    return image if cut is None else image.crop(cut.in_pixels(*image.size))


def _reduced(image: Image.Image, side_px: int, by: Image.Resampling) -> Pixels | None:
    """Return a picture whose longer side is at most so long; None for 0."""
    if not side_px:
        return None
    share = side_px / max(image.size)
    if share < 1:
        width, height = (max(1, round(side * share)) for side in image.size)
        image = image.resize((width, height), by)
    return np.asarray(image)


def _thumbnail(image: Image.Image, side_px: int) -> bytes:
    if not side_px:
        return b""
    small = image.copy()
    small.thumbnail((side_px, side_px), Image.Resampling.HAMMING)
    encoded = BytesIO()
    small.save(encoded, "JPEG", quality=_THUMBNAIL_QUALITY)
    return encoded.getvalue()


def _arrived(memory_bytes: int) -> WorkerStart:
    """Discard from here on what is printed, such as by decoders of damaged files."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return WorkerStart(memory_bytes)


def _die_with_parent() -> None:
    """Exit at once when the program was killed, even in the middle of a photo."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _limit_memory(memory_bytes: int) -> None:
    """Limit what may be mapped beyond what the interpreter and libraries take."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = _mapped_bytes() + memory_bytes
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ValueError, OSError):
        return  # macOS has the call but refuses it


def _mapped_bytes() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123
            return int(status.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
