"""What an open library costs while nothing happens."""

import time
from io import BytesIO

from photosearch.core.library import Library, LikeFile, Query, open_library
from photosearch.core.settings import Settings
from tests.benchmarks.processes import cpu_seconds, has_proc
from tests.benchmarks.rows import Options, Row, folders_in, skipped
from tests.benchmarks.variants import write_variants
from tests.pictures import draw_picture

_PHOTOS = 64
_IDLE_S = 20.0
_SETTLE_S = 3.0
_WAIT_S = 1.0  # as `index --watch` does
_BAR = 0.01


def measure(options: Options) -> list[Row]:
    """Index and search, then watch the folder and do nothing."""
    what = "idle: an open library that watches its folder"
    if not has_proc():
        return [skipped(what, "this system has no /proc", f"< {_BAR:.0%}")]
    home = options.fresh_folder("idle")
    file = BytesIO()
    draw_picture(0).save(file, "JPEG")
    write_variants(home / "photos", [file.getvalue()], _PHOTOS)
    outside = home / "outside.jpg"
    draw_picture(1).save(outside)
    with open_library(folders_in(home), Settings()) as library:
        library.add_folders([home / "photos"])
        list(library.refresh())
        library.search(Query((LikeFile(outside),)))
        _wait(library, _SETTLE_S)
        before, began = cpu_seconds(), time.monotonic()
        _wait(library, _IDLE_S)
        used, passed = cpu_seconds() - before, time.monotonic() - began
    share = used / passed
    return [
        Row(
            what,
            f"{share:.2%} of one core",
            f"< {_BAR:.0%}",
            share < _BAR,
            f"{used:.2f} s of processor time in {passed:.0f} s, after indexing and a "
            "search; the query's worker and the network stay open",
        )
    ]


def _wait(library: Library, duration_s: float) -> None:
    end = time.monotonic() + duration_s
    while time.monotonic() < end:
        library.wait_for_changes(_WAIT_S)
