"""Ranks against slow references, choice, advice and progress of `own_photos`."""

import time
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from photosearch.spec.retraining import Stage
from photosearch.spec.retraining_report import Advice, Compared
from trainer.data.split import Part
from trainer.data.store import State
from trainer.nets.joined import JoinedDescriptor
from trainer.recipes.own_photos import _Stopwatch
from trainer.recipes.own_photos_choice import Mixture, best_of, mixed
from trainer.recipes.own_photos_data import OwnPhotos
from trainer.recipes.own_photos_learning import make_lessons, start_head
from trainer.recipes.own_photos_measure import (
    LIGHT_VIEWS,
    STRONG_VIEWS,
    collect,
    compare,
    edit_ranks,
    mates_found,
    nearest_by_code,
    neighbours_kept,
    views_first,
)
from trainer.recipes.own_photos_progress import Forecast, Teller
from trainer.recipes.own_photos_report import advise
from trainer.recipes.own_photos_views import Described

COUNT, WIDTH, BITS = 60, 12, 16
VIEWS = {
    Part.TRAINING: 4,
    Part.VALIDATION: 1 + len(STRONG_VIEWS),
    Part.HELD_OUT: len(STRONG_VIEWS) + len(LIGHT_VIEWS),
}


def draw_head(seed=0):
    torch.manual_seed(seed)
    head = JoinedDescriptor(WIDTH, WIDTH, WIDTH, BITS, 0.6)
    torch.nn.init.normal_(head.code.weight)
    return head.requires_grad_(requires_grad=False)


