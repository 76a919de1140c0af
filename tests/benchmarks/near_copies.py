"""Whether near copies are found among many photos, and nothing else is."""

import io
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PIL import Image, ImageEnhance

from photosearch.core.library import Library, open_library
from photosearch.core.records import DuplicateGroup, Likeness
from photosearch.core.settings import Settings
from tests.benchmarks.packs import find_pack, missing_pack
from tests.benchmarks.rows import Options, Row, folders_in, skipped

_ORIGINALS, _COPIED = 5000, 1000
# The thresholds were chosen on the first half of the shuffled pack.
_SEED, _A_FOLDER = 7, 500
_PRECISION, _RECALL = 0.99, 0.95
_ORIGINAL = "original"

Edit = Callable[[Image.Image, random.Random], Image.Image]


def _smaller(share: float) -> Edit:
    def edit(photo: Image.Image, _: random.Random) -> Image.Image:
        size = (max(1, int(side * share)) for side in photo.size)
        return photo.resize((next(size), next(size)), Image.Resampling.BICUBIC)

    return edit


def _same(photo: Image.Image, _: random.Random) -> Image.Image:
    return photo


def _touched_up(photo: Image.Image, chance: random.Random) -> Image.Image:
    for kind in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        photo = kind(photo).enhance(chance.choice((0.9, 1.1)))
    return photo


def _cropped(photo: Image.Image, chance: random.Random) -> Image.Image:
    width, height = photo.size
    left, top = chance.randint(0, width // 10), chance.randint(0, height // 10)
    right, bottom = left + width - width // 10, top + height - height // 10
    return photo.crop((left, top, right, bottom))


# Each with the JPEG quality it is saved with.
_EDITS: Mapping[str, tuple[Edit, int]] = {
    "half the size": (_smaller(0.5), 95),
    "quality 50": (_same, 50),
    "sent by a messenger": (_smaller(0.7), 70),
    "lightly edited": (_touched_up, 90),
    "90 % crop": (_cropped, 90),
}


def measure(options: Options) -> list[Row]:
    """Look for near copies among originals, of which each fifth has five copies."""
    pack = find_pack(options, "photos")
    if pack is None:
        return [skipped("near copies", missing_pack(options, "photos"))]
    home = options.fresh_folder("near-copies")
    originals = _held_out(pack)[: options.scaled(_ORIGINALS, least=50)]
    copied = originals[: options.scaled(_COPIED, least=10)]
    names = _write(home / "photos", originals, len(copied))
    with open_library(folders_in(home), Settings()) as library:
        library.add_folders([home / "photos"])
        list(library.refresh())
        began = time.perf_counter()
        pairs = list(_pairs(library))
        first_s = time.perf_counter() - began
        began = time.perf_counter()
        list(_pairs(library))
        again_s = time.perf_counter() - began
    right = [pair for pair in pairs if names[pair[0]][0] == names[pair[1]][0]]
    # A touched-up copy is as large as its original and may count as the better one.
    found = [
        names[best if names[copy][1] == _ORIGINAL else copy][1] for best, copy in right
    ]
    precision, recall = len(right) / len(pairs), len(right) / (5 * len(copied))
    among = f"among {len(names):,} photos"
    by_kind = ", ".join(
        f"{kind} {found.count(kind) / len(copied):.1%}" for kind in _EDITS
    )
    return [
        Row(
            f"near copies {among}: precision",
            f"{precision:.2%}",
            f">= {_PRECISION:.0%}",
            precision >= _PRECISION,
            f"{len(pairs) - len(right)} pairs of different files of the pack, most of "
            "which are copies of each other",
        ),
        Row(
            f"near copies {among}: recall",
            f"{recall:.2%}",
            f">= {_RECALL:.0%}",
            recall >= _RECALL,
            by_kind,
        ),
        Row(
            f"near copies {among}: time",
            f"{first_s:.1f} s, again {again_s:.1f} s",
            note="the first time draws the sketches",
        ),
    ]


def _held_out(pack: Path) -> list[Path]:
    photos = sorted(path for path in pack.rglob("*") if path.is_file())
    random.Random(_SEED).shuffle(photos)
    return photos[len(photos) // 2 :]


def _write(
    folder: Path, originals: list[Path], copied: int
) -> Mapping[Path, tuple[int, str]]:
    """Save originals and copies; return the number and the kind of each file."""
    chance = random.Random(_SEED)
    names: dict[Path, tuple[int, str]] = {}
    for number, original in enumerate(originals):
        content = original.read_bytes()
        place = folder / f"{number // _A_FOLDER:03}"
        place.mkdir(parents=True, exist_ok=True)
        path = place / f"{number:05}{original.suffix.lower()}"
        path.write_bytes(content)
        names[path] = (number, _ORIGINAL)
        if number < copied:
            with Image.open(io.BytesIO(content)) as opened:
                photo = opened.convert("RGB")
            for kind, (edit, quality) in _EDITS.items():
                path = place / f"{number:05} {kind}.jpg"
                edit(photo, chance).save(path, quality=quality)
                names[path] = (number, kind)
    return names


def _pairs(library: Library) -> Iterator[tuple[Path, Path]]:
    """Yield each photo that was found with the best one of its group."""
    for event in library.duplicate_groups([Likeness.NEAR]):
        if isinstance(event, DuplicateGroup):
            best, *copies = event.photos
            yield from ((best.paths[0], copy.paths[0]) for copy in copies)
