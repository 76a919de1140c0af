import dataclasses
import json
from typing import Any

import pytest

from photosearch.spec.model import METADATA_KEY, ModelKind, ModelSpec, SpecError
from photosearch.spec.preprocess import ResizeRule

SPEC = ModelSpec(
    name="photo-1",
    kind=ModelKind.PHOTO,
    input_px=128,
    resize=ResizeRule.CROP,
    code_bits=256,
    embedding_width=128,
    region_grid=(3, 4),
    thresholds={"0.001": 61.0},
    training={"recipe": "distill", "seed": 1},
    figures={"map@all": 0.7},
    licence="research only",
)


def changed(**facts: Any) -> dict[str, str]:
    content = json.loads(SPEC.to_metadata()[METADATA_KEY])
    return {METADATA_KEY: json.dumps({**content, **facts})}


def test_that_a_description_survives_the_metadata() -> None:
    assert ModelSpec.from_metadata(SPEC.to_metadata()) == SPEC


def test_that_a_fact_of_a_later_trainer_is_passed_over() -> None:
    assert ModelSpec.from_metadata(changed(colour="blue")) == SPEC


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"format_version": 2}, "format 2"),
        ({"kind": "sound"}, "sound"),
        ({"resize": "melt"}, "melt"),
        ({"input_px": "128"}, "input_px"),
        ({"input_px": 4}, "input size 4"),
        ({"code_bits": 12}, "code length 12"),
        ({"embedding_width": -1}, "embedding width -1"),
        ({"name": "../photo"}, "model name"),
        ({"name": None}, "name"),
        ({"training": []}, "training"),
        ({"region_grid": [1]}, "incomplete"),
    ],
)
def test_that_a_wrong_fact_is_named(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError, match=message):
        ModelSpec.from_metadata(changed(**facts))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({}, "no photosearch description"),
        ({METADATA_KEY: "{"}, "not JSON"),
        ({METADATA_KEY: "[1]"}, "not a JSON object"),
        ({METADATA_KEY: '{"format_version": 1}'}, "input_px"),
    ],
)
def test_that_metadata_without_a_description_is_refused(
    metadata: dict[str, str], message: str
) -> None:
    with pytest.raises(SpecError, match=message):
        ModelSpec.from_metadata(metadata)


def test_that_the_code_has_an_eighth_of_the_bits_in_bytes() -> None:
    assert dataclasses.replace(SPEC, code_bits=48).code_bytes == 6
