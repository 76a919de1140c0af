"""Whether a changed copy leads to its original, through the whole program."""

import random
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from photosearch.core.library import Library, LikeFile, Query, open_library
from photosearch.core.settings import Settings
from tests.benchmarks.packs import find_pack, missing_pack
from tests.benchmarks.rows import Options, Row, folders_in, skipped
from tests.benchmarks.search import copy_some
from trainer.evaluation.edits import EDITS

_PHOTOS, _QUERIES = 5000, 200
_FOUND = 20
_QUALITY = 95
# The rest is reported without a bar.
_BARS = {
    "resize_50": 0.99,
    "jpeg_50": 0.99,
    "crop_80": 0.95,
    "brighter_30": 0.95,
    "darker_30": 0.95,
}


def measure(options: Options) -> list[Row]:
    """Search with changed copies of random photos of a library."""
    pack = find_pack(options, "photos")
    if pack is None:
        return [skipped("copies", missing_pack(options, "photos"))]
    home = options.fresh_folder("copies")
    photos = copy_some(pack, home / "photos", options.scaled(_PHOTOS, least=100))
    queries = random.Random(2).sample(photos, options.scaled(_QUERIES, least=20))
    with open_library(folders_in(home), Settings()) as library:
        library.add_folders([home / "photos"])
        list(library.refresh())
        indexed = library.counts().indexed
        if indexed != len(photos):
            raise RuntimeError(f"{indexed} of {len(photos)} photos were indexed")
        copy = home / "copy.jpg"
        return [_edit(library, name, queries, copy) for name in EDITS]


def _edit(library: Library, name: str, queries: list[Path], copy: Path) -> Row:
    ranks = []
    close = 0
    for path in queries:
        copy.write_bytes(_edited(path, name))
        matches = library.search(Query((LikeFile(copy),), count=_FOUND))
        ranks += [rank for rank, each in enumerate(matches) if path in each.photo.paths]
        close += any(each.is_close for each in matches if path in each.photo.paths)
    share = ranks.count(0) / len(queries)
    bar = _BARS.get(name)
    return Row(
        f"copies among {library.counts().indexed:,} photos: {name}, original first",
        f"{share:.1%}",
        "" if bar is None else f">= {bar:.0%}",
        None if bar is None else share >= bar,
        f"{len(queries)} queries; among the first {_FOUND} "
        f"{len(ranks) / len(queries):.1%}, within the cut {close / len(queries):.1%}",
    )


def _edited(path: Path, name: str) -> bytes:
    """Change a photo and save it as a program for pictures would."""
    with Image.open(path) as photo:
        pixels = np.asarray(photo.convert("RGB"))
    file = BytesIO()
    edited = Image.fromarray(EDITS[name](pixels))
    edited.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
