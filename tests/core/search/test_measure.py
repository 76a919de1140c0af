import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.search import Example, calibrate
from photosearch.core.search.aim import aim_of
from photosearch.core.search.candidates import Candidates, Needs
from photosearch.core.search.measure import measure_of
from photosearch.core.search.part_calibration import calibrate_parts
from tests.core.search.made_up import Library, part, thing

LIBRARY = Library(classes=10, each=10)
CALIBRATION = calibrate(LIBRARY.embeddings, len(LIBRARY.ids))
PHOTOS = Candidates(
    LIBRARY.ids,
    LIBRARY.codes,
    CALIBRATION.seen_from_centre(LIBRARY.embeddings),
    LIBRARY.regions,
)
PARTS = calibrate_parts(PHOTOS, CALIBRATION)


def by_itself(example: Example) -> np.ndarray:
    """Compare one example with all photos."""
    one = Example(example.code, example.embedding, 1.0, example.is_part)
    return measure_of([one], CALIBRATION, PARTS).likeness(PHOTOS).similarities


def examples_of(weights: list[float], kinds: list[bool]) -> list[Example]:
    return [
        part(thing(number), weight) if is_part else LIBRARY.example(number * 7, weight)
        for number, (weight, is_part) in enumerate(zip(weights, kinds, strict=True))
    ]


@given(
    weights=st.lists(st.sampled_from([-1.0, -0.3, 0.5, 2.0]), min_size=3, max_size=3),
    kinds=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_that_examples_are_weighed_together(weights, kinds):
    examples = examples_of([1.0, *weights], kinds)
    found = measure_of(examples, CALIBRATION, PARTS).likeness(PHOTOS)
    total = sum(each.weight for each in examples if each.weight > 0)
    wanted = np.zeros(len(PHOTOS))
    wholes = [each for each in examples if each.weight > 0 and not each.is_part]
    if wholes:
        # Whole photos are wanted in the direction that they have in common.
        seen = CALIBRATION.seen_from_centre(np.stack([e.embedding for e in wholes]))
        common = np.array([e.weight for e in wholes]) @ seen
        common /= np.linalg.norm(common)
        wanted += sum(each.weight for each in wholes) * (PHOTOS.seen @ common)
    for each in examples:
        if each.weight > 0 and each.is_part:
            wanted += each.weight * by_itself(each)
        elif each.weight < 0:
            wanted += each.weight * np.maximum(by_itself(each), 0)
    np.testing.assert_allclose(wanted / total, found.similarities, atol=1e-5)


@given(kinds=st.lists(st.booleans(), min_size=3, max_size=3))
def test_that_the_nearest_positive_example_is_told(kinds):
    examples = examples_of([1.0, -1.0, 0.2], kinds)
    found = measure_of(examples, CALIBRATION, PARTS).likeness(PHOTOS)
    alike = {number: by_itself(examples[number]) for number in (0, 2)}
    expected = np.where(alike[2] > alike[0], 2, 0)
    assert expected.tolist() == found.examples.tolist()
    is_whole = ~np.array(kinds)[found.examples]
    assert is_whole.tolist() == (found.regions == -1).tolist()


@pytest.mark.parametrize(
    ("kinds", "needs"),
    [
        ([False, False], Needs(embeddings=True, regions=False)),
        ([True, True], Needs(embeddings=False, regions=True)),
        ([False, True], Needs(embeddings=True, regions=True)),
    ],
    ids=["wholes", "parts", "both"],
)
def test_that_a_measure_asks_only_for_what_it_compares(kinds, needs):
    examples = examples_of([1.0, 1.0], kinds)
    assert needs == measure_of(examples, CALIBRATION, PARTS).needs


def test_that_only_whole_photos_are_copies():
    row = 23
    whole = LIBRARY.example(row)
    seen = part(LIBRARY.embeddings[row])
    for example, copies in ((whole, [row]), (seen, [])):
        found = measure_of([example], CALIBRATION, PARTS).likeness(PHOTOS)
        assert copies == np.flatnonzero(found.is_copy).tolist()


def test_that_a_query_with_parts_has_the_code_of_its_parts():
    examples = [LIBRARY.example(3), part(thing(1)), LIBRARY.example(5)]
    aim = aim_of(examples, CALIBRATION, PARTS)
    assert (examples[1].code.tolist(), True) == (
        aim.query.code.tolist(),
        aim.query.is_part,
    )
    assert not aim.first.is_part
    assert [True, False, True, False] == [probe.is_part for probe in aim.probes]