@pytest.fixture(scope="module")
def photos():
    parts = [list(Part)[number % 3] for number in range(COUNT)]
    # Each with the one three places on: of the same part.
    groups = [(number // 6) * 3 + number % 3 for number in range(COUNT)]
    names = tuple(f"{number:03d}" for number in range(COUNT))
    return OwnPhotos("", names, tuple(parts), tuple(groups), tuple(groups), ())


@pytest.fixture(scope="module")
def parts(photos):
    generator = np.random.default_rng(0)
    found = {}
    for part, views in VIEWS.items():
        rows = photos.rows(part)
        base = generator.normal(size=(len(rows), 1, WIDTH))
        state = np.full(len(rows), State.DONE, np.uint8)
        state[3] = State.UNREADABLE
        found[part] = Described(
            rows,
            *(
                (base + generator.normal(size=(len(rows), views, WIDTH))).astype(
                    np.float16
                )
                for _ in range(2)
            ),
            state,
        )
    return found


def codes_of(head, described, place, view):
    _, logits = head(*described.views(np.array([place]), view))
    return (logits[0] >= 0).numpy()


def slow_ranks(head, photos, parts, views):
    """Rank by counting, photo by photo."""
    asked, ranks = parts[Part.HELD_OUT], []
    database = [
        (described.rows[place], codes_of(head, described, place, 0))
        for described in parts.values()
        for place in described.usable
    ]
    for place in asked.usable:
        own, line = asked.rows[place], []
        for view in views:
            query = codes_of(head, asked, place, view)
            far = {row: int((query != code).sum()) for row, code in database}
            others = [
                row
                for row in far
                if row != own
                and photos.groups[row] != photos.groups[own]
                and far[row] <= far[own]
            ]
            line.append(1 + len(others))
        ranks.append(line)
    return np.array(ranks)


@pytest.mark.parametrize("views", [STRONG_VIEWS, LIGHT_VIEWS])
def test_that_ranks_are_those_of_a_slow_count(photos, parts, views):
    head = draw_head()
    collection = collect(head, photos, parts)
    ranks = edit_ranks(head, collection, parts[Part.HELD_OUT], views)
    assert np.array_equal(slow_ranks(head, photos, parts, views), ranks)


def test_that_what_is_shown_stands_as_the_rank_says(photos, parts):
    head, asked = draw_head(), parts[Part.HELD_OUT]
    collection = collect(head, photos, parts)
    ranks = edit_ranks(head, collection, asked, STRONG_VIEWS)
    for line, place in enumerate(asked.usable.tolist()):
        found = nearest_by_code(head, collection, asked, place, STRONG_VIEWS[0], COUNT)
        assert found.tolist().index(asked.rows[place]) + 1 == ranks[line, 0]


def test_that_mates_are_found_by_a_slow_count(photos, parts):
    head = draw_head()
    collection = collect(head, photos, parts)
    bursts = np.array(photos.bursts)[collection.rows]
    asked = np.array(
        [place for place in range(len(bursts)) if (bursts == bursts[place]).sum() > 1]
    )
    expected = []
    for place in asked:
        near = collection.signs @ collection.signs[place]
        mates = [i for i in np.flatnonzero(bursts == bursts[place]) if i != place]
        best = max(near[mates])
        before = [
            i
            for i in range(len(near))
            if near[i] >= best and i not in mates and i != place
        ]
        expected.append(float(len(before) < 5))
    assert 0 < sum(expected) < len(expected)
    assert expected == mates_found(collection, bursts, asked, 5).tolist()


def test_that_a_head_keeps_all_of_its_own_neighbours_and_few_of_another_s(
    photos, parts
):
    mine, other = (collect(draw_head(seed), photos, parts) for seed in (0, 1))
    asked = np.arange(10)
    assert 1.0 == neighbours_kept(mine, mine, asked).mean()
    assert neighbours_kept(mine, other, asked).mean() < 0.9


def test_that_a_head_compared_with_itself_gains_nothing(photos, parts):
    head = draw_head()
    measures = compare(head, head, photos, parts, near=10, seed=1)
    assert {0.0} == {each.low for each in measures} | {each.high for each in measures}
    queries = {each.measure: each.queries for each in measures}
    usable = len(parts[Part.HELD_OUT].usable)
    assert len(STRONG_VIEWS) * usable == queries["views_first"]
    assert len(LIGHT_VIEWS) * usable == queries["copies_first"]
    first = next(each for each in measures if each.measure == "views_first")
    assert first.before == views_first(head, photos, parts, Part.HELD_OUT)


# --- learning


def test_that_a_batch_holds_one_photo_of_each_moment_and_two_views_of_it(photos, parts):
    lessons = make_lessons(photos, parts[Part.TRAINING], draw_head())
    batch = lessons.batch(50, whole=0.5, seed=3)
    assert len(lessons.moments) == len(batch.embeddings) < len(photos.names) / 3
    again = lessons.batch(50, whole=0.5, seed=3)
    assert torch.equal(batch.first[0], again.first[0])
    for seed in range(20):
        drawn = lessons.batch(50, whole=0.5, seed=seed)
        same = (drawn.first[0] == drawn.second[0]).all(dim=1)
        assert not same.any()


def test_that_a_shorter_code_starts_with_balanced_bits(photos, parts):
    old = draw_head()
    lessons = make_lessons(photos, parts[Part.TRAINING], old)
    head = start_head(old, lessons, SimpleNamespace(bits=8, seed=1))
    assert torch.equal(old.project.weight, head.project.weight)
    usable = parts[Part.TRAINING].usable
    _, logits = head(*parts[Part.TRAINING].views(usable, 0))
    assert (len(usable), 8) == logits.shape
    assert (logits >= 0).float().mean(dim=0).sub(0.5).abs().max() < 0.45


# --- choice


def candidate(share, views, agreement):
    return Mixture(share, None, views, agreement)


def test_that_the_best_of_those_that_keep_enough_is_chosen():
    candidates = [
        candidate(0.0, 0.5, 1.0),
        candidate(0.5, 0.7, 0.8),
        candidate(0.75, 0.7, 0.76),
        candidate(1.0, 0.9, 0.6),
    ]
    assert 0.5 == best_of(candidates, 0.75).share
    assert 1.0 == best_of(candidates, 0.5).share
    assert 0.0 == best_of(candidates[:1] + candidates[3:], 0.75).share


def test_that_a_mixture_lies_between_both_and_is_exact_in_half_precision():
    start, learned = draw_head(0), draw_head(1)
    half = mixed(start, learned, 0.5)
    between = (start.project.weight + learned.project.weight) / 2
    assert torch.allclose(between, half.project.weight, atol=1e-3)
    weights = list(half.parameters())
    assert all(torch.equal(each, each.half().float()) for each in weights)
    picture = torch.rand(5, WIDTH), torch.rand(5, WIDTH)
    unchanged = mixed(start, learned, 0.0)
    assert torch.equal(start(*picture)[1] >= 0, unchanged(*picture)[1] >= 0)


# --- advice


def compared(measure, low, high):
    middle = (low + high) / 2
    return Compared(measure, 100, 0.5, 0.5 + middle, low, high)


@pytest.mark.parametrize(
    ("views", "copies", "bursts", "expected"),
    [
        ((0.02, 0.1), (-0.01, 0.0), (-0.1, 0.1), Advice.SWITCH),
        ((-0.01, 0.1), (-0.01, 0.0), (-0.1, 0.1), Advice.KEEP),
        ((0.02, 0.1), (-0.05, -0.01), (-0.1, 0.1), Advice.KEEP),
        ((0.02, 0.1), (-0.01, 0.0), (-0.3, -0.1), Advice.KEEP),
    ],
    ids=["better", "by chance", "copies lost", "bursts lost"],
)
def test_that_the_advice_follows_from_the_intervals(views, copies, bursts, expected):
    measures = [
        compared("views_first", *views),
        compared("copies_first", *copies),
        compared("bursts", *bursts),
    ]
    advice, reason = advise(measures, (256, 64))
    assert expected is advice
    assert "64 bits instead of 256" in reason


# --- progress


class Notes:
    def __init__(self):
        self.told = []

    def tell(self, event):
        self.told.append(event)

    def wait(self):
        pass


class Dozing(Notes):
    def wait(self):
        time.sleep(0.3)


def test_that_pauses_are_no_minutes_of_work(tmp_path):
    teller = Teller(Dozing())
    with _Stopwatch(tmp_path, teller) as watch:
        teller.wait()
        assert 60 * watch.minutes() < 0.2
    assert 0.3 <= teller.held_s


def test_that_the_time_left_follows_what_is_measured():
    clock = iter(range(0, 1000, 10)).__next__
    notes = Notes()
    teller = Teller(notes, clock)
    teller.reading(0, 0, 20)
    assert notes.told[-1].remaining_s is None
    teller.expect(Forecast(100.0, 50.0, 30.0, 20.0))
    teller.reading(10, 1, 20)
    assert 200 == notes.told[-1].remaining_s
    teller.reading(15, 2, 20)  # five in ten seconds: 2 s each, not 10
    assert 5 * 2 + 100 == notes.told[-1].remaining_s
    teller.step(Stage.LEARNING, 0, 10)
    assert 100 == notes.told[-1].remaining_s
    teller.step(Stage.EXPORTING, 1, 1)
    assert 0 == notes.told[-1].remaining_s
    assert 2 == notes.told[-1].failed
