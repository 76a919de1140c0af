"""Sets of made instances: many views of many objects, each the same whenever asked for.

A view follows from the set's seed, the number of the instance and the number of the
view alone. Sets are also kept on disk, written by worker processes and resumable.

Letters in shapes: n pictures, s their side in pixels.
"""

import json
import logging
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosearch.spec.preprocess import Pixels
from trainer.data.pasting import (
    CutOut,
    InstanceSettings,
    MadeView,
    cut_out,
    make_view,
)
from trainer.data.store import require_space
from trainer.data.views import open_photo
from trainer.errors import DataError

logger = logging.getLogger(__name__)

CHUNK = 8
"""Instances a task."""

# The object of the view before is the object of this one, nearly always.
_photo = lru_cache(maxsize=4)(open_photo)


@dataclass(frozen=True, slots=True)
class InstanceStore:
    """Finished views on disk; row by row all views of one instance, then of the next.

    Attributes:
        pixels: (n, s, s, 3) uint8, memory mapped.
        boxes: (n, 4) float32, left, top, width, height as shares of the picture.
        instances: (n,) int32, the number of the object.
    """

    pixels: Pixels
    boxes: npt.NDArray[np.float32]
    instances: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class InstanceSet:
    """Views of one object from each of many photos.

    Attributes:
        object_photos: An instance is cut out of each.
        background_photos: What the objects are seen on and hidden by; none of them
            is an object photo, or its objects would stand about in other views.
        views: Of every instance.
        size_px: Side of the pictures.
        seed: Decides everything.
        settings: How much the views of an instance differ.
    """

    object_photos: Sequence[Path]
    background_photos: Sequence[Path]
    views: int
    size_px: int
    seed: int
    settings: InstanceSettings = field(default_factory=InstanceSettings)

    def __post_init__(self) -> None:
        if not self.object_photos or not self.background_photos:
            raise DataError("made instances need photos of objects and of backgrounds")
        shared = set(self.object_photos) & set(self.background_photos)
        if shared:
            raise DataError(f"{min(shared)} is both object and background")

    def __len__(self) -> int:
        return len(self.object_photos) * self.views

    def object(self, instance: int) -> CutOut:
        """Cut out the object of an instance.

        Raises:
            DataError: Its photo cannot be read.
        """
        photo = _photo(self.object_photos[instance])
        return cut_out(photo, instance, self.settings, self._generator(instance))

    def view(self, row: int) -> MadeView:
        """Make one view; rows as in the store.

        Raises:
            DataError: One of its photos cannot be read.
        """
        instance, number = divmod(row, self.views)
        return self._view_of(self.object(instance), number)

    def views_of(self, instance: int) -> Iterator[MadeView]:
        """Make all views of an instance."""
        cut = self.object(instance)
        for number in range(self.views):
            yield self._view_of(cut, number)

    def write(self, folder: Path, workers: int = 0) -> InstanceStore:
        """Make all views that a folder does not hold yet.

        Args:
            folder: Where they lie, `open_instances` opens it.
            workers: Number of processes; 0 works in this one.

        Raises:
            DataError: The folder holds another set, there is no space, or a photo
                cannot be read.
        """
        with _readable(folder):
            _prepare(folder, self)
            made = np.load(folder / "made.npy", "r+")
        pending = np.flatnonzero(made == 0)
        chunks = [pending[i : i + CHUNK] for i in range(0, len(pending), CHUNK)]
        for chunk in self._written(folder, chunks, workers):
            made[chunk] = 1
            logger.info("made %d of %d instances", made.sum(), len(made))
        made.flush()
        return open_instances(folder)

    def _view_of(self, cut: CutOut, number: int) -> MadeView:
        generator = self._generator(cut.instance, number)
        chosen = generator.integers(0, len(self.background_photos), 2).tolist()
        background, occluder = (_photo(self.background_photos[i]) for i in chosen)
        return make_view(
            cut, background, occluder, self.settings, self.size_px, generator
        )

    def _written(
        self, folder: Path, chunks: Sequence[npt.NDArray[np.int64]], workers: int
    ) -> Iterator[npt.NDArray[np.int64]]:
        """Write chunks of instances and yield those that are finished."""
        if not workers:
            for chunk in chunks:
                _write(self, folder, chunk)
                yield chunk
            return
        with ProcessPoolExecutor(
            workers,
            multiprocessing.get_context("spawn"),
            _start_worker,
            (self, folder),
        ) as pool:
            tasks = {pool.submit(_write_in_worker, each): each for each in chunks}
            try:
                for task in as_completed(tasks):
                    task.result()
                    yield tasks[task]
            finally:
                pool.shutdown(cancel_futures=True)

    def _generator(self, *key: int) -> np.random.Generator:
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=key))


def open_instances(folder: Path) -> InstanceStore:
    """Open a finished set for reading.

    Raises:
        DataError: There is none, or some of its views are still missing.
    """
    with _readable(folder):
        if not np.load(folder / "made.npy").all():
            raise DataError(f"{folder} is not finished; write it again to go on")
        names = ("pixels", "boxes", "instances")
        return InstanceStore(*(np.load(folder / f"{n}.npy", "r") for n in names))


def _prepare(folder: Path, views: InstanceSet) -> None:
    """Lay out an empty store, or make sure that it is a store of this set."""
    plan = _plan(views)
    plan_file = folder / "instances.json"
    if plan_file.is_file():
        if plan_file.read_text(encoding="utf-8") != plan:
            raise DataError(
                f"{folder} holds other instances; delete it or choose another"
            )
        return
    count, side = len(views), views.size_px
    shapes: dict[str, tuple[tuple[int, ...], type]] = {
        "pixels": ((count, side, side, 3), np.uint8),
        "boxes": ((count, 4), np.float32),
        "instances": ((count,), np.int32),
        "made": ((len(views.object_photos),), np.uint8),
    }
    folder.mkdir(parents=True, exist_ok=True)
    require_space(folder, shapes)
    for name, (shape, kind) in shapes.items():
        np.lib.format.open_memmap(folder / f"{name}.npy", "w+", kind, shape)
    plan_file.write_text(plan, encoding="utf-8")


def _plan(views: InstanceSet) -> str:
    """Say in one text what decides the rows, the same on every machine."""
    photos = [_names(views.object_photos), _names(views.background_photos)]
    numbers = [views.views, views.size_px, views.seed]
    return json.dumps([numbers, asdict(views.settings), *photos])


def _names(files: Iterable[Path]) -> list[str]:
    return ["/".join(file.parts[-2:]) for file in files]


class _Worker:
    """Holds what one worker process writes, sent once."""

    views: InstanceSet
    folder: Path


def _start_worker(views: InstanceSet, folder: Path) -> None:
    _Worker.views, _Worker.folder = views, folder


def _write_in_worker(chosen: npt.NDArray[np.int64]) -> None:
    _write(_Worker.views, _Worker.folder, chosen)


def _write(views: InstanceSet, folder: Path, chosen: npt.NDArray[np.int64]) -> None:
    """Write all views of some instances."""
    names = ("pixels", "boxes", "instances")
    pixels, boxes, instances = (np.load(folder / f"{n}.npy", "r+") for n in names)
    for instance in chosen.tolist():
        for row, view in enumerate(views.views_of(instance), instance * views.views):
            pixels[row] = view.pixels
            boxes[row] = view.box
            instances[row] = instance


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise DataError(f"cannot keep instances in {folder}: {error}") from error
