"""Resident memory: of a large index, and while many photos are indexed."""

import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from photosearch.core.catalog import open_catalog
from photosearch.core.library import open_library
from photosearch.core.library.finding import Finder, Wish
from photosearch.core.records import PhotoId, Progress
from photosearch.core.settings import Settings
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.processes import has_proc, own_mb, peak_mb, workers_mb
from tests.benchmarks.rows import Options, Row, folders_in, shipped_model, skipped
from tests.benchmarks.variants import write_variants
from tests.pictures import draw_picture

_CODES, _PHOTOS, _PICTURES = 1_000_000, 20_000, 200
_BAR_MB = 500
_BAR_GROWTH = 0.1
_SAMPLE_S = 0.25
_AROUND = 0.025
# The last samples before the workers end stand for the whole.
_SHARES = (0.25, 0.5, 0.75, 0.97)


def measure_index(options: Options) -> list[Row]:
    """Load the index of a large library, from the catalog and from its file."""
    what = "memory of the index"
    if not has_proc():
        return [skipped(what, "this system has no /proc", f"< {_BAR_MB} MB")]
    codes = options.scaled(_CODES, least=1000)
    folders = folders_in(library_of(options, codes))
    model = shipped_model()
    with open_catalog(folders.library) as catalog:
        for file in folders.cache.glob("*.index"):
            file.unlink()
        grown = []
        for _ in range(2):
            before = own_mb()
            finder = Finder(catalog, folders.cache, model.sha256, model.spec)
            (photo,) = catalog.photos([PhotoId(1)])
            example = finder.example_of(photo.id, 1.0)
            if example is None or not finder.find(Wish([example], count=100)):
                raise RuntimeError("the first photo has no code or finds nothing")
            grown.append((own_mb() - before, peak_mb() - before))
            del finder
    (resident, peak), (again, _) = grown
    return [
        Row(
            f"memory of the index of {codes:,} photos",
            f"{peak:.0f} MB",
            f"< {_BAR_MB} MB",
            peak < _BAR_MB,
            f"most while it is built from the catalog and searched; {resident:.0f} MB "
            f"stay; read from its file once that was freed {again:+.0f} MB",
        )
    ]


@dataclass
class _Watcher:
    """Samples memory in a thread beside the work, with how far that has come."""

    done: int = 0
    samples: list[tuple[int, float, float]] = field(default_factory=list)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take samples as long as the block runs."""
        is_over = threading.Event()

        def sample() -> None:
            while not is_over.wait(_SAMPLE_S):
                self.samples.append((self.done, own_mb(), workers_mb()))

        thread = threading.Thread(target=sample)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def around(self, done: float, total: int) -> tuple[float, float]:
        """Return the median memory of program and workers about a point."""
        near = [each for each in self.samples if abs(each[0] - done) < _AROUND * total]
        near = near or [min(self.samples, key=lambda each: abs(each[0] - done))]
        return (
            statistics.median(own for _, own, _ in near),
            statistics.median(workers for _, _, workers in near),
        )


def measure_indexing(options: Options) -> list[Row]:
    """Index many small photos and watch the memory."""
    what = "memory while indexing"
    bar = f"<= {_BAR_GROWTH:+.0%}"
    if not has_proc():
        return [skipped(what, "this system has no /proc", bar)]
    home = options.fresh_folder("memory")
    count = options.scaled(_PHOTOS, least=500)
    write_variants(home / "photos", _drawn(), count)
    watcher = _Watcher()
    with open_library(folders_in(home), Settings()) as library:
        library.add_folders([home / "photos"])
        with watcher.watching():
            for event in library.refresh():
                if isinstance(event, Progress):
                    watcher.done = event.counts.indexed
        indexed = library.counts().indexed
    if indexed != count:
        raise RuntimeError(f"{indexed} of {count} photos were indexed")
    points = {share: watcher.around(share * count, count) for share in _SHARES}
    half, end = sum(points[0.5]), sum(points[_SHARES[-1]])
    shown = ", ".join(
        f"{share:.0%} {own:.0f} + {workers:.0f}"
        for share, (own, workers) in points.items()
    )
    growth = end / half - 1
    slope = (end - half) / (count * (_SHARES[-1] - 0.5) / 1000)
    return [
        Row(
            f"memory while indexing {count:,} photos, growth over the second half",
            f"{growth:+.1%}",
            bar,
            growth <= _BAR_GROWTH,
            f"MB of program + workers at {shown}; {slope:+.2f} MB for 1,000 photos",
        )
    ]


def _drawn() -> list[bytes]:
    pictures = []
    for seed in range(_PICTURES):
        file = BytesIO()
        draw_picture(seed, (640, 480)).save(file, "JPEG", quality=85)
        pictures.append(file.getvalue())
    return pictures
