"""What a model file says about itself.

A `ModelSpec` travels as JSON inside the ONNX metadata. It is written by
`trainer/export.py` alone and read here alone, so a model file needs no companion.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

from photosearch.spec.face_canvas import FACES_NAME
from photosearch.spec.preprocess import ResizeRule
from photosearch.spec.regions import MAX_LEVELS, region_count

METADATA_KEY = "photosearch.model"
FORMAT_VERSION = 1

INPUT_NAME = "pixels"
CODE_NAME = "code"
EMBEDDING_NAME = "embedding"
REGION_CODES_NAME = "region_codes"

# What a face detector's threshold is kept under: how sure to be of a face, 0 to 1.
SCORE_NAME = "score"


class SpecError(ValueError):
    """The metadata does not describe a model that this program can use."""


class ModelKind(StrEnum):
    """What a network describes."""

    PHOTO = "photo"
    FACE = "face"
    FACE_DETECTOR = "face-detector"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """The description that travels inside a model file.

    Attributes:
        name: Short name that users type, letters, digits, `-`, `_` and `.`.
        kind: What the network describes.
        input_px: Side of the square input; a face detector takes any of
            `spec.face_canvas.CANVAS_SIDES`, of which this is the largest.
        resize: How a photo becomes that square.
        code_bits: Length of the binary code; 0 where there is none.
        embedding_width: Length of the embedding; 0 where there is none.
        region_levels: On how many scales regions have codes of their own, as in
            `spec.regions`; 0 where there are no region codes.
        thresholds: Code distance in bits at a false-match rate, keyed by the rate as
            text (`"0.001"`); of a face detector the least `"score"` of a face.
        training: How it was trained: recipe, data sets, teacher, seed, commit, ...
        figures: What was measured, metric name to value.
        licence: Terms of the weights in one sentence, those of the data included.
    """

    name: str
    kind: ModelKind
    input_px: int
    resize: ResizeRule
    code_bits: int
    embedding_width: int
    region_levels: int = 0
    thresholds: Mapping[str, float] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    licence: str = ""

    def __post_init__(self) -> None:
        """Reject a description that no network can have."""
        if not self.name or not all(c.isalnum() or c in "-_." for c in self.name):
            raise SpecError(
                f"model name {self.name!r} has other than letters, digits, - _ ."
            )
        if not 16 <= self.input_px <= 2048:
            raise SpecError(f"input size {self.input_px} is outside 16 to 2048")
        if not 0 <= self.code_bits <= 4096 or self.code_bits % 8:
            raise SpecError(
                f"code length {self.code_bits} is no multiple of 8 up to 4096"
            )
        if not 0 <= self.embedding_width <= 4096:
            raise SpecError(
                f"embedding width {self.embedding_width} is outside 0 to 4096"
            )
        if not 0 <= self.region_levels <= MAX_LEVELS:
            raise SpecError(
                f"{self.region_levels} scales of regions are outside 0 to {MAX_LEVELS}"
            )

        for name, value in {**self.thresholds, **self.figures}.items():
            if isinstance(value, float) and not math.isfinite(value):
                raise SpecError(f"{name} is {value}, which is no figure")

    @property
    def code_bytes(self) -> int:
        """Length of a packed code."""
        return self.code_bits // 8

    @property
    def part_region(self) -> int:
        """Number of the region that describes a part shown by `part_input`."""
        return region_count(self.region_levels - 1)

    @property
    def region_count(self) -> int:
        """How many regions of a photo have a code of their own."""
        return region_count(self.region_levels)

    @property
    def output_names(self) -> tuple[str, ...]:
        """What the network gives: faces, or code, embedding and any region codes."""
        if self.kind is ModelKind.FACE_DETECTOR:
            return (FACES_NAME,)
        if self.region_levels:
            return CODE_NAME, EMBEDDING_NAME, REGION_CODES_NAME
        return CODE_NAME, EMBEDDING_NAME

    def to_metadata(self) -> dict[str, str]:
        """Return the entry to store in the ONNX file's metadata."""
        content = {"format_version": FORMAT_VERSION, **asdict(self)}
        return {METADATA_KEY: json.dumps(content, sort_keys=True)}

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, str]) -> Self:
        """Read a description back from the ONNX file's metadata.

        Raises:
            SpecError: It is missing, malformed, or of a later format.
        """
        if METADATA_KEY not in metadata:
            raise SpecError(
                "the file has no photosearch description: the trainer did not make it"
            )
        try:
            content = json.loads(metadata[METADATA_KEY])
        except json.JSONDecodeError as error:
            raise SpecError(f"the description is not JSON: {error}") from error
        if not isinstance(content, dict):
            raise SpecError("the description is not a JSON object")
        version = content.pop("format_version", None)
        if version != FORMAT_VERSION:
            raise SpecError(
                f"the description has format {version}, "
                f"this program reads {FORMAT_VERSION}"
            )
        return cls._from_content(content)

    @classmethod
    def _from_content(cls, content: dict[str, Any]) -> Self:
        known = {each.name for each in fields(cls)}
        # A later program may add facts; what is unknown here does not matter here.
        content = {key: value for key, value in content.items() if key in known}
        for name in ("input_px", "code_bits", "embedding_width"):
            if type(content.get(name)) is not int:
                raise SpecError(f"the description lacks a whole number {name!r}")
        if type(content.get("region_levels", 0)) is not int:
            raise SpecError("the description's 'region_levels' is no whole number")
        for name in ("name", "licence"):
            if not isinstance(content.get(name, ""), str):
                raise SpecError(f"the description's {name!r} is not text")
        for name in ("thresholds", "training", "figures"):
            if not isinstance(content.get(name, {}), dict):
                raise SpecError(f"the description's {name!r} is not an object")
        try:
            content["kind"] = ModelKind(content["kind"])
            content["resize"] = ResizeRule(content["resize"])
            return cls(**content)
        except (KeyError, TypeError) as error:
            raise SpecError(f"the description is incomplete: {error}") from error
        except ValueError as error:
            raise SpecError(str(error)) from error
