"""Careful groups: those of one person together, nobody else with them."""

from dataclasses import replace

import numpy as np
import pytest

from photosearch.core.faces.grouping import NO_GROUP, group_faces, limits_for
from photosearch.core.faces.joining import Joining, Limits
from photosearch.core.faces.neighbours import Pairs, near_by_code
from tests.core.faces.crowd import draw_crowd, evidence, grouped, unit


def test_that_people_are_told_apart() -> None:
    crowd = draw_crowd(np.repeat(np.arange(40), 6))
    groups = grouped(crowd.faces)
    assert np.array_equal(crowd.people, groups)


def test_that_the_order_of_faces_does_not_matter() -> None:
    crowd = draw_crowd(np.repeat(np.arange(20), 5), noise=0.1)
    order = np.random.default_rng(3).permutation(100)
    groups, shuffled = grouped(crowd.faces), grouped(crowd.faces.only(order))
    together = groups[:, None] == groups[None]
    assert np.array_equal(
        together[np.ix_(order, order)], shuffled[:, None] == shuffled[None]
    )


def test_that_faces_of_one_photo_are_never_grouped() -> None:
    people = np.repeat(np.arange(10), 4)
    photos = np.arange(40) // 2
    groups = grouped(draw_crowd(people, photos).faces)
    for photo in range(20):
        first, second = groups[photos == photo]
        assert first != second or first == NO_GROUP


def test_that_a_face_that_cannot_be_told_is_in_no_group() -> None:
    crowd = draw_crowd(np.repeat(np.arange(3), 4))
    quality = crowd.faces.quality.copy()
    quality[[0, 5]] = 0.05
    groups = grouped(replace(crowd.faces, quality=quality))
    assert [NO_GROUP, NO_GROUP] == groups[[0, 5]].tolist()
    assert (np.delete(groups, [0, 5]) >= 0).all()


def test_that_what_is_hardly_a_face_joins_people_but_founds_none() -> None:
    crowd = draw_crowd(np.repeat(np.arange(2), 4))
    scores = crowd.faces.scores.copy()
    scores[:4] = 0.7
    scores[7] = 0.7
    groups = grouped(replace(crowd.faces, scores=scores))
    assert [NO_GROUP] * 4 + [0] * 4 == groups.tolist()


def test_that_a_lone_face_is_in_no_group() -> None:
    groups = grouped(draw_crowd(np.array([0, 0, 1, 2, 2])).faces)
    assert [0, 0, NO_GROUP, 1, 1] == groups.tolist()


@pytest.mark.parametrize("count", [0, 1])
def test_that_a_library_of_no_or_one_face_has_no_group(count: int) -> None:
    crowd = draw_crowd(np.zeros(1, np.int64))
    assert [NO_GROUP] * count == grouped(crowd.faces.only(np.arange(count))).tolist()


def test_that_a_person_with_more_faces_than_neighbours_is_one_group() -> None:
    crowd = draw_crowd(np.repeat(np.arange(3), 400))
    assert np.array_equal(crowd.people, grouped(crowd.faces))


def test_that_bursts_of_one_person_are_joined() -> None:
    # Faces of a burst crowd each other's neighbours out.
    random = np.random.default_rng(1)
    crowd = draw_crowd(np.repeat(np.arange(4), 1), noise=0.1)
    own = np.repeat(crowd.faces.vectors, 3, axis=0)
    moments = unit(own + 0.06 * random.standard_normal(own.shape))
    shots = np.repeat(moments, 60, axis=0)
    vectors = unit(shots + 0.005 * random.standard_normal(shots.shape))
    sides = random.standard_normal((128, 256))
    faces = replace(
        crowd.faces,
        codes=np.packbits(vectors @ sides >= 0, axis=1),
        vectors=vectors.astype(np.float32),
        quality=np.ones(len(vectors), np.float32),
        scores=np.ones(len(vectors), np.float32),
        photos=np.arange(len(vectors)),
    )
    assert np.array_equal(np.repeat(np.arange(4), 180), grouped(faces))


def test_that_more_is_needed_among_more_faces() -> None:
    few, many = limits_for(evidence(), 100), limits_for(evidence(), 100_000)
    assert few.single < many.single
    assert few.least <= few.single


def test_that_groups_are_joined_as_one_pair_at_a_time_would() -> None:
    random = np.random.default_rng(8)
    for _ in range(20):
        vectors = unit(random.standard_normal((24, 6))).astype(np.float32)
        photos = random.integers(0, 20, 24)
        first, second = np.triu_indices(24, 1)
        joining = Joining(vectors, photos, np.ones(24, bool), Limits(0.5, 0.5))
        joining.join(Pairs(first.astype(np.int32), second.astype(np.int32)))
        together = joining.labels[:, None] == joining.labels[None]
        assert np.array_equal(slowly_joined(vectors, photos, 0.5), together)


def slowly_joined(vectors, photos, limit: float):
    """Join the two groups whose mean likeness is highest, again and again."""
    groups = [[row] for row in range(len(vectors))]
    likeness = vectors @ vectors.T
    while True:
        best, most = None, limit
        for one in range(len(groups)):
            for other in range(one + 1, len(groups)):
                if set(photos[groups[one]]) & set(photos[groups[other]]):
                    continue
                mean = likeness[np.ix_(groups[one], groups[other])].mean()
                if mean >= most:
                    best, most = (one, other), mean
        if best is None:
            break
        groups[best[0]] += groups.pop(best[1])
    together = np.zeros((len(vectors),) * 2, bool)
    for group in groups:
        together[np.ix_(group, group)] = True
    return together


def test_that_neighbours_by_code_are_those_of_a_slow_search() -> None:
    crowd = draw_crowd(np.repeat(np.arange(10), 4), noise=0.1)
    codes, vectors = crowd.faces.codes, crowd.faces.vectors
    steps = near_by_code(codes, vectors, 90, 0.4)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        found = set(
            zip(end.value.first.tolist(), end.value.second.tolist(), strict=True)
        )
    bits = np.unpackbits(codes, axis=1).astype(int)
    expected = {
        (one, other)
        for one in range(40)
        for other in range(one + 1, 40)
        if (bits[one] != bits[other]).sum() <= 90
        and vectors[one] @ vectors[other] >= 0.4
    }
    assert expected == found


def test_that_grouping_can_be_stopped_in_the_middle() -> None:
    steps = group_faces(draw_crowd(np.repeat(np.arange(300), 10)).faces, evidence())
    assert 0 < next(steps) < 1
    steps.close()
