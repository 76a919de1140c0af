import numpy as np
import pytest

from photosearch.core.search import calibrate
from photosearch.core.search.aim import aim_of
from photosearch.core.search.candidates import Candidates
from photosearch.core.search.expansion import expanded
from photosearch.core.search.wholes import unit as unit_vector
from tests.core.search.made_up import (
    Library,
    code_of,
    part,
    rows_of,
    stranger,
    thing,
    unit,
)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(classes=30, each=20, spread=0.8)


@pytest.fixture(scope="module")
def calibration(library):
    return calibrate(library.embeddings, len(library.ids))


def photos(library, calibration, rows) -> Candidates:
    return Candidates(
        library.ids[rows],
        library.codes[rows],
        calibration.seen_from_centre(library.embeddings[rows]),
        library.regions[rows],
    )


def test_that_the_query_is_summed_with_powers_of_similarities(library, calibration):
    aim = aim_of([library.example(0)], calibration, None)
    close = photos(library, calibration, [1, 2])
    wider = expanded(aim, close, np.array([0.5, 0.8], np.float32))
    (query,) = calibration.seen_from_centre(library.embeddings[:1])
    total = query + 0.5**3 * close.seen[0] + 0.8**3 * close.seen[1]
    towards = wider.measure.wholes.wanted.towards
    np.testing.assert_allclose(unit_vector(total), towards, atol=1e-6)


def test_that_what_is_unlike_adds_nothing(library, calibration):
    aim = aim_of([library.example(0)], calibration, None)
    close = photos(library, calibration, [1, 2])
    assert aim == expanded(aim, close, np.array([-0.5, 0], np.float32))
    assert aim == expanded(aim, close.only([]), np.empty(0, np.float32))
    half = expanded(aim, close, np.array([0.6, -0.9], np.float32))
    only = expanded(aim, close.only([0]), np.array([0.6], np.float32))
    assert only.measure.wholes.wanted.towards.tolist() == (
        half.measure.wholes.wanted.towards.tolist()
    )


def test_that_a_wider_search_finds_more_of_a_class():
    library = Library(classes=30, each=20, spread=2.0)
    searcher = library.searcher()

    def precision(photo: int, *, expand: bool) -> float:
        ranking = searcher.search([library.example(photo)], 20, expand=expand)
        return np.mean(library.labels[rows_of(ranking.ids)] == library.labels[photo])

    rows = range(0, 600, 20)
    plain = np.mean([precision(photo, expand=False) for photo in rows])
    wider = np.mean([precision(photo, expand=True) for photo in rows])
    assert wider > plain + 0.02


def test_that_nothing_close_is_not_searched_wider(library):
    searcher = library.searcher()
    alone = searcher.search([stranger()], 20)
    assert not alone.is_close.any()
    wider = searcher.search([stranger()], 20, expand=True)
    assert alone.ids.tolist() == wider.ids.tolist()
    assert alone.similarities.tolist() == wider.similarities.tolist()


def test_that_distances_and_histogram_remain_those_of_the_query(library):
    searcher = library.searcher()
    alone = searcher.search([library.example(7)], 600)
    wider = searcher.search([library.example(7)], 600, expand=True)
    assert alone.histogram.tolist() == wider.histogram.tolist()
    bits = dict(zip(alone.ids.tolist(), alone.distances.tolist(), strict=True))
    assert [bits[photo] for photo in wider.ids.tolist()] == wider.distances.tolist()


def test_that_regions_that_match_a_part_vote_on_its_bits():
    library = Library(classes=30, each=20)
    # What was cut out is a bad picture of a thing that five photos show well.
    shown = [40, 140, 240, 340, 440]
    for photo in shown:
        library.show(thing(1), photo, 1 + photo % 3, like=0.9)
    noise = np.random.default_rng(2).standard_normal(thing(1).shape)
    query = part(unit(thing(1) + 0.06 * noise))
    searcher = library.searcher(with_parts=True)
    alone = searcher.search([query], 20)
    wider = searcher.search([query], 20, expand=True)
    assert set(shown) == set(rows_of(wider.ids[:5]).tolist())
    assert wider.similarities[:5].min() > alone.similarities[:5].min()
    assert code_of(thing(1)).shape == query.code.shape
