from collections.abc import Sequence

import numpy as np
import pytest

from photosearch.core.errors import QueryError
from photosearch.core.index import CodeIndex, RegionIndex
from photosearch.core.search import Example, Marks, Searcher, calibrate
from tests.core.search.made_up import (
    BITS,
    WIDTH,
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
    return Library(classes=40, each=20)


@pytest.fixture(scope="module")
def searcher(library) -> Searcher:
    return library.searcher()


def test_that_a_photo_of_the_library_finds_itself_first(library, searcher):
    ranking = searcher.search([library.example(123)], 5)
    assert ranking.ids[0] == library.ids[123]
    assert ranking.distances[0] == 0
    assert ranking.similarities[0] == pytest.approx(1, abs=1e-5)


def test_that_the_class_of_a_photo_comes_before_all_others(library, searcher):
    ranking = searcher.search([library.example(123)], 20)
    assert library.found_labels(ranking) == [library.labels[123]] * 20


def test_that_the_cut_keeps_the_class_and_little_else(library, searcher):
    precision, recall = [], []
    for photo in range(0, 800, 20):
        ranking = searcher.search([library.example(photo)], 100)
        labels = np.array(library.found_labels(ranking))
        hits = labels[ranking.is_close] == library.labels[photo]
        precision.append(hits.mean())
        recall.append(hits.sum() / 20)
    assert np.mean(precision) > 0.95
    assert np.mean(recall) > 0.5


def test_that_a_stranger_finds_nothing_close(searcher):
    close = [searcher.search([stranger(n)], 10).is_close.any() for n in range(50)]
    assert np.mean(close) < 0.1


def test_that_ranks_scores_and_closeness_go_together(library, searcher):
    examples = [library.example(3), library.example(9), library.example(700, -0.5)]
    ranking = searcher.search(examples, 100)
    assert (np.diff(ranking.similarities) <= 0).all()
    assert (np.diff(ranking.scores) >= 0).all()
    assert (np.diff(ranking.is_close.astype(int)) <= 0).all()
    assert len(ranking) == 100


def test_that_two_examples_find_what_resembles_both(library, searcher):
    blend = unit(library.embeddings[0] + library.embeddings[790])
    between = Library(classes=40, each=20)
    between.embeddings[400] = blend
    between.codes[400] = code_of(blend)
    ranking = between.searcher().search(
        [library.example(0), library.example(790)], 5, excluded=[11, 790 * 2 + 11]
    )
    assert ranking.ids[0] == between.ids[400]


def test_that_copies_of_each_positive_example_come_first(library, searcher):
    ranking = searcher.search([library.example(0), library.example(790)], 10)
    assert set(ranking.ids[:2].tolist()) == {library.ids[0], library.ids[790]}


def test_that_a_heavier_example_counts_more(library, searcher):
    def share_of_first(weight: float) -> float:
        examples = [library.example(0, weight), library.example(790)]
        labels = library.found_labels(searcher.search(examples, 20))
        return labels.count(library.labels[0])

    assert share_of_first(8.0) > share_of_first(1 / 8)


def test_that_a_negative_example_pushes_its_class_away():
    library = Library(classes=2, each=50, spread=4.0)
    searcher = library.searcher()
    alone = searcher.search([library.example(0)], 50)
    against = searcher.search(
        [library.example(0), *(library.example(50 + n, -0.3) for n in range(5))], 50
    )
    assert library.found_labels(against).count(1) < library.found_labels(alone).count(1)


def test_that_being_the_opposite_of_a_negative_example_earns_nothing(library, searcher):
    opposite = -library.embeddings[400]
    negative = Example(code_of(opposite), opposite, -1.0)
    alone = searcher.search([library.example(0)], 20)
    against = searcher.search([library.example(0), negative], 20)
    assert (against.similarities <= alone.similarities + 1e-6).all()


def test_that_distances_are_those_to_the_first_positive_example(library, searcher):
    examples = [library.example(700, -1.0), library.example(5), library.example(6)]
    ranking = searcher.search(examples, 10)
    codes = library.codes[rows_of(ranking.ids)]
    expected = np.bitwise_count(codes ^ library.codes[5]).sum(axis=1)
    assert ranking.distances.tolist() == expected.tolist()


def test_that_a_filter_does_not_shorten_the_result(library, searcher):
    allowed = library.ids[library.labels == 7]
    ranking = searcher.search([library.example(0)], 20, allowed=allowed)
    assert sorted(ranking.ids.tolist()) == allowed.tolist()


def test_that_excluded_photos_are_never_found(library, searcher):
    excluded = library.ids[:3].tolist()
    ranking = searcher.search([library.example(0)], 800, excluded=excluded)
    assert len(ranking) == 797
    assert not np.isin(ranking.ids, excluded).any()


def test_that_a_photo_removed_meanwhile_is_left_out(library):
    shrinking = Library(classes=40, each=20)
    searcher = shrinking.searcher()
    shrinking.forgotten = {int(shrinking.ids[0])}
    ranking = searcher.search([shrinking.example(0)], 10)
    assert shrinking.ids[0] not in ranking.ids
    assert len(ranking) == 10


@pytest.mark.parametrize("count", [1, 2, 10])
def test_that_a_tiny_library_finds_a_copy_and_no_stranger(count):
    library = Library(classes=count, each=1)
    searcher = library.searcher()
    copy, other = (
        searcher.search([library.example(0)], 5),
        searcher.search([stranger()], 5),
    )
    assert copy.is_close.tolist() == [True] + [False] * (min(count, 5) - 1)
    assert not other.is_close.any()


def test_that_an_empty_library_finds_nothing():
    searcher = Searcher(
        CodeIndex(BITS // 8),
        lambda ids: np.zeros((len(ids), WIDTH), np.float32),
        calibrate(np.zeros((0, WIDTH), np.float32), 0),
    )
    ranking = searcher.search([stranger()], 10)
    assert len(ranking) == 0
    assert not ranking.is_close.any()


@pytest.mark.parametrize(
    ("weights", "count", "message"),
    [
        pytest.param([], 10, "at least one example", id="none"),
        pytest.param([-1.0], 10, "at least one example to look like", id="negative"),
        pytest.param([1.0, 0.0], 10, "from .001 to 1000", id="zero"),
        pytest.param([float("nan")], 10, "from .001 to 1000", id="nan"),
        pytest.param([1e300], 10, "from .001 to 1000", id="heavy"),
        pytest.param([1.0, -1e-30], 10, "from .001 to 1000", id="light"),
        pytest.param([1.0], 0, "must be at least 1", id="count"),
    ],
)
def test_that_a_search_without_sense_is_refused(
    library, searcher, weights: Sequence[float], count: int, message: str
):
    with pytest.raises(QueryError, match=message):
        searcher.search([library.example(0, each) for each in weights], count)


def test_that_each_photo_is_told_the_example_it_is_nearest_to(library, searcher):
    examples = [library.example(700, -0.2), library.example(5), library.example(790)]
    ranking = searcher.search(examples, 100)
    assert {1, 2} == set(ranking.examples[:2].tolist())
    assert {1, 2} == set(ranking.examples.tolist())
    by_label = dict(zip(library.found_labels(ranking), ranking.examples, strict=True))
    assert (1, 2) == (by_label[library.labels[5]], by_label[library.labels[790]])
    assert {-1} == set(ranking.regions.tolist())


@pytest.mark.parametrize("with_parts", [False, True])
def test_that_marks_keep_as_much_close_as_was_not_called_wrong(with_parts):
    library = Library(classes=40, each=20, spread=0.8)
    for photo in range(0, 800, 20):
        library.show(thing(1), photo, 1, like=0.5)
    searcher = library.searcher(with_parts=with_parts)
    for photo in range(0, 800, 100):
        wanted = unit(thing(1) + 0.5 * library.embeddings[photo])
        example = part(wanted) if with_parts else library.example(photo)
        before = searcher.search([example], 100)
        close = before.ids[before.is_close]
        assert len(close) >= 8
        for right, wrong in ((close[1:2], close[:0]), (close[1:4], close[-3:])):
            after = searcher.search([example], 100, marks=Marks(right, wrong))
            assert after.is_close.sum() >= len(close) - len(wrong)
            assert (np.diff(after.is_close.astype(int)) <= 0).all()


# --- parts


@pytest.fixture(scope="module")
def scenes() -> Library:
    """Give photos of which some show thing 1 or thing 2 in one of their regions."""
    library = Library(classes=40, each=20)
    for photo, region in ((50, 2), (250, 1), (450, 3)):
        library.show(thing(1), photo, region, like=0.8)
    library.show(thing(2), 250, 3, like=0.8)
    library.show(thing(2), 650, 1, like=0.8)
    return library


@pytest.fixture(scope="module")
def parts_searcher(scenes) -> Searcher:
    return scenes.searcher(with_parts=True)


def test_that_a_part_finds_the_photos_that_show_it_and_where(scenes, parts_searcher):
    ranking = parts_searcher.search([part(thing(1))], 10)
    found = dict(zip(rows_of(ranking.ids).tolist(), ranking.regions, strict=True))
    assert {50, 250, 450} == set(rows_of(ranking.ids[:3]).tolist())
    assert (2, 1, 3) == (found[50], found[250], found[450])
    assert [True] * 3 == ranking.is_close[:3].tolist()
    assert {0} == set(ranking.examples.tolist())


def test_that_a_part_nobody_shows_finds_nothing_close(parts_searcher):
    close = [
        parts_searcher.search([part(thing(n))], 10).is_close.any()
        for n in range(10, 40)
    ]
    assert np.mean(close) < 0.2


def test_that_distances_to_a_part_are_the_least_over_regions(scenes, parts_searcher):
    ranking = parts_searcher.search([part(thing(1))], 800)
    regions = scenes.regions[rows_of(ranking.ids)]
    bits = np.bitwise_count(regions ^ code_of(thing(1))).sum(axis=2)
    assert bits.min(axis=1).tolist() == ranking.distances.tolist()
    assert bits.argmin(axis=1).tolist() == ranking.regions.tolist()
    assert sorted(ranking.distances) == ranking.distances.tolist()
    assert np.bincount(ranking.distances, minlength=BITS + 1).tolist() == (
        ranking.histogram.tolist()
    )


def test_that_two_parts_find_first_what_shows_both(parts_searcher):
    ranking = parts_searcher.search([part(thing(1)), part(thing(2))], 10)
    assert 250 == rows_of(ranking.ids)[0]


def test_that_a_part_and_a_whole_photo_find_first_what_is_like_both(
    scenes, parts_searcher
):
    # Photo 250 shows the part and is of class 12.
    examples = [part(thing(1)), scenes.example(243)]
    ranking = parts_searcher.search(examples, 800)
    rows = rows_of(ranking.ids).tolist()
    # The example itself comes before all.
    assert [243, 250] == rows[:2]
    where = {row: place for place, row in enumerate(rows)}
    nearest = ranking.examples.tolist()
    assert (1, 0) == (nearest[where[245]], nearest[where[50]])
    regions = ranking.regions.tolist()
    assert (-1, 2) == (regions[where[245]], regions[where[50]])


def test_that_a_part_that_is_not_wanted_pushes_away_what_shows_it(parts_searcher):
    against = [part(thing(1)), part(thing(2), -1.0)]
    ranking = parts_searcher.search(against, 800)
    assert {50, 450} == set(rows_of(ranking.ids[:2]).tolist())
    rows = rows_of(ranking.ids).tolist()
    assert rows.index(250) > 2


def test_that_a_whole_photo_that_is_not_wanted_pushes_what_shows_a_part_away(
    scenes, parts_searcher
):
    alone = parts_searcher.search([part(thing(1))], 800)
    against = [scenes.example(255, -1.0), part(thing(1))]
    ranking = parts_searcher.search(against, 800)
    # Photo 250 shows the part, but is of the class of photo 255.
    assert {50, 450} == set(rows_of(ranking.ids[:2]).tolist())
    assert 250 in rows_of(alone.ids[:3])
    assert {1} == set(ranking.examples.tolist())
    assert (ranking.regions >= 0).all()


def test_that_whole_photos_rank_the_same_where_parts_are_known(scenes, parts_searcher):
    examples = [scenes.example(3), scenes.example(9), scenes.example(700, -0.5)]
    known = parts_searcher.search(examples, 100)
    unknown = scenes.searcher().search(examples, 100)
    assert unknown.ids.tolist() == known.ids.tolist()
    assert unknown.similarities.tolist() == known.similarities.tolist()
    assert unknown.is_close.tolist() == known.is_close.tolist()


def test_that_marks_on_whole_photos_do_not_hang_on_region_codes(scenes):
    regions = RegionIndex.of_rows(scenes.ids[:50], scenes.regions[:50])
    index = CodeIndex(BITS // 8)
    index.add(scenes.ids, scenes.codes)
    calibration = calibrate(scenes.embeddings, len(index))
    marks = Marks(scenes.ids[4:6], scenes.ids[100:101])
    known, unknown = (
        Searcher(index, scenes.read, calibration, each).search(
            [scenes.example(3)], 100, marks=marks
        )
        for each in (regions, None)
    )
    assert unknown.ids.tolist() == known.ids.tolist()
    assert unknown.similarities.tolist() == known.similarities.tolist()


def test_that_a_filter_holds_for_parts(scenes, parts_searcher):
    allowed = scenes.ids[scenes.labels == 7]
    ranking = parts_searcher.search([part(thing(1))], 20, allowed=allowed)
    assert sorted(ranking.ids.tolist()) == allowed.tolist()


def test_that_ranks_scores_and_closeness_of_parts_go_together(parts_searcher):
    ranking = parts_searcher.search([part(thing(1)), part(thing(2), -0.3)], 100)
    assert (np.diff(ranking.similarities) <= 0).all()
    assert (np.diff(ranking.scores) >= 0).all()
    assert (np.diff(ranking.is_close.astype(int)) <= 0).all()
