from collections.abc import Sequence

import numpy as np
import pytest

from photosearch.core.errors import QueryError
from photosearch.core.index import CodeIndex
from photosearch.core.search import Example, Ranking, Searcher, calibrate, sample_ids

WIDTH, BITS = 128, 256
PLANES = np.random.default_rng(99).standard_normal((WIDTH, BITS))


class Library:
    """Photos around class centres, with codes by random planes."""

    def __init__(self, classes: int, each: int, spread: float = 0.35) -> None:
        random = np.random.default_rng(1)
        centres = random.standard_normal((classes, WIDTH))
        noise = random.standard_normal((classes * each, WIDTH)) * spread
        self.labels = np.repeat(np.arange(classes), each)
        self.embeddings = unit(np.repeat(centres, each, axis=0) + noise)
        self.ids = np.arange(len(self.labels), dtype=np.int64) * 2 + 11
        self.codes = code_of(self.embeddings)
        self.forgotten: set[int] = set()

    def read(self, ids: np.ndarray) -> np.ndarray:
        found = self.embeddings[(ids - 11) // 2].copy()
        found[np.isin(ids, list(self.forgotten))] = 0
        return found

    def searcher(self) -> Searcher:
        index = CodeIndex(BITS // 8)
        index.add(self.ids, self.codes)
        sample = self.read(sample_ids(index.ids))
        return Searcher(index, self.read, calibrate(sample, len(index)))

    def example(self, photo: int, weight: float = 1.0) -> Example:
        return Example(self.codes[photo], self.embeddings[photo], weight)

    def found_labels(self, ranking: Ranking) -> list[int]:
        return self.labels[(ranking.ids - 11) // 2].tolist()


def unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / lengths).astype(np.float32)


def code_of(embeddings: np.ndarray) -> np.ndarray:
    return np.packbits(embeddings @ PLANES >= 0, axis=-1)


def stranger(seed: int = 0) -> Example:
    embedding = unit(np.random.default_rng(seed + 500).standard_normal(WIDTH))
    return Example(code_of(embedding), embedding)


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
    codes = library.codes[(ranking.ids - 11) // 2]
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
        pytest.param([1.0, 0.0], 10, "other than 0", id="zero"),
        pytest.param([float("nan")], 10, "other than 0", id="nan"),
        pytest.param([1.0], 0, "must be at least 1", id="count"),
    ],
)
def test_that_a_search_without_sense_is_refused(
    library, searcher, weights: Sequence[float], count: int, message: str
):
    with pytest.raises(QueryError, match=message):
        searcher.search([library.example(0, each) for each in weights], count)
