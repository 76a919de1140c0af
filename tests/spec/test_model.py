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
    region_levels=3,
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
        ({"region_levels": 5}, "5 scales of regions"),
        ({"region_levels": -1}, "-1 scales of regions"),
        ({"region_levels": True}, "region_levels"),
        ({"region_levels": None}, "region_levels"),
        ({"figures": {"mAP": float("nan")}}, "mAP is nan"),
        ({"thresholds": {"0.01": float("inf")}}, "0.01 is inf"),
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


def test_that_a_description_without_regions_has_none() -> None:
    """The first trainers wrote `region_grid`, which was never used."""
    content = json.loads(SPEC.to_metadata()[METADATA_KEY])
    del content["region_levels"]
    metadata = {METADATA_KEY: json.dumps({**content, "region_grid": None})}
    spec = ModelSpec.from_metadata(metadata)
    assert (0, 0) == (spec.region_levels, spec.region_count)


def test_that_a_network_with_regions_has_an_output_for_them() -> None:
    assert (14, ("code", "embedding", "region_codes")) == (
        SPEC.region_count,
        SPEC.output_names,
    )
    whole_only = dataclasses.replace(SPEC, region_levels=0)
    assert ("code", "embedding") == whole_only.output_names


def test_that_a_face_detector_gives_faces_alone() -> None:
    detector = dataclasses.replace(
        SPEC,
        kind=ModelKind.FACE_DETECTOR,
        input_px=768,
        code_bits=0,
        embedding_width=0,
        region_levels=0,
        thresholds={"score": 0.5},
    )
    assert ("faces",) == detector.output_names
    assert ModelSpec.from_metadata(detector.to_metadata()) == detector


@pytest.mark.parametrize(("levels", "number"), [(1, 0), (2, 1), (3, 5), (4, 14)])
def test_that_the_first_region_of_the_finest_scale_describes_a_part(
    levels: int, number: int
) -> None:
    assert number == dataclasses.replace(SPEC, region_levels=levels).part_region
