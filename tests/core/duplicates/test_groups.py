"""Which photos are joined; positions run from the best photo to the worst."""

import numpy as np
import pytest

from photosearch.core.duplicates import Portraits, near, near_copies, same_moments


def portraits(kinds: list[int], may_join=lambda one, other: True) -> Portraits:
    """Make photos; those of one kind have the same code, sketch and embedding."""
    random = np.random.default_rng(3)
    count = max(kinds) + 1
    codes = random.integers(0, 256, (count, 32), np.uint8)
    sketches = random.integers(0, 256, (count, 32, 32), np.uint8)
    embeddings = np.eye(count, dtype=np.float32)
    rows = np.array(kinds)
    return Portraits(
        codes[rows], sketches[rows], lambda chosen: embeddings[rows[chosen]], may_join
    )


def groups(made: Portraits) -> list[tuple[int, ...]]:
    return [group for step in near_copies(made) for group in step.groups]


@pytest.fixture(params=[256, 2], ids=["at once", "in many steps"])
def _steps(request, monkeypatch) -> None:
    """Compare photos in one go, and in pieces so small that every group is cut."""
    monkeypatch.setattr(near, "_TOGETHER", request.param)
    monkeypatch.setattr(near, "_CHUNK", request.param + 1)


@pytest.mark.usefixtures("_steps")
def test_that_copies_are_joined_to_the_best() -> None:
    made = portraits([0, 1, 2, 1, 0, 3, 1])
    assert [(0, 4), (1, 3, 6)] == sorted(groups(made))


@pytest.mark.usefixtures("_steps")
def test_that_photos_that_are_not_alike_stay_alone() -> None:
    assert [] == groups(portraits(list(range(40))))


@pytest.mark.usefixtures("_steps")
def test_that_a_pair_that_may_not_join_is_in_no_group() -> None:
    apart = {(0, 2), (1, 3)}

    def may_join(one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) not in apart

    found = groups(portraits([0] * 5, may_join))
    for one, other in apart:
        assert not any({one, other} <= set(group) for group in found)
    assert [(0, 1, 4), (2, 3)] == sorted(found)


def test_that_a_chain_does_not_join_what_is_not_alike() -> None:
    # Each embedding is alike to the next; the first and the last are not.
    angles = np.radians([0, 25, 50, 75])
    embeddings = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    alike = portraits([0] * 4)
    chain = Portraits(
        alike.codes, alike.sketches, lambda chosen: embeddings[chosen], alike.may_join
    )
    assert [(0, 1, 2)] == groups(chain)


def test_that_every_photo_is_looked_at_once() -> None:
    steps = list(near_copies(portraits([0] * 600)))
    assert [256, 512, 600] == [step.done for step in steps]
    assert [600] == [len(group) for step in steps for group in step.groups]


def moments(
    cameras: list[int], taken_s: list[int], kinds: list[int], may_join=lambda *_: True
) -> list[tuple[int, ...]]:
    embeddings = np.eye(max(kinds) + 1, dtype=np.float32)[kinds]
    return sorted(
        same_moments(
            np.array(cameras), np.array(taken_s), lambda p: embeddings[p], may_join
        )
    )


def test_that_alike_photos_within_ten_seconds_are_of_a_moment() -> None:
    assert [(0, 1, 2)] == moments([5] * 4, [100, 110, 90, 111], [0] * 4)


def test_that_a_moment_belongs_to_one_camera() -> None:
    assert [(0, 2), (1, 3)] == moments([5, 6, 5, 6], [100] * 4, [0] * 4)


def test_that_photos_of_one_second_that_are_not_alike_are_apart() -> None:
    assert [(0, 2)] == moments([5] * 4, [100] * 4, [0, 1, 0, 2])


def test_that_a_decided_pair_is_in_no_moment() -> None:
    def may_join(one: int, other: int) -> bool:
        return {one, other} != {1, 2}

    assert [(0, 1)] == moments([5] * 3, [100] * 3, [0] * 3, may_join)


def test_that_a_long_series_does_not_become_one_group() -> None:
    found = moments([5] * 100, list(range(0, 500, 5)), [0] * 100)
    assert len(found) >= 20
    assert max(map(len, found)) <= 5
