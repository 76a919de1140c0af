import numpy as np
import pytest

from photosearch.core.index import CodeIndex
from photosearch.core.search import Marks, calibrate
from photosearch.core.search.aim import aim_of
from photosearch.core.search.candidates import Candidates, Needs, Stock
from photosearch.core.search.feedback import Marked, Teacher, refined
from tests.core.search.made_up import Library, code_of, part, rows_of, thing, unit

CLASSES, EACH = 20, 40


@pytest.fixture(scope="module")
def library() -> Library:
    """Give classes that are hard to tell apart."""
    return Library(CLASSES, EACH, spread=3.0)


@pytest.fixture(scope="module")
def calibration(library):
    return calibrate(library.embeddings, len(library.ids))


@pytest.fixture(scope="module")
def stock(library, calibration) -> Stock:
    index = CodeIndex(library.codes.shape[1])
    index.add(library.ids, library.codes)
    return Stock(index, library.read, calibration, None)


@pytest.fixture(scope="module")
def everything(library, stock) -> Candidates:
    return stock.look_up(library.ids, Needs())


@pytest.fixture(scope="module")
def teacher(everything, calibration) -> Teacher:
    return Teacher(everything, calibration)


def marked_by_label(library, ranking, label, count=5):
    """Mark the first photos of a ranking that are not marked yet."""
    labels = library.labels[rows_of(ranking.ids)]
    is_right = labels == label
    return ranking.ids[:count][is_right[:count]], ranking.ids[:count][~is_right[:count]]


def test_that_a_few_marks_find_more_of_what_was_meant(library):
    searcher = library.searcher()
    before, after = [], []
    for photo in range(0, len(library.ids), 53):
        label, excluded = library.labels[photo], [int(library.ids[photo])]
        right = wrong = np.empty(0, np.int64)
        for _ in range(4):
            marks = Marks(right, wrong)
            ranking = searcher.search(
                [library.example(photo)], 60, excluded=excluded, marks=marks
            )
            unmarked = np.isin(ranking.ids, np.concatenate([right, wrong]), invert=True)
            labels = library.labels[rows_of(ranking.ids[unmarked])]
            (after if len(right) + len(wrong) == 15 else before).append(
                np.mean(labels[:20] == label)
            )
            chosen = ranking.ids[unmarked][:5]
            is_right = labels[:5] == label
            right = np.concatenate([right, chosen[is_right]])
            wrong = np.concatenate([wrong, chosen[~is_right]])
    first = before[::3]
    # Among those that nobody marked, too.
    assert np.mean(after) > np.mean(first) + 0.1


def test_that_a_direction_points_from_wrong_to_right(library, everything, teacher):
    rights, wrongs = everything.seen[:8], everything.seen[200:208]
    direction = teacher.direction(rights, np.ones(8, np.float32), wrongs)
    assert direction.likeness(rights).min() > direction.likeness(wrongs).max()
    others = direction.likeness(everything.seen)
    assert others[8:EACH].mean() > others[EACH:].mean()


def test_that_a_direction_has_the_median_and_the_cut_of_cosines(
    everything, teacher, calibration
):
    direction = teacher.direction(
        everything.seen[:8], np.ones(8, np.float32), everything.seen[200:208]
    )
    along = direction.likeness(everything.seen)
    cut = calibration.cut(np.empty(0, np.float32))
    # Five standard deviations lie between the median and the cut.
    deviation = (cut - calibration.curve.median) / 5
    assert calibration.curve.median == pytest.approx(along.mean(), abs=deviation / 2)
    assert deviation == pytest.approx(along.std(), rel=0.5)


def test_that_what_is_right_is_told_apart_below_one(everything, teacher):
    rights, nothing = everything.seen[:8], everything.seen[:0]
    direction = teacher.direction(rights, np.ones(8, np.float32), nothing)
    strong = direction.likeness(np.stack([rights[0] * n for n in (1, 2, 9, 99)]))
    assert (np.diff(strong) > 0).all()
    assert strong[-1] < 1


