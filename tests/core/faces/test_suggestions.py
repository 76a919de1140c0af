import numpy as np
import pytest

from photosearch.core.faces.evidence import read_evidence
from photosearch.core.faces.suggestions import Gathered, guess

EVIDENCE = read_evidence(
    {"cosine@0.01": 0.2, "cosine@0.001": 0.3, "cosine@0.0001": 0.4}, 256
)
NONE_BARRED = np.empty((0, 2), np.int64)


def gathered(*groups: list[list[float]]) -> Gathered:
    """Gather groups of faces, made as long as 1."""
    vectors = np.array([face for group in groups for face in group], np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Gathered(vectors, np.cumsum([0, *(len(group) for group in groups)]))


def at(cosine: float) -> list[float]:
    """Return a face so alike to [1, 0, 0]."""
    return [cosine, (1 - cosine**2) ** 0.5, 0.0]


FACE = [1.0, 0.0, 0.0]


def test_that_the_product_of_means_is_the_mean_cosine_of_all_pairs():
    generator = np.random.default_rng(0)
    first = generator.normal(size=(4, 3)).tolist()
    second = generator.normal(size=(7, 3)).tolist()
    one, other = gathered(first), gathered(second)
    expected = np.mean([a @ b for a in one.vectors for b in other.vectors])
    assert expected == pytest.approx((one.means() @ other.means().T).item(), abs=1e-6)


def test_that_the_likeliest_person_of_each_group_comes_most_certain_first():
    groups = gathered([at(0.35)], [at(0.38)], [[0.0, 0.0, 1.0]])
    people = gathered([FACE], [[0.0, 0.0, -1.0]])
    found = guess(groups, people, NONE_BARRED, EVIDENCE, 10)
    assert [(1, 0), (0, 0)] == [(each.group, each.person) for each in found]
    assert [0.82, 0.7] == pytest.approx([each.certainty for each in found], abs=1e-3)
    assert 1 == len(guess(groups, people, NONE_BARRED, EVIDENCE, 1))


def test_that_what_nobody_wants_to_be_asked_is_left_out():
    assert not guess(gathered([at(0.25)]), gathered([FACE]), NONE_BARRED, EVIDENCE, 10)


def test_that_the_same_likeness_over_more_pairs_says_more():
    def certainty(faces: int) -> float:
        people = gathered([FACE] * faces)
        (found,) = guess(gathered([at(0.3)]), people, NONE_BARRED, EVIDENCE, 10)
        return found.certainty

    assert 0.5 == pytest.approx(certainty(1), abs=1e-3)
    assert 0.5 < certainty(3) < certainty(10)
    assert 0.9 == pytest.approx(certainty(10), abs=1e-3)
    assert certainty(10) == pytest.approx(certainty(1000), abs=1e-3)


def test_that_the_likeliest_is_not_the_most_alike_by_a_single_pair():
    alone, often = [[0.0, 1.0, 0.0]], [FACE] * 10
    face = [[0.32, 0.33, (1 - 0.32**2 - 0.33**2) ** 0.5]]
    found = guess(gathered(face), gathered(alone, often), NONE_BARRED, EVIDENCE, 10)
    assert [1] == [each.person for each in found]
    assert found[0].certainty > 0.9


def test_that_groups_of_strangers_are_no_likelier_for_being_groups():
    # Two persons' faces by chance: their mean directions are far more alike than they.
    generator = np.random.default_rng(1)
    shared = np.array([0.5, *[0.0] * 63])
    first, second = (
        (shared + generator.normal(size=(20, 64)) / 8).tolist() for _ in range(2)
    )
    groups, people = gathered(first), gathered(second)
    directions = [each.means()[0] for each in (groups, people)]
    cosine = directions[0] @ directions[1]
    lengths = np.prod([np.linalg.norm(each) for each in directions])
    assert cosine / lengths > 0.7
    found = guess(groups, people, NONE_BARRED, EVIDENCE, 10)
    assert not found or found[0].certainty < 0.6


def test_that_who_is_barred_is_not_guessed():
    groups = gathered([at(0.4)], [at(0.4)])
    people = gathered([FACE], [at(0.9)])
    barred = np.array([[0, 0], [0, 1], [1, 1]])
    found = guess(groups, people, barred, EVIDENCE, 10)
    assert [(1, 0)] == [(each.group, each.person) for each in found]


def test_that_nothing_is_guessed_of_nothing():
    nobody = Gathered(np.empty((0, 3), np.float32), np.zeros(1, np.int64))
    assert () == guess(nobody, gathered([FACE]), NONE_BARRED, EVIDENCE, 10)
    assert () == guess(gathered([FACE]), nobody, NONE_BARRED, EVIDENCE, 10)
