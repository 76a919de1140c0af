"""Views of faces on disk with the teacher's answers, made while training goes on.

View v of face f is row v * faces + f: every face is seen once before any is seen twice.
A row counts as done only after pixels and answer were written.
"""

import json
import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt
import torch
from torch import Generator

from photosearch.spec.align import FACE_PX
from photosearch.spec.preprocess import Pixels
from trainer.data.faces_jitter import FaceJitter, jitter_faces
from trainer.data.store import require_space
from trainer.errors import DataError

CHUNK = 64
"""Faces changed and described together; the seed of each chunk is its number."""

_FLUSH_EVERY = 100
_NICER = 10


class FaceTeacher(Protocol):
    """What describes aligned faces; lives in one process, built there."""

    def describe(self, faces: Pixels) -> npt.NDArray[np.float32]:
        """Describe (n, 112, 112, 3) uint8 as (n, d), unit length."""
        ...


MakeTeacher = Callable[[], FaceTeacher]


@dataclass(frozen=True, slots=True)
class FaceViews:
    """Views that a student learns from.

    Attributes:
        pixels: (n, 112, 112, 3) uint8, memory mapped.
        answers: (n, d) float16, the teacher's, memory mapped.
        done: (n,) uint8, 1 where both were written, memory mapped.
    """

    pixels: Pixels
    answers: npt.NDArray[np.float16]
    done: npt.NDArray[np.uint8]

    def ready(self) -> npt.NDArray[np.int64]:
        """Return the rows that can be learned from by now."""
        return np.flatnonzero(self.done)

    def flush(self) -> None:
        """Put everything on disk, what is done last."""
        for each in (self.pixels, self.answers, self.done):
            if isinstance(each, np.memmap):
                each.flush()


@dataclass(frozen=True, slots=True)
class ViewPlan:
    """What the rows of a store are.

    Attributes:
        faces: File of all faces, (m, s, s, 3) uint8.
        rows: Which of them are shown.
        views: How often each.
        width: Length of an answer.
        jitter: How they are changed.
        seed: Decides every change.
    """

    faces: Path
    rows: npt.NDArray[np.int64]
    views: int
    width: int
    jitter: FaceJitter
    seed: int

    @property
    def count(self) -> int:
        """Number of views."""
        return self.views * len(self.rows)

    def text(self) -> str:
        """Return what changes whenever the rows would come out differently."""
        rows = [len(self.rows), int(self.rows.sum())]
        return json.dumps([rows, self.views, self.width, repr(self.jitter), self.seed])


def open_views(folder: Path, plan: ViewPlan) -> FaceViews:
    """Open the views of a folder, creating their files on first use.

    Raises:
        DataError: The folder holds other views or there is no space.
    """
    shapes: dict[str, tuple[tuple[int, ...], type]] = {
        "pixels": ((plan.count, FACE_PX, FACE_PX, 3), np.uint8),
        "answers": ((plan.count, plan.width), np.float16),
        "done": ((plan.count,), np.uint8),
    }
    plan_file = folder / "views.json"
    try:
        if not plan_file.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            require_space(folder, shapes)
            for name, (shape, kind) in shapes.items():
                np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kind, shape)
            plan_file.write_text(plan.text(), encoding="utf-8")
        elif plan_file.read_text(encoding="utf-8") != plan.text():
            raise DataError(
                f"{folder} holds views of other faces or settings; "
                "delete it or choose another run folder with out=DIR"
            )
        maps = {
            name: np.lib.format.open_memmap(folder / f"{name}.npy", "r+")
            for name in shapes
        }
    except (OSError, ValueError) as error:
        raise DataError(f"cannot keep views in {folder}: {error}") from error
    return FaceViews(**maps)


def fill_views(folder: Path, plan: ViewPlan, make_teacher: MakeTeacher) -> None:
    """Make all views that are still missing, in the order of the rows."""
    torch.set_num_threads(1)
    views = open_views(folder, plan)
    faces = np.load(plan.faces, mmap_mode="r")
    teacher = make_teacher()
    for chunk in range(-(-plan.count // CHUNK)):
        rows = np.arange(chunk * CHUNK, min((chunk + 1) * CHUNK, plan.count))
        if views.done[rows].all():
            continue
        views.pixels[rows] = _changed(faces, plan, rows, chunk)
        views.answers[rows] = teacher.describe(views.pixels[rows])
        views.done[rows] = 1
        if chunk % _FLUSH_EVERY == 0:
            views.flush()
    views.flush()


class ViewMaker:
    """A process that makes views beside a training, and gives way to it."""

    def __init__(self, folder: Path, plan: ViewPlan, make_teacher: MakeTeacher) -> None:
        self._arguments = (folder, plan, make_teacher)
        self._process: BaseProcess | None = None

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(
            target=_fill_gently, args=self._arguments, daemon=True
        )
        self._process.start()
        return self

    def require_alive(self) -> None:
        """Raise DataError if the process ended before its work was done."""
        if self._process is not None and self._process.exitcode not in (None, 0):
            raise DataError("the process that asks the teacher has died")

    def wait(self) -> None:
        """Wait until all views are made, or the process has died."""
        if self._process is not None:
            self._process.join()
        self.require_alive()

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _fill_gently(folder: Path, plan: ViewPlan, make_teacher: MakeTeacher) -> None:
    with suppress(AttributeError, OSError):  # Windows knows no such thing
        os.nice(_NICER)
    fill_views(folder, plan, make_teacher)


def _changed(
    faces: Pixels, plan: ViewPlan, rows: npt.NDArray[np.int64], chunk: int
) -> Pixels:
    """Show a chunk of faces differently, each beside a partner of any kind."""
    generator = Generator().manual_seed((plan.seed << 40) + chunk)
    partners = torch.randint(len(plan.rows), (len(rows),), generator=generator)
    shown = torch.from_numpy(np.array(faces[plan.rows[rows % len(plan.rows)]]))
    others = torch.from_numpy(np.array(faces[plan.rows[partners.numpy()]]))
    return jitter_faces(shown, others, plan.jitter, generator)
