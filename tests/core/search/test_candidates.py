import numpy as np
import pytest

from photosearch.core.index import CodeIndex, RegionIndex
from photosearch.core.search import calibrate
from photosearch.core.search.candidates import Needs, Probe, Stock, seen_only
from tests.core.search.made_up import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(classes=10, each=60)


def stock_of(library: Library, regions: RegionIndex | None = None) -> Stock:
    index = CodeIndex(library.codes.shape[1])
    index.add(library.ids, library.codes)
    calibration = calibrate(library.embeddings, len(library.ids))
    return Stock(index, library.read, calibration, regions)


def test_that_only_what_is_needed_is_read(library):
    regions = RegionIndex.of_rows(library.ids, library.regions)
    stock = stock_of(library, regions)
    ids = library.ids[:5]
    shapes = {
        needs: (found.seen.shape, found.regions.shape)
        for needs in (Needs(), Needs(False, True), Needs(True, True))
        for found in [stock.look_up(ids, needs)]
    }
    assert {
        Needs(): ((5, 128), (5, 0, 32)),
        Needs(False, True): ((5, 0), (5, 4, 32)),
        Needs(True, True): ((5, 128), (5, 4, 32)),
    } == shapes


def test_that_a_photo_without_region_codes_is_left_out_of_a_search_by_parts(library):
    known = np.delete(np.arange(len(library.ids)), 3)
    regions = RegionIndex.of_rows(library.ids[known], library.regions[known])
    found = stock_of(library, regions).look_up(library.ids[:5], Needs(regions=True))
    assert library.ids[[0, 1, 2, 4]].tolist() == found.ids.tolist()
    assert library.codes[[0, 1, 2, 4]].tolist() == found.codes.tolist()
    assert library.regions[[0, 1, 2, 4]].tolist() == found.regions.tolist()
    assert 4 == len(found.seen)


def test_that_a_photo_that_is_gone_is_left_out():
    library = Library(classes=3, each=4)
    library.forgotten = {int(library.ids[1])}
    found = stock_of(library).look_up(library.ids[:3], Needs())
    assert library.ids[[0, 2]].tolist() == found.ids.tolist()


def test_that_candidates_come_once_from_around_every_code(library):
    stock = stock_of(library)
    probes = [Probe(library.codes[row], is_part=False) for row in (0, 1, 599)]
    ids, histogram = stock.near(probes, 1, None)
    assert sorted(set(ids.tolist())) == ids.tolist()
    assert set(library.ids[[0, 1, 599]].tolist()) <= set(ids.tolist())
    assert 400 < len(ids) <= 600
    bits = np.bitwise_count(library.codes ^ library.codes[0]).sum(axis=1)
    assert np.bincount(bits, minlength=257).tolist() == histogram.tolist()


def test_that_a_part_is_not_looked_for_where_there_are_no_regions(library):
    with pytest.raises(ValueError, match="no region codes"):
        stock_of(library).near([Probe(library.codes[0], is_part=True)], 1, None)


def test_that_a_probe_measures_whole_photos_or_the_nearest_region(library):
    regions = RegionIndex.of_rows(library.ids, library.regions)
    found = stock_of(library, regions).look_up(library.ids[:9], Needs(regions=True))
    code = library.regions[5, 2]
    whole, part = Probe(code, is_part=False), Probe(code, is_part=True)
    bits = np.bitwise_count(library.regions[:9] ^ code).sum(axis=2)
    assert bits[:, 0].tolist() == whole.distances(found).tolist()
    assert bits.min(axis=1).tolist() == part.distances(found).tolist()
    assert 0 == part.distances(found)[5]


def test_that_photos_of_which_only_embeddings_are_known_have_no_more(library):
    some = seen_only(library.embeddings[:7])
    assert (7, (7, 0)) == (len(some), some.codes.shape)
    assert 3 == len(some.only(slice(3)))
