"""A search from end to end, as a person waits for it."""

import os
import random
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from PIL import Image

from photosearch.core.library import LikeFile, Query, open_library
from photosearch.core.settings import Settings
from tests.benchmarks.packs import find_pack, missing_pack
from tests.benchmarks.rows import Options, Row, folders_in, skipped
from tests.benchmarks.timing import seconds

_PHOTOS = 10_000
_QUERIES, _COLD_TIMES = 40, 5
_FOUND = 20
_ROOT = Path(__file__).resolve().parents[2]


def measure(options: Options) -> list[Row]:
    """Search by photos of the library and by files outside, warm and cold."""
    pack = find_pack(options, "photos")
    if pack is None:
        return [skipped("a search end to end", missing_pack(options, "photos"))]
    home = options.fresh_folder("search")
    count = options.scaled(_PHOTOS, least=2 * _QUERIES)
    inside = copy_some(pack, home / "photos", count)
    outside = _changed(inside[:: count // _QUERIES][:_QUERIES], home / "outside")
    folders = folders_in(home)
    with open_library(folders, Settings()) as library:
        library.add_folders([home / "photos"])
        list(library.refresh())
    # The first search builds the index and keeps it for those that follow.
    first_s = _cold(inside[0], folders.library)
    cold_inside = [_cold(inside[0], folders.library) for _ in range(_COLD_TIMES)]
    cold_outside = [_cold(outside[0], folders.library) for _ in range(_COLD_TIMES)]
    with open_library(folders, Settings()) as library:

        def ask(path: Path) -> float:
            query = Query((LikeFile(path),), count=_FOUND)
            return seconds(lambda: library.search(query))

        ask(inside[0])
        ask(outside[0])
        warm_inside = [ask(path) for path in inside[:_QUERIES]]
        warm_outside = [ask(path) for path in outside]
    size = f"among {count:,} photos"
    return [
        Row(
            f"`search --like` as a new process, {size}",
            f"{_ms(cold_inside)} ms by a photo of the library, "
            f"{_ms(cold_outside)} ms by a file outside",
            note=f"medians of {_COLD_TIMES}; the first after indexing "
            f"{first_s * 1000:.0f} ms",
        ),
        Row(
            f"a search in an open library, {size}",
            f"{_ms(warm_inside)} ms by a photo of the library, "
            f"{_ms(warm_outside)} ms by a file outside",
            note=f"medians of {_QUERIES}; a file outside is decoded in a worker "
            "process and encoded",
        ),
    ]


def copy_some(pack: Path, folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Copy photos chosen at random; fewer if the pack is smaller."""
    photos = sorted(path for path in pack.rglob("*") if path.is_file())
    chosen = random.Random(seed).sample(photos, min(count, len(photos)))
    copies = []
    for path in chosen:
        copy = folder / path.relative_to(pack)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        copies.append(copy)
    return copies


def _changed(photos: list[Path], folder: Path) -> list[Path]:
    """Save photos anew, so that their contents are not those of the library."""
    folder.mkdir()
    saved = []
    for number, path in enumerate(photos):
        with Image.open(path) as photo:
            saved.append(folder / f"{number}.jpg")
            photo.convert("RGB").save(saved[-1], quality=80)
    return saved


def _cold(path: Path, library: Path) -> float:
    """Return the seconds of one search on the command line."""
    arguments = ["search", "--like", path, "--library", library, "--json"]
    command = [sys.executable, "-m", "photosearch", *arguments]
    environment = os.environ | {"PYTHONPATH": os.fspath(_ROOT)}
    return seconds(
        lambda: subprocess.run(
            command, check=True, env=environment, stdout=subprocess.DEVNULL
        )
    )


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f}"
