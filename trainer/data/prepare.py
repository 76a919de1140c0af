"""Fill view stores: decode, cut, scale and ask the teacher, in worker processes."""

import multiprocessing
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.store import CELL_SCALE, CELLS, State, ViewStore
from trainer.data.views import CropRange, View, cut, open_photo, square, thumbs
from trainer.errors import DataError
from trainer.nets.teachers import FeatureMap, Teacher

CHUNK = 64
"""Views a task; a few megabytes travel back."""

FLUSH_EVERY = 50
"""Chunks between two flushes; what a crash can cost."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker found out about one view; see `ViewStore` for the arrays."""

    pixels: Pixels
    features: npt.NDArray[np.float32]
    cells: npt.NDArray[np.uint8]
    thumbs: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Filled:
    """Progress of filling a store.

    Attributes:
        done: Views finished, earlier runs included.
        unreadable: Views whose photo cannot be read.
        total: All views.
    """

    done: int
    unreadable: int
    total: int


@dataclass(frozen=True, slots=True)
class Cutting:
    """How views are made: size kept, seed and range of the random crops."""

    size_px: int
    seed: int
    crop: CropRange


class _Worker:
    """Holds the teacher of one worker process."""

    teacher: Teacher
    cutting: Cutting


def fill(
    store: ViewStore,
    make_teacher: Callable[[], Teacher],
    cutting: Cutting,
    workers: int,
) -> Generator[Filled, None, None]:
    """Make all views that are still pending, in the order of the store.

    Args:
        store: Where they go; may be partly filled.
        make_teacher: Builds the teacher inside a worker; must be picklable.
        cutting: How views are made.
        workers: Number of processes; 0 works in this one.
    """
    pending = store.rows(State.PENDING)
    chunks = [pending[i : i + CHUNK] for i in range(0, len(pending), CHUNK)]
    yield _progress(store)
    if not chunks:
        return
    if workers == 0:
        _start_worker(make_teacher, cutting)
        for rows in chunks:
            _write(store, rows, _look([store.views[row] for row in rows]))
            yield _progress(store)
        store.flush()
        return
    with ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        _start_worker,
        (make_teacher, cutting),
    ) as pool:
        running: dict[Future[list[Seen | None]], npt.NDArray[np.int64]] = {}
        for number, rows in enumerate(chunks):
            running[pool.submit(_look, [store.views[row] for row in rows])] = rows
            if len(running) > 2 * workers or number == len(chunks) - 1:
                last = number == len(chunks) - 1
                finished, _ = wait(
                    running, return_when="ALL_COMPLETED" if last else FIRST_COMPLETED
                )
                for future in finished:
                    _write(store, running.pop(future), future.result())
                yield _progress(store)
            if number % FLUSH_EVERY == 0:
                store.flush()
    store.flush()


def _start_worker(make_teacher: Callable[[], Teacher], cutting: Cutting) -> None:
    _Worker.teacher = make_teacher()
    _Worker.cutting = cutting


def _look(views: list[View]) -> list[Seen | None]:
    """Make views in a worker; None where a photo cannot be read."""
    return [_look_at(view, _Worker.teacher, _Worker.cutting) for view in views]


def _look_at(view: View, teacher: Teacher, cutting: Cutting) -> Seen | None:
    try:
        photo = open_photo(view.photo.file)
    except DataError:
        return None
    part = cut(photo, view, cutting.seed, cutting.crop)
    seen = teacher.describe(square(part, teacher.size_px))
    return Seen(
        pixels=square(part, cutting.size_px),
        features=seen.mean(axis=(0, 1)),
        cells=coarse_cells(seen),
        thumbs=thumbs(photo),
    )


def coarse_cells(features: FeatureMap) -> npt.NDArray[np.uint8]:
    """Average a map (h, w, width) into 4 by 4 cells that overlap where they must.

    Returns:
        (4, 4, width) uint8, in steps of `CELL_SCALE`.
    """
    rows, columns = (_spans(side) for side in features.shape[:2])
    means = [[features[r, c].mean(axis=(0, 1)) for c in columns] for r in rows]
    steps = np.rint(np.array(means) / CELL_SCALE)
    return np.clip(steps, 0, 255).astype(np.uint8)


def _spans(side: int) -> list[slice]:
    return [
        slice(cell * side // CELLS, -(-(cell + 1) * side // CELLS))
        for cell in range(CELLS)
    ]


def _write(
    store: ViewStore, rows: npt.NDArray[np.int64], found: list[Seen | None]
) -> None:
    for row, seen in zip(rows, found, strict=True):
        if seen is None:
            store.state[row] = State.UNREADABLE
            continue
        store.pixels[row] = seen.pixels
        store.features[row] = seen.features
        store.cells[row] = seen.cells
        store.thumbs[row] = seen.thumbs
        store.state[row] = State.DONE


def _progress(store: ViewStore) -> Filled:
    counts = np.bincount(store.state, minlength=len(State))
    return Filled(
        int(counts[State.DONE]), int(counts[State.UNREADABLE]), len(store.state)
    )