def test_that_what_everything_differs_in_counts_little(calibration):
    random = np.random.default_rng(4)
    stretched = random.standard_normal((2000, 16)) * [8, *np.ones(15)]
    seen = unit(stretched)
    sample = Candidates(
        np.arange(2000), np.zeros((2000, 1), np.uint8), seen, np.empty((2000, 0, 1))
    )
    both = unit(np.array([[1.0, 1.0] + [0] * 14], np.float32))
    weights = np.ones(1, np.float32)
    nothing = np.empty((0, 16), np.float32)
    direction = Teacher(sample, calibrate(seen, 2000)).direction(both, weights, nothing)
    assert direction.towards[1] > 5 * abs(direction.towards[0])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_that_a_tiny_library_can_be_taught(count):
    small = Library(classes=max(count, 1), each=1)
    seen = unit(small.embeddings)[:count]
    sample = Candidates(
        small.ids[:count], small.codes[:count], seen, np.empty((count, 0, 32), np.uint8)
    )
    teacher = Teacher(sample, calibrate(seen, count))
    right = unit(small.embeddings)[:1]
    direction = teacher.direction(right, np.ones(1, np.float32), right[:0])
    assert np.isfinite(direction.likeness(right)).all()
    assert direction.likeness(right) > direction.likeness(-right)


def test_that_the_code_of_a_direction_is_near_what_lies_there(
    library, everything, teacher
):
    rights = everything.seen[:10]
    direction = teacher.direction(rights, np.ones(10, np.float32), rights[:0])
    bits = np.bitwise_count(library.codes ^ teacher.code_in(direction)).sum(axis=1)
    assert bits[:EACH].mean() < bits[EACH:].mean() - 10


def test_that_the_weights_of_what_is_right_count(everything, teacher):
    rights, nothing = everything.seen[[0, 400]], everything.seen[:0]
    heavy = teacher.direction(rights, np.array([9, 1], np.float32), nothing)
    one, other = heavy.likeness(rights)
    assert one > other


# --- parts


def test_that_marks_move_the_bits_of_a_part_towards_the_matched_regions():
    library = Library(CLASSES, EACH)
    for photo in (3, 100):
        library.show(thing(1), photo, 2, like=0.7)
    # What was cut out is a mixture; the mark says which half of it is meant.
    query = part(unit(thing(1) + 1.5 * thing(2)))
    for photo in (200, 300, 400):
        library.show(thing(2), photo, 1, like=0.9)
    searcher = library.searcher(with_parts=True)
    before = rows_of(searcher.search([query], 800).ids).tolist()
    marks = Marks(right=library.ids[[3]], wrong=library.ids[[200]])
    ranking = searcher.search([query], 800, marks=marks)
    after = rows_of(ranking.ids).tolist()
    assert 3 == after[0]
    assert after.index(100) < after.index(300)
    assert before.index(300) < before.index(100)
    assert {2} == set(ranking.regions[:2].tolist())


def test_that_an_aim_without_whole_photos_needs_no_teacher(library):
    parts_only = Library(CLASSES, EACH)
    searcher = parts_only.searcher(with_parts=True)
    marks = Marks(right=parts_only.ids[[5]])
    assert 5 == rows_of(searcher.search([part(thing(3))], 5, marks=marks).ids)[0]


def test_that_candidates_are_looked_for_near_what_was_marked(
    library, everything, teacher, calibration
):
    aim = aim_of([library.example(0)], calibration, None)
    marked = Marked(right=everything.only(slice(100, 103)), wrong=everything.only([]))
    learned = refined(aim, marked, teacher)
    probed = [probe.code.tolist() for probe in learned.probes]
    assert library.codes[0].tolist() == probed[0]
    assert all(code.tolist() in probed for code in library.codes[100:103])
    assert aim.first == learned.first
    assert code_of(library.embeddings[0]).tolist() == learned.query.code.tolist()
