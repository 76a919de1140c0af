"""What a few marks gain: searches by photos of known classes, refined in rounds.

Somebody looks for photos of a class, marks the first five that are not marked yet as
right or wrong, and does so three times.
"""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photosearch.core.catalog import open_catalog
from photosearch.core.library import Library, LikePhoto, Mark, Query, open_library
from photosearch.core.library.finding import Finder, Wish
from photosearch.core.records import PhotoId
from photosearch.core.search import Example, Marks
from photosearch.core.settings import Settings
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.packs import find_pack, missing_pack
from tests.benchmarks.rows import Options, Row, folders_in, shipped_model, skipped
from tests.benchmarks.timing import seconds

_ROUNDS, _MARKS = 3, 5
_LOOKED_AT = 20
_GAIN = 0.10
# The other half of the classes has chosen how marks are learned from.
_SOURCE, _NO_CLASS = "caltech101", "BACKGROUND_Google"
_QUERIES_A_CLASS = 4

_PHOTOS = 100_000
_ROUND_MS = 100.0
_TIMES, _ROWS = 50, 100


def measure(options: Options) -> list[Row]:
    """Mark results by their class, and time a round in a large library."""
    return [*_gains(options), _time(options)]


@dataclass(frozen=True, slots=True)
class _Precision:
    """Shares of the class among the first 20 photos.

    Attributes:
        ranked: Of the answer as it is shown.
        unmarked: Of what nobody marked yet.
    """

    ranked: float
    unmarked: float


def _gains(options: Options) -> list[Row]:
    what = "what 3 rounds of 5 marks gain"
    pack = find_pack(options, "photos")
    if pack is None:
        return [skipped(what, missing_pack(options, "photos"))]
    home = options.fresh_folder("feedback")
    with open_library(folders_in(home), Settings()) as library:
        library.add_folders([pack])
        list(library.refresh())
        classes = _classes(library, pack)
        queries = _queries(classes, options)
        rounds = [_simulate(library, classes, photo) for photo in queries]
        wider = [_wider(library, classes, photo) for photo in queries]
    # Round by round, over all queries.
    in_turn = list(zip(*rounds, strict=True))
    ranked = [statistics.mean(each.ranked for each in found) for found in in_turn]
    unmarked = [statistics.mean(each.unmarked for each in found) for found in in_turn]
    gain = ranked[-1] - ranked[0]
    asked = {classes[each] for each in queries}
    among = f"{len(queries)} photos of {len(asked)} classes"
    return [
        Row(
            f"precision@{_LOOKED_AT} after {_ROUNDS} rounds of {_MARKS} marks, {among}",
            f"{ranked[0]:.1%} to {ranked[-1]:.1%}",
            f"+{_GAIN:.0%}",
            gain >= _GAIN,
            "after each round " + ", ".join(f"{each:.1%}" for each in ranked[1:]),
        ),
        Row(
            "the same among what is not marked yet",
            f"{unmarked[0]:.1%} to {unmarked[-1]:.1%}",
            note="after each round "
            + ", ".join(f"{each:.1%}" for each in unmarked[1:]),
        ),
        Row(
            f"precision@{_LOOKED_AT} of the wider search (--expand)",
            f"{ranked[0]:.1%} to {statistics.mean(wider):.1%}",
        ),
    ]


def _classes(library: Library, pack: Path) -> Mapping[PhotoId, str]:
    """Return the folder of each photo: its class."""
    photos = library.photos(library.list_photos().ids.tolist())
    return {photo.id: str(photo.paths[0].parent.relative_to(pack)) for photo in photos}


def _queries(classes: Mapping[PhotoId, str], options: Options) -> list[PhotoId]:
    """Choose photos of the classes that tell; always the same."""
    names = sorted({each for each in classes.values() if each.startswith(_SOURCE)})
    names = [each for each in names if not each.endswith(_NO_CLASS)]
    random = np.random.default_rng(1)
    chosen = []
    for name in names[len(names) // 2 :][: options.scaled(len(names), least=2)]:
        of_class = sorted(photo for photo, each in classes.items() if each == name)
        chosen += random.choice(of_class, _QUERIES_A_CLASS, replace=False).tolist()
    return [PhotoId(each) for each in chosen]


def _simulate(
    library: Library, classes: Mapping[PhotoId, str], photo: PhotoId
) -> list[_Precision]:
    """Search and mark in turns; return what was found before and after each round."""
    marks: tuple[Mark, ...] = ()
    precisions = []
    for _ in range(_ROUNDS + 1):
        marked = {mark.photo for mark in marks}
        found = _found(library, photo, marks)
        new = [each for each in found if each not in marked]
        is_right = [classes[each] == classes[photo] for each in new]
        precisions.append(
            _Precision(
                ranked=_share(classes, found, photo),
                unmarked=_share(classes, new, photo),
            )
        )
        marks += tuple(map(Mark, new[:_MARKS], is_right))
    return precisions


def _found(
    library: Library, photo: PhotoId, marks: tuple[Mark, ...], *, expand: bool = False
) -> list[PhotoId]:
    """Return what is found, most alike first, without the example itself."""
    count = 2 * _LOOKED_AT + len(marks)
    query = Query((LikePhoto(photo),), count=count, marks=marks, expand=expand)
    ids = library.find(query).ids.tolist()
    return [PhotoId(each) for each in ids if each != photo]


def _wider(library: Library, classes: Mapping[PhotoId, str], photo: PhotoId) -> float:
    return _share(classes, _found(library, photo, (), expand=True), photo)


def _share(
    classes: Mapping[PhotoId, str], found: list[PhotoId], photo: PhotoId
) -> float:
    shown = found[:_LOOKED_AT]
    return sum(classes[each] == classes[photo] for each in shown) / _LOOKED_AT


def _time(options: Options) -> Row:
    """Time the last round in a large library of made-up photos."""
    photos = options.scaled(_PHOTOS, least=1000)
    folders, model = folders_in(library_of(options, photos)), shipped_model()
    random = np.random.default_rng(7)
    with open_catalog(folders.library) as catalog:
        finder = Finder(catalog, folders.cache, model.sha256, model.spec)
        chosen = random.integers(1, photos + 1, _TIMES).tolist()
        examples = [finder.example_of(PhotoId(each), 1.0) for each in chosen]
        wishes = [_marked(finder, example) for example in examples if example]
        first_s = seconds(lambda: finder.find(wishes[0]))
        times = [seconds(lambda each=each: finder.find(each)) for each in wishes]
    median_ms = statistics.median(times) * 1000
    slow_ms = statistics.quantiles(times, n=20)[-1] * 1000
    return Row(
        f"the last round among {photos:,} photos, to {_ROWS} catalog rows",
        f"{median_ms:.1f} ms",
        f"< {_ROUND_MS:.0f} ms",
        median_ms < _ROUND_MS,
        f"median of {len(times)}, 95 % within {slow_ms:.1f} ms; the first mark after "
        f"a start {first_s * 1000:.0f} ms",
    )


def _marked(finder: Finder, example: Example) -> Wish:
    """Ask for an example, with every other photo of its answer marked as right."""
    ids = finder.rank(Wish([example], count=_ROUNDS * _MARKS)).ids
    return Wish([example], count=_ROWS, marks=Marks(ids[::2], ids[1::2]))
