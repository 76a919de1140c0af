from dataclasses import replace

import numpy as np
import pytest

from photosearch.core.records import Found
from photosearch.gui import messages
from photosearch.gui.models.reasons import (
    Reason,
    closeness_in_words,
    distance_in_words,
    reason_of,
    region_in_words,
    score_in_words,
)
from photosearch.spec.regions import Box

REASON = Reason(
    distance=61,
    bits=256,
    score=0.0123,
    is_close=True,
    example=1,
    region=5,
    similarity=0.5,
)


def test_that_the_reason_is_what_the_search_measured(qapp):
    found = Found(
        ids=np.array([7, 8]),
        distances=np.array([12, 61], np.int32),
        similarities=np.array([0.9, 0.5], np.float32),
        scores=np.array([0.0, 0.0123]),
        close=1,
        cut=12,
        histogram=np.zeros(257, np.int64),
        elapsed_ms=1.0,
        regions=np.array([0, 5], np.int16),
        examples=np.array([0, 1], np.int16),
    )
    assert replace(REASON, is_close=False) == reason_of(found, 1)
    assert reason_of(found, 0).is_close


def test_that_the_distance_is_told_with_the_length_of_the_code(qapp):
    assert "61 of 256 bits of the codes differ" == distance_in_words(REASON)


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.0, "Hardly any"),
        (1e-9, "Hardly any"),
        (0.00028, f"one pair of photos in {messages.number(4000)} "),
        (0.0123, "one pair of photos in 81 "),
        (0.6, "Many photos"),
    ],
)
def test_that_the_score_is_told_as_what_chance_would_bring(qapp, score, words):
    assert words in score_in_words(replace(REASON, score=score))


def test_that_it_is_told_on_which_side_of_the_cut_a_photo_lies(qapp):
    assert "within the automatic cut" in closeness_in_words(REASON)
    far = replace(REASON, is_close=False)
    assert "beyond the automatic cut" in closeness_in_words(far)


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (Box(0.0, 0.0, 0.3, 0.3), "at the top left"),
        (Box(0.3, 0.3, 0.4, 0.4), "in the middle"),
        (Box(0.7, 0.3, 0.3, 0.4), "on the right"),
        (Box(0.3, 0.7, 0.4, 0.3), "at the bottom"),
    ],
)
def test_that_a_region_is_told_by_where_it_lies(qapp, box, place):
    assert region_in_words(REASON, box).endswith(f": {place}")


def test_that_no_part_is_told_of_where_the_whole_photo_was_matched(qapp):
    whole = replace(REASON, region=0)
    assert "as a whole" in region_in_words(whole, Box(0, 0, 1, 1))
    assert "" == region_in_words(replace(REASON, region=-1), None)
