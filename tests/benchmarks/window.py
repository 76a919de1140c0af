"""What a window waits for: a search by a dropped photo, and lists of all photos."""

import statistics

from photosearch.core.catalog import open_catalog
from photosearch.core.library import Library, LikePicture, Query, open_library
from photosearch.core.records import Filter, Order
from photosearch.core.settings import Settings
from tests.benchmarks.camera_jpegs import camera_jpegs
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.packs import find_pack
from tests.benchmarks.rows import Options, Row, folders_in
from tests.benchmarks.timing import seconds

_SEARCHED, _LISTED = 100_000, 1_000_000
_DROPS, _PAGES, _PAGE = 40, 50, 200
_TIMES = 3
_BAR_DROP_MS, _BAR_LIST_S, _BAR_PAGE_MS = 100.0, 0.7, 10.0


def measure(options: Options) -> list[Row]:
    """Time dropped photos, lists and pages of rows."""
    return [_dropping(options), *_listing(options)]


def _dropping(options: Options) -> Row:
    photos = options.scaled(_SEARCHED, least=1000)
    pack = find_pack(options, "camera_files")
    pictures, kind = camera_jpegs(_DROPS, pack)
    with open_library(folders_in(library_of(options, photos)), Settings()) as library:
        warm_s = seconds(library.warm_up)
        _drop(library, pictures[0])
        times = [_drop(library, picture) for picture in pictures[1:]]
    median_ms = statistics.median(times) * 1000
    slow_ms = statistics.quantiles(times, n=20)[-1] * 1000
    return Row(
        f"a photo dropped on a window with {photos:,} photos, until it is answered",
        f"{median_ms:.0f} ms",
        f"<= {_BAR_DROP_MS:.0f} ms",
        median_ms <= _BAR_DROP_MS,
        f"median of {len(times)} {kind} of 8 to 14 megapixels, decoding included, "
        f"95 % within {slow_ms:.0f} ms; getting ready {warm_s:.1f} s",
    )


def _drop(library: Library, picture: bytes) -> float:
    query = Query((LikePicture(picture, "dropped"),))
    return seconds(lambda: library.find(query))


def _listing(options: Options) -> list[Row]:
    photos = options.scaled(_LISTED, least=10 * _PAGE)
    with open_catalog(folders_in(library_of(options, photos)).library) as catalog:
        listed_s = {
            order: min(
                seconds(lambda order=order: catalog.list_photos(order, Filter()))
                for _ in range(_TIMES)
            )
            for order in Order
        }
        ids = catalog.list_photos(Order.NEWEST, Filter()).ids
        starts = range(0, len(ids) - _PAGE, (len(ids) - _PAGE) // _PAGES)
        pages = [
            seconds(lambda at=at: catalog.photos(ids[at : at + _PAGE].tolist()))
            for at in starts
        ]
    page_ms = statistics.median(pages) * 1000
    slowest = max(listed_s.values())
    return [
        Row(
            f"listing {photos:,} photos, the slowest order",
            f"{slowest:.2f} s",
            f"<= {_BAR_LIST_S:.1f} s",
            slowest <= _BAR_LIST_S,
            ", ".join(f"{order} {took_s:.2f} s" for order, took_s in listed_s.items()),
        ),
        Row(
            f"the rows of {_PAGE} photos of {photos:,}",
            f"{page_ms:.1f} ms",
            f"<= {_BAR_PAGE_MS:.0f} ms",
            page_ms <= _BAR_PAGE_MS,
            f"median of {len(pages)} pages",
        ),
    ]
