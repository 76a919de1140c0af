"""One query over a million codes: from a code to catalog rows."""

import statistics

import faiss
import numpy as np

from photosearch.core.catalog import open_catalog
from photosearch.core.index import CodeIndex
from photosearch.core.library.finding import Finder, Wish
from photosearch.core.search import Example
from photosearch.spec.codes import Codes
from tests.benchmarks.catalogs import library_of
from tests.benchmarks.rows import Options, Row, folders_in, shipped_model
from tests.benchmarks.timing import medians_in_turn, seconds

_PHOTOS = 1_000_000
_ROWS = 100
_QUERIES = 100
_BAR_MS, _BAR_SCAN = 10.0, 1.3


def measure(options: Options) -> list[Row]:
    """Time whole searches, and the scan alone beside FAISS."""
    photos = options.scaled(_PHOTOS, least=2 * _ROWS)
    folders = folders_in(library_of(options, photos))
    model = shipped_model()
    random = np.random.default_rng(3)
    with open_catalog(folders.library) as catalog:
        finder = Finder(catalog, folders.cache, model.sha256, model.spec)
        ids, codes = catalog.codes(model.sha256)
        chosen = random.integers(0, photos, _QUERIES)
        embeddings = catalog.embeddings(model.sha256, ids[chosen])
        examples = [
            Example(_near(codes[row], random), embedding, 1.0)
            for row, embedding in zip(chosen, embeddings, strict=True)
        ]
        cold_s = seconds(lambda: finder.find(Wish(examples[:1], count=_ROWS)))
        times = [
            seconds(lambda example=each: finder.find(Wish([example], count=_ROWS)))
            for each in examples
        ]
        found = len(finder.find(Wish(examples[:1], count=_ROWS)))
        index = CodeIndex(codes.shape[1])
        index.add(ids, codes)
        plain = [
            seconds(lambda each=each: catalog.photos(index.nearest(each, _ROWS)[0]))
            for each in (example.code for example in examples)
        ]
    if found != _ROWS:
        raise RuntimeError(f"{found} photos found instead of {_ROWS}")
    median_ms = statistics.median(times) * 1000
    plain_ms = statistics.median(plain) * 1000
    slow_ms = statistics.quantiles(times, n=20)[-1] * 1000
    return [
        Row(
            f"query over {photos:,} codes of {model.spec.code_bits} bits, "
            f"code to {_ROWS} catalog rows",
            f"{plain_ms:.1f} ms",
            f"<= {_BAR_MS:.0f} ms",
            plain_ms <= _BAR_MS,
            f"median of {_QUERIES}; the nearest by code, and their rows",
        ),
        Row(
            "the whole search: that, re-ranking 400 by embedding, score and cut",
            f"{median_ms:.1f} ms",
            "",
            None,
            f"median of {_QUERIES}, 95 % within {slow_ms:.1f} ms; the first with "
            f"loading the index {cold_s:.1f} s",
        ),
        _scan(ids, codes, np.stack([each.code for each in examples])),
    ]


def _scan(ids: np.ndarray, codes: Codes, queries: Codes) -> Row:
    index = CodeIndex(codes.shape[1])
    index.add(ids, codes)
    # The index has set FAISS to one thread, for both.
    bare = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    bare.add(codes)
    pairs = [
        medians_in_turn(
            lambda code=code: bare.search(code[None], _ROWS),
            lambda code=code: index.nearest(code, _ROWS),
            3,
        )
        for code in queries
    ]
    bare_ms, ours_ms = (
        statistics.median(each) * 1000 for each in zip(*pairs, strict=True)
    )
    ratio = ours_ms / bare_ms
    return Row(
        "the scan alone / FAISS IndexBinaryFlat",
        f"{ratio:.2f}",
        f"<= {_BAR_SCAN}",
        ratio <= _BAR_SCAN,
        f"{ours_ms:.2f} ms and {bare_ms:.2f} ms for the nearest {_ROWS}, one thread",
    )


def _near(code: Codes, random: np.random.Generator) -> Codes:
    flips = random.random(len(code) * 8) < 0.1
    near: Codes = code ^ np.packbits(flips)
    return near
