"""Rescan of unchanged files, against the least that any program has to do for it."""

import os
from pathlib import Path

from photosearch.core.catalog import open_catalog
from photosearch.core.ingest import discover
from photosearch.core.library import open_library
from photosearch.core.scan import PHOTO_EXTENSIONS
from photosearch.core.settings import Settings
from tests.benchmarks.catalogs import index_without_decoding, use_model
from tests.benchmarks.rows import Options, Row, folders_in, shipped_model
from tests.benchmarks.timing import medians_in_turn, seconds

_FILES, _A_FOLDER = 100_000, 200
_TIMES = 7
_BAR = 1.5


def measure(options: Options) -> list[Row]:
    """Compare the refresh of an open library with a bare walk, in turn."""
    files = options.scaled(_FILES)
    home = options.fresh_folder("rescan")
    tree = home / "photos"
    _write_files(tree, files)
    folders = folders_in(home)
    model = shipped_model()
    with open_catalog(folders.library) as catalog, catalog.writing():
        use_model(catalog, model)
        root = catalog.add_root(tree)
        list(discover(catalog, [root], PHOTO_EXTENSIONS))
        index_without_decoding(catalog, model)
    with open_library(folders, Settings()) as library:
        # The first refresh also opens the network, which has nothing to do with files.
        first_s = seconds(lambda: list(library.refresh()))
        walk_s, rescan_s = medians_in_turn(
            lambda: walk(tree), lambda: list(library.refresh()), _TIMES
        )
        counts = library.counts()
    if (counts.indexed, counts.found) != (files, files):
        raise RuntimeError(f"{counts} after {files} files were indexed")
    ratio = rescan_s / walk_s
    return [
        Row(
            f"rescan of {files:,} unchanged files / os.scandir + stat",
            f"{ratio:.2f}",
            f"<= {_BAR}",
            ratio <= _BAR,
            f"refresh {rescan_s:.2f} s, walk {walk_s:.2f} s, medians of {_TIMES} in "
            f"turn; the first one after the start {first_s:.2f} s, network included",
        )
    ]


def walk(top: Path) -> int:
    """Visit every file with `os.scandir` and `stat`; return their bytes."""
    total = 0
    waiting = [os.fspath(top)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    total += entry.stat().st_size
    return total


def _write_files(tree: Path, count: int) -> None:
    for number in range(count):
        folder = tree / f"{number // _A_FOLDER:04}"
        if number % _A_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"photo {number:06}.jpg").write_bytes(b"%d" % number)
