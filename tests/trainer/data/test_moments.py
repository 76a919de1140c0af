import tracemalloc
from collections import Counter

import numpy as np
import pytest

from trainer.data.moments import divide_moments, find_moments
from trainer.data.split import Part

THUMB = 48


def different_thumbs(count, seed=0):
    generator = np.random.default_rng(seed)
    return generator.integers(0, 256, (count, 2, THUMB), dtype=np.uint8)


def sets(numbers):
    """Return which places share a number."""
    places = [np.flatnonzero(numbers == each).tolist() for each in np.unique(numbers)]
    return sorted(places)


def test_that_photos_taken_shortly_after_each_other_are_a_burst():
    names = ["a/1", "a/2", "a/3", "a/4", "b/1"]
    times = [0.0, 2.0, 4.5, 20.0, 1.0]
    moments = find_moments(names, times, different_thumbs(5), 3.0, 0.95)
    # A chain, though its ends are further apart; another folder is another camera.
    assert [[0, 1, 2], [3], [4]] == sets(moments.bursts)
    assert [[0, 1, 2], [3], [4]] == sets(moments.groups)


def test_that_photos_without_a_time_belong_to_no_burst():
    names = ["a/1", "a/2", "a/3"]
    moments = find_moments(names, [None, 1.0, None], different_thumbs(3), 3.0, 0.95)
    assert [[0], [1], [2]] == sets(moments.bursts)


def test_that_copies_are_not_separated_but_are_no_burst():
    thumbs = different_thumbs(4)
    thumbs[3] = thumbs[0]  # an exact copy
    thumbs[2, 1] = np.clip(thumbs[1, 1] * 0.9 + 9, 0, 255)  # by one rule, recoloured
    moments = find_moments(["a", "b", "c", "d"], [None] * 4, thumbs, 3.0, 0.95)
    assert [[0], [1], [2], [3]] == sets(moments.bursts)
    assert [[0, 3], [1, 2]] == sets(moments.groups)


def test_that_groups_are_what_chains_of_copies_reach():
    generator = np.random.default_rng(3)
    kinds = generator.integers(0, 40, 1500)
    thumbs = different_thumbs(40)[kinds]
    names = [f"{number:04d}" for number in range(len(kinds))]
    # Bursts join kinds in pairs: 0 with 1, 2 with 3, and so on.
    first = [int(np.flatnonzero(kinds == kind)[0]) for kind in range(40)]
    times = [None] * len(kinds)
    for kind in range(40):
        times[first[kind]] = 1000.0 * (kind // 2) + kind % 2
    moments = find_moments(names, times, thumbs, 3.0, 0.95)
    expected = sorted(np.flatnonzero(kinds // 2 == pair).tolist() for pair in range(20))
    assert expected == sets(moments.groups)


def test_that_a_camera_that_looks_at_one_place_needs_little_memory():
    thumbs = np.repeat(different_thumbs(1), 4000, axis=0)
    names = [f"{number:04d}" for number in range(len(thumbs))]
    tracemalloc.start()
    moments = find_moments(names, [None] * len(thumbs), thumbs, 3.0, 0.95)
    _, most_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 1 == len(set(moments.groups.tolist()))
    assert most_bytes < 100e6


@pytest.mark.parametrize("seed", range(5))
def test_that_no_group_is_separated_and_the_shares_are_kept(seed):
    generator = np.random.default_rng(seed)
    groups = np.sort(generator.integers(0, 200, 600))
    names = [f"{number:04d}" for number in range(600)]
    parts = divide_moments(names, groups, seed, 0.15, 0.1)
    by_group = {}
    for group, part in zip(groups.tolist(), parts, strict=True):
        by_group.setdefault(group, set()).add(part)
    assert all(len(each) == 1 for each in by_group.values())
    counts = Counter(parts)
    assert 90 == pytest.approx(counts[Part.HELD_OUT], abs=10)
    assert 60 == pytest.approx(counts[Part.VALIDATION], abs=10)


def test_that_the_split_follows_from_names_and_seed_alone():
    names = [f"{number:03d}" for number in range(100)]
    groups = np.arange(100)
    first = divide_moments(names, groups, 1, 0.2, 0.1)
    assert first == divide_moments(names, groups + 7, 1, 0.2, 0.1)
    assert first != divide_moments(names, groups, 2, 0.2, 0.1)


def test_that_a_moment_of_half_of_the_photos_is_learned_from():
    names = [f"{number:03d}" for number in range(100)]
    groups = np.concatenate([np.zeros(50, np.int64), np.arange(1, 51)])
    parts = divide_moments(names, groups, 1, 0.2, 0.1)
    assert [Part.TRAINING] * 50 == parts[:50]
    assert 20 == parts.count(Part.HELD_OUT)
