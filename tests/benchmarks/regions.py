"""One query by a part of a photo, over all regions of a hundred thousand photos."""

import statistics

import numpy as np

from photosearch.core.catalog import open_catalog
from photosearch.core.index import RegionIndex
from photosearch.core.library.finding import Finder, Wish
from photosearch.core.search import Example
from photosearch.spec.codes import Codes
from tests.benchmarks.catalogs import library_of, model_with_regions
from tests.benchmarks.rows import Options, Row, folders_in
from tests.benchmarks.timing import seconds

_PHOTOS = 100_000
_ROWS = 100
_QUERIES = 100
_BAR_SCAN_MS, _BAR_ROWS_MS = 20.0, 60.0
_MB = 1_000_000


def measure(options: Options) -> list[Row]:
    """Time the scan alone, and whole searches by parts."""
    photos = options.scaled(_PHOTOS, least=2 * _ROWS)
    model = model_with_regions()
    folders = folders_in(library_of(options, photos, model))
    random = np.random.default_rng(3)
    with open_catalog(folders.library) as catalog:
        finder = Finder(catalog, folders.cache, model.sha256, model.spec)
        finder.warm_up()
        ids, regions = catalog.region_codes(model.sha256)
        wishes = [_wish(regions, random) for _ in range(_QUERIES)]
        first_s = seconds(lambda: finder.find(wishes[0]))
        times = [seconds(lambda each=each: finder.find(each)) for each in wishes]
        found = len(finder.find(wishes[0]))
    if found != _ROWS:
        raise RuntimeError(f"{found} photos found instead of {_ROWS}")
    index = RegionIndex.of_rows(ids, regions)
    codes = [wish.examples[0].code for wish in wishes]
    scans = [seconds(lambda each=each: index.survey(each, _ROWS)) for each in codes]
    scan_ms, rows_ms = (statistics.median(each) * 1000 for each in (scans, times))
    slow_ms = statistics.quantiles(times, n=20)[-1] * 1000
    among = f"{photos:,} photos with {model.spec.region_count} regions"
    size_mb = regions.nbytes / _MB
    return [
        Row(
            f"scan of {among}, {model.spec.code_bits} bits each",
            f"{scan_ms:.1f} ms",
            f"<= {_BAR_SCAN_MS:.0f} ms",
            scan_ms <= _BAR_SCAN_MS,
            f"median of {_QUERIES}; the nearest {_ROWS} photos, one thread",
        ),
        Row(
            f"search by a part among {among}, code to {_ROWS} catalog rows",
            f"{rows_ms:.1f} ms",
            f"<= {_BAR_ROWS_MS:.0f} ms",
            rows_ms <= _BAR_ROWS_MS,
            f"median of {_QUERIES}, 95 % within {slow_ms:.1f} ms",
        ),
        Row(
            f"region codes of {photos:,} photos in memory",
            f"{size_mb:.0f} MB",
            note="only where parts are searched: the first such search takes "
            f"{first_s:.2f} s; a million photos take "
            f"{size_mb * 1e6 / photos:.0f} MB",
        ),
    ]


def _wish(regions: np.ndarray, random: np.random.Generator) -> Wish:
    """Ask for what some region of some photo shows, seen a little differently."""
    photo, region = random.integers(0, regions.shape[:2])
    code: Codes = regions[photo, region]
    flips = random.random(len(code) * 8) < 0.1
    part = Example(code ^ np.packbits(flips), np.empty(0, np.float32), is_part=True)
    return Wish([part], count=_ROWS)
